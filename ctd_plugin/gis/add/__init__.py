"""Adding the layer of a record to the project, and downloading its file."""
