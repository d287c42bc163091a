"""The panel's tab that searches the catalogues, and what is done with a result."""
