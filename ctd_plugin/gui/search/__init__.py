"""The panel's tab that searches the catalogues, and the commands for its results."""
