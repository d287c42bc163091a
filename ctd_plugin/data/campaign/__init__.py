"""A survey campaign: the templates sent to the regions, and the files that came back made one survey."""
