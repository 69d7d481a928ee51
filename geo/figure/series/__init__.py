"""Figures that are made by the list: ready ones, batches of a file, atlases, the gallery."""
