"""Where editions are found: files and database schemas, those opened before, and what each is."""
