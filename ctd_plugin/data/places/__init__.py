"""Places as people write them: regions, departments, and what a column of them holds."""
