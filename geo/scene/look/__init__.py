"""What things look like: the style and its tables, and the look of each feature made of them."""
