"""`python -m geo.check`: every fault of the data, or what the data cover."""
