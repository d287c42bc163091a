"""Untrusted texts as HTML: escaped, and their addresses as links where a browser may open them."""
