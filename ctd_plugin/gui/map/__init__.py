"""What the user does with the map in the window: load it, switch its theme, go to a region."""
