"""The printed map: frame, ground, features, names, furniture."""
