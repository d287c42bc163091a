"""The profiles of the regions in a project: read once, searched, and used in expressions."""
