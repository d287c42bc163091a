"""The open data of an edition: its tables, boundaries and metadata in one folder."""
