"""The page: one HTML file with the maps, the portraits of the regions and their answers."""
