"""What the user sees in QGIS's window."""
