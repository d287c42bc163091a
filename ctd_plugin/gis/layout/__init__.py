"""Print layouts and what stands on them."""
