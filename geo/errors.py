"""The few things that can go wrong, by name. Imports nothing of the project."""

from __future__ import annotations

import signal
from typing import Self


def end_with_reader() -> None:
    """Let a command end without a word where the reader of its output goes early (`| head`)."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


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
    """A text is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD.

    Attributes
    ----------
    problem, remedy : str
        What is wrong, which may be said in other languages, and what to do; "" where it was not told apart.
    """

    problem: str = ""
    remedy: str = ""

    @classmethod
    def of(cls, problem: str, remedy: str) -> Self:
        """Return the error of a problem and its remedy."""
        made = cls(f"{problem}; {remedy}")
        made.problem, made.remedy = problem, remedy
        return made


class Unavailable(GeoError):
    """What is needed is not there now, such as room on a disk; later it may be."""
