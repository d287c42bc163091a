"""Survey, facts, platforms and boundaries, joined into one GeoPackage.

Nothing here needs QGIS. Modules that need pandas, geopandas or shapely are imported at the moment of use, so that
importing this package costs nothing where they are missing.
"""
