"""What stands round the map: heading, legend, key, notes, sources."""
