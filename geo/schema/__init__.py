"""What evidence must be: each value by itself, each row, each position. Reads no file, mends nothing."""
