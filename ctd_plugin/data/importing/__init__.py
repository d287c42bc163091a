"""A survey of one's own: proposals, recipe, replay, review."""
