"""The deck: a PDF of slides to project."""
