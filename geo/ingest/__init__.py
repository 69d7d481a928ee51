"""Data of one's own become a layer: read safely, columns proposed, faults told, written as any layer is."""
