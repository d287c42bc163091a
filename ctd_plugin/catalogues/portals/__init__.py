"""Pages of portals: the data sets that they describe, and the services that a portal may have."""
