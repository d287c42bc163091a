"""Tables as people keep them: CSV, XLSX, XLS, ODS."""
