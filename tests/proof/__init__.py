"""Proofs that take minutes: the state of a tag beside the working tree, and the screen beside the figure."""
