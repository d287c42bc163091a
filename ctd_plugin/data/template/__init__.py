"""The spreadsheet to fill in, as XLSX and ODS."""
