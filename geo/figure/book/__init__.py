"""All ready figures in one PDF or slide deck."""
