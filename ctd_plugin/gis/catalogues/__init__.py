"""The search of the catalogues and the check of the platforms, over QGIS's network."""
