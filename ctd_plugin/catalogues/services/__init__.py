"""What links and map services lead to: link types, capabilities, layers, tiles, file names."""
