"""What the options of a book say, judged without evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from geo.faults import one_of
from geo.figure.formats.media import BOOKS
from geo.figure.request import AREAS, LONGEST, read_request
from geo.view import Context, Part
from geo.view.kinds import Choice, Day, Line
from geo.view.parts import parts_of, read_parts

_OF_FIGURES = ("layers", "bbox", "f", "callouts", "subtitle")
"""What each ready figure has of its own, so that nobody can ask it of all of them."""


@dataclass(frozen=True, slots=True)
class BookOptions:
    """What is asked of the book itself.

    Attributes
    ----------
    title : str
        Plain text; "" = the usual one.
    since : date or None
        First of the two days compared; None = no changes.
    atlas : str
        One of `AREAS`: after the ready figures one for each of these; "" = none.
    """

    title: Annotated[str, Part("title", Line(LONGEST["title"]))] = ""
    since: Annotated[
        date | None,
        Part("since", Day(), "YYYY-MM-DD", "with --book: what changed from this day to the one shown"),
    ] = None
    atlas: Annotated[
        str, Part("atlas", Choice(AREAS), "AREAS", f"with --book: a figure for each of {' or '.join(AREAS)}")
    ] = ""


PARTS = parts_of(BookOptions)
OWN = PARTS[1:]
"""Those that only a book has."""


def shared_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that hold for every figure of the book."""
    return {name: text for name, text in texts.items() if name not in ("title", *_OF_FIGURES)}


def read_options(
    texts: Mapping[str, str], own: Mapping[str, str], path: Path, context: Context
) -> tuple[BookOptions, list[str]]:
    """Return what is asked of the book, and everything that is wrong with it.

    Parameters
    ----------
    texts : mapping of str to str
        As `read_request` reads them; `title` is that of the book, the others hold for every figure.
    own : mapping of str to str
        By the names of `OWN`.
    path : Path
        Where the book goes: pdf or pptx by its suffix.
    """
    faults = []
    if path.suffix.removeprefix(".").lower() not in BOOKS:
        faults.append(f"book: '{path.suffix[:20]}' is not one; {one_of(BOOKS)}")
    faults += [
        f"{name}: is each figure's own in a book; leave it out" for name in _OF_FIGURES if texts.get(name)
    ]
    values, wrong = read_parts(PARTS, {**own, "title": texts.get("title", "")}, context)
    _, shared = read_request(shared_texts(texts), context)
    return BookOptions(**values), [*faults, *map(str, (*wrong, *shared))]
