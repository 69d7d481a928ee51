"""The printed map: a figure for a report in one action, complete, honest about what it leaves out, and reproducible."""
