"""What the answers of several questions are made of."""
