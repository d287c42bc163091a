"""Requests through QGIS's network access manager."""
