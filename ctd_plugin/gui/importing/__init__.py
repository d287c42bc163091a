"""The pages of the import assistant, and what they share."""
