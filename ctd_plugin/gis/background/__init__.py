"""Work off the main thread: jobs, their threads, their progress, and their end with the plugin."""
