"""The few things that can go wrong, by name. Imports nothing of the project."""


class GeoError(Exception):
    """Base of every error that this project raises on purpose; its text says what to do."""


class InvalidSettings(GeoError):
    """The environment holds a value that cannot be used."""


class InvalidDeclaration(GeoError):
    """A layer or table declaration (TOML) is wrong or missing."""


class InvalidLayer(GeoError):
    """A layer's data break the rules, or the layer could not be computed."""


class InvalidTable(GeoError):
    """A CSV table breaks the rules."""


class UnknownId(GeoError):
    """Nothing in the evidence has this id."""


class BadDate(GeoError):
    """A text is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD."""


class Unavailable(GeoError):
    """What is needed is not there now, such as room on a disk; later it may be."""
