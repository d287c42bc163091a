"""Joining the rows of a table to the features of a layer."""
