"""The meeting pack: all maps, the atlas, the summary table and an index in one folder."""
