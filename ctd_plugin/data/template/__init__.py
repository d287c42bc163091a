"""Writing the survey's template as XLSX and ODS."""
