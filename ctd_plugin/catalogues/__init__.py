"""Asking the catalogues of the regions' platforms; without QGIS and Qt, which send the requests."""
