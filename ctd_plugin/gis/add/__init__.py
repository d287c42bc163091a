"""A record's layer added to the project, or its file kept."""
