"""The printed map: a figure for a report in one action, honest about what it leaves out, and reproducible."""
