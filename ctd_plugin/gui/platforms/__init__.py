"""The user's own platforms: their list, the form of one, and the search for the services of a portal."""
