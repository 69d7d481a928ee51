"""A composed figure as PNG, SVG, PDF or slide, and what a file says about itself."""
