"""The web page of an edition: one file that needs neither QGIS nor a network."""
