"""Importing a survey step by step, and doing so again by the recipe of an earlier import."""
