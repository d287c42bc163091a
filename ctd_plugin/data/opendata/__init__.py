"""The files of a data package for open data, and what must not stand in them."""
