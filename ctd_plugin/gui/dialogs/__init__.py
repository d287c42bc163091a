"""The dialogs: export, meeting pack, sharing, check of the platforms."""
