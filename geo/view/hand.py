"""What somebody put where it stands, as texts: names and numbers that were moved, and notes with an arrow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from geo.language import worded
from geo.view.kinds import Context, Kind
from geo.view.sketch import position_of, position_text
from geo.view.texts import Unusable, is_plain, one_line, quoted

MOST_MOVED: Final = 40
MOST_NOTES: Final = 8
LONGEST_NOTE: Final = 200
"""Characters of a note."""
NAME, NUMBER = "name", "number"
"""What can be moved: the name of a place or feature, the number of a call-out."""
_PARTS: Final = 3
"""Of what was moved: what it is, its id, its place."""
_ESCAPES: Final = (("%", "%25"), (";", "%3B"), ("|", "%7C"))

Position = tuple[float, float]
"""Latitude, longitude in degrees."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note: where its arrow ends, where the middle of its text stands, and the text."""

    to: Position
    at: Position
    text: str


class Moved(Kind):
    """Where names and numbers were put, between "|", such as "name:sirte:31.9,17.2"; "" is nothing."""

    name = "moved"
    longest = 6000

    def read(self, text: str, _: Context, /) -> str:
        """Return the text in its one spelling; of what was moved twice the last place counts.

        Examples
        --------
        >>> from datetime import date
        >>> Moved().read("name:sirte:31.90,17.2|number:of-sharara:27,12", Context((), (), date(2026, 11, 24)))
        'name:sirte:31.9,17.2|number:of-sharara:27,12'
        """
        found = {}
        for part in filter(None, text.split("|")):
            what, named, where = (*part.split(":", 2), "", "")[:3]
            if what not in (NAME, NUMBER) or not named or not is_plain(named):
                raise Unusable(
                    worded("{text} moves nothing; write such as name:sirte:31.9,17.2", text=quoted(part))
                )
            found[what, named] = position_text(where, part)
        if len(found) > MOST_MOVED:
            raise Unusable(worded("moves {n}; move {most} at most", n=len(found), most=MOST_MOVED))
        return "|".join(f"{what}:{named}:{where}" for (what, named), where in found.items())

    def ids(self, value: Any, /) -> tuple[str, ...]:
        """Return the ids of what was moved."""
        return tuple(dict.fromkeys(part.split(":")[1] for part in value.split("|") if part))

    def limits(self) -> dict[str, Any]:
        """Return how much may be moved."""
        return {"most": MOST_MOVED}


class Notes(Kind):
    """Notes between "|": where the arrow ends, where the text stands, and the text; "" is none.

    A text has the lines that it was written in. In it "%" is "%25", ";" is "%3B" and "|" is "%7C".
    """

    name = "notes"
    longest = MOST_NOTES * (3 * LONGEST_NOTE + 60)

    def read(self, text: str, _: Context, /) -> str:
        r"""Return the text in its one spelling.

        Examples
        --------
        >>> from datetime import date
        >>> Notes().read("31.2,16.60;32.5,17;Front  of 2020", Context((), (), date(2026, 11, 24)))
        '31.2,16.6;32.5,17;Front of 2020'
        >>> Notes().read("31.2,16.6;32.5,17;Front\n\n of 2020", Context((), (), date(2026, 11, 24)))
        '31.2,16.6;32.5,17;Front\nof 2020'
        """
        parts = [part for part in text.split("|") if part]
        if len(parts) > MOST_NOTES:
            raise Unusable(worded("has {n} notes; write {most} at most", n=len(parts), most=MOST_NOTES))
        return "|".join(map(_note, parts))

    def limits(self) -> dict[str, Any]:
        """Return how much may be noted."""
        return {"most": MOST_NOTES, "longest": LONGEST_NOTE}


def _note(part: str) -> str:
    to, _, rest = part.partition(";")
    at, _, written = rest.partition(";")
    # Where somebody began a line, there is one; empty ones are left out.
    words = "\n".join(filter(None, map(one_line, _plain(written).splitlines())))
    if not words:
        raise Unusable(
            worded("{text} is no note; write such as 31.2,16.6;32.5,17;Front of 2020", text=quoted(part))
        )
    if len(words) > LONGEST_NOTE:
        raise Unusable(
            worded(
                "{text} has {n} characters; shorten it to {most} at most",
                text=quoted(words), n=len(words), most=LONGEST_NOTE,
            )
        )  # fmt: skip
    return f"{position_text(to, part)};{position_text(at, part)};{_escaped(words)}"


def moved_in(text: str, what: str) -> Mapping[str, Position]:
    """Return where the names or numbers were put that a text of `Moved` has, by their ids.

    Examples
    --------
    >>> moved_in("name:sirte:31.9,17.2|number:of-sharara:27,12", "name")
    {'sirte': (31.9, 17.2)}
    """
    parts = (part.split(":") for part in text.split("|") if part)
    return {named: position_of(where) for own, named, where in parts if own == what}


def without(text: str, gone: Callable[[str], bool]) -> str:
    """Return a text of `Moved` without what is gone; what is no such text is left to its reader.

    Examples
    --------
    >>> without("name:sirte:31.9,17.2|name:old:27,12", lambda named: named == "old")
    'name:sirte:31.9,17.2'
    """
    parts = ((part, part.split(":", 2)) for part in text.split("|"))
    return "|".join(part for part, told in parts if len(told) < _PARTS or not gone(told[1]))


def notes_in(text: str) -> tuple[Note, ...]:
    """Return the notes that a text of `Notes` has.

    Examples
    --------
    >>> notes_in("31.2,16.6;32.5,17;50 %25%3B more")
    (Note(to=(31.2, 16.6), at=(32.5, 17.0), text='50 %; more'),)
    """
    parts = (part.split(";", 2) for part in text.split("|") if part)
    return tuple(Note(position_of(to), position_of(at), _plain(written)) for to, at, written in parts)


def _escaped(text: str) -> str:
    for letter, code in _ESCAPES:
        text = text.replace(letter, code)
    return text


def _plain(text: str) -> str:
    for letter, code in reversed(_ESCAPES):
        text = text.replace(code, letter)
    return text
