"""The bench: what a toggle, a first view and a viewer cost beside a plain app; see __main__."""
