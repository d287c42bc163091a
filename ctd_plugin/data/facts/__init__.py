"""Figures: what counts as one, how it is read from an answer, and how a person corrects it."""
