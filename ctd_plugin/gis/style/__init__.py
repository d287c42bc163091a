"""Colours, typefaces, page sizes, territories and classes."""
