"""Reading boundary layers and dissolving their features to the 18 regions."""
