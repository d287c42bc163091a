"""The window of a survey campaign: templates to send, and the files that come back."""
