"""The survey in QGIS's browser and in its locator."""
