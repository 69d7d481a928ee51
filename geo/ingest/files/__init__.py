"""A file of somebody's is taken apart: recognised, unpacked, read in a process of its own."""
