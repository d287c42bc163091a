"""Small plots in the panel, drawn in the colours of QGIS's theme."""
