"""The maps of a web page: SVG of the themes, and their legends as HTML."""
