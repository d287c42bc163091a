"""Recognising regions and departments as people write them, and the administrative level of a column."""
