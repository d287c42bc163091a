"""The survey's layers in a project: sources, forms, map tips, and the region at a point."""
