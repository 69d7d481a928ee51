"""Claims, events and sources are added without an editor: `python -m geo.claim`."""
