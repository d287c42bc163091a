"""Reading tables from CSV, XLSX, XLS and ODS files."""
