"""What links and map services refer to: link types, capabilities, layers, tiles, file names."""
