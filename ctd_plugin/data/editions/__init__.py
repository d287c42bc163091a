"""Editions of the survey: read, compared, and the report of a comparison."""
