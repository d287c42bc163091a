"""Survey, facts, platforms and boundaries, joined into one GeoPackage.

Nothing here needs QGIS. `build`, `boundaries` and `package.geopackage` need geopandas, shapely and GDAL and are
imported when used: importing this package costs nothing where they are missing.
"""
