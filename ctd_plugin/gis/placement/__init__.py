"""Where the labels of a page stand."""
