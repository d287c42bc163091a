"""The survey's layers in a project: sources, forms, map tips, views, and saving it with its data."""
