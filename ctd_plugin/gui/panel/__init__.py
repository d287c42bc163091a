"""`ctdDock`, its tabs, and the search of the survey's answers."""
