"""What is written on a map: the names that a scene wants at a zoom, and what the ground is called."""
