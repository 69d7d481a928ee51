"""A map dashboard of who controls, wants and moves what in Libya: evidence in, maps and figures out."""

__version__ = "1.0.0"
