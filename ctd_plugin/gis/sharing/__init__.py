"""The survey shared: GeoPackage or PostGIS schema, and the project that opens it."""
