"""Search in the catalogues of the regions' platforms: requests and responses, without QGIS, Qt and network."""
