"""Work off the thread that shows windows."""
