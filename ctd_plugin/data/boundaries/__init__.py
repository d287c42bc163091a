"""Polygons made the shapes of the 18 regions."""
