"""Requests and responses, and what they hold: URLs, text, JSON, XML, extents."""
