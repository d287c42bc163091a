"""The survey: its rows, statuses and decisions, and the names of persons kept out of it."""
