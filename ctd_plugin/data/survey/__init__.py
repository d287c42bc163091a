"""Reading the survey: its rows and statuses, the decisions of its importer, and the masking of personal names."""
