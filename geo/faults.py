"""What is wrong with the data and how to put it right, as rows; knows no rule itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields

import pandas as pd

from geo.language import worded

_CLOSE_ENOUGH = 66.0
_MARKS_BETWEEN_WORDS = re.compile(r"[-_\s]+")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong, where, and what to do about it.

    Attributes
    ----------
    file : str
        Path of the file, below the data root where it has one.
    layer : str
        Id of the layer; "" for a table.
    feature : str
        Id of the feature or row; a line or position when it has no id; "" for the whole file.
    column : str
        Column, property or key; "geometry" for positions; "" for the whole feature.
    problem : str
        What is wrong, in plain words.
    remedy : str
        What to do about it.
    """

    file: str
    layer: str
    feature: str
    column: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Return the fault as one line: where, what, remedy."""
        return str(self.words)

    @property
    def words(self) -> str:
        """The same, to be said in any language."""
        where = ""
        for part in filter(None, (self.file, self.feature, self.column)):
            where = worded("{name}: {why}", name=where, why=part) if where else part
        return worded("{where}: {problem}; {remedy}", where=where, problem=self.problem, remedy=self.remedy)


FAULT_COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Fault))


def fault_table(faults: Iterable[Fault]) -> pd.DataFrame:
    """Return the faults as a frame with one text column per part, in the order given.

    Examples
    --------
    >>> fault_table([]).columns.tolist()
    ['file', 'layer', 'feature', 'column', 'problem', 'remedy']
    """
    listed = list(faults)
    table = pd.DataFrame([astuple(fault) for fault in listed], columns=list(FAULT_COLUMNS), dtype="str")
    # Kept as they are: they know how they are said in other languages.
    for name in ("problem", "remedy"):
        table[name] = pd.Series([getattr(fault, name) for fault in listed], dtype=object)
    return table


def closest(word: str, known: Iterable[str]) -> str:
    """Return the known word that looks most like `word`, or "" when none is close.

    Examples
    --------
    >>> closest("icg-2O24", ["icg-2024", "un-2020"])
    'icg-2024'
    >>> closest("zzz", ["icg-2024"])
    ''
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - what has no fault starts sooner

    found = process.extractOne(
        word, list(known), scorer=fuzz.ratio, processor=_plain, score_cutoff=_CLOSE_ENOUGH
    )
    return str(found[0]) if found else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a remedy: the closest known word as a question, or `otherwise` when none is close.

    Examples
    --------
    >>> did_you_mean("tilte", ["title", "group"], "remove it")
    "did you mean 'title'?"
    """
    guess = closest(word, known)
    return worded("did you mean '{guess}'?", guess=guess) if guess else otherwise


def one_of(values: Sequence[str], limit: int = 12) -> str:
    """Return a remedy that lists what is allowed, cut short after `limit` values.

    Examples
    --------
    >>> one_of(["a", "b"])
    'use one of: a, b'
    """
    listed, more = ", ".join(values[:limit]), len(values) - limit
    if more > 0:
        return worded("use one of: {listed} and {more} more", listed=listed, more=more)
    return worded("use one of: {listed}", listed=listed)


def _plain(text: str) -> str:
    """Return the text as compared: lower case, one kind of mark between words."""
    return _MARKS_BETWEEN_WORDS.sub(" ", text.lower())
