"""What is written into ctd.gpkg and spreadsheets."""
