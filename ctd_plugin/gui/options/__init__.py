"""The page “CTD” of QGIS's options."""
