"""A region in the panel and on the map."""
