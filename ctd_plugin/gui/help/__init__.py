"""The guide: offline pages, opened at the page of a window."""
