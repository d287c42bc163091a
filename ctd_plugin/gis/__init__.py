"""Layers, styles, layouts and their export: PyQGIS without widgets and without the interface."""
