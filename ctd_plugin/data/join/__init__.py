"""Joining a table to the units of a layer."""
