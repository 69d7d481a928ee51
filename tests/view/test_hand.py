"""Names that were moved and notes as parts of a view: one spelling, bounded, every fault told."""

from __future__ import annotations

import pytest

from geo.view import Context
from geo.view.hand import LONGEST_NOTE, MOST_MOVED, MOST_NOTES, Moved, Notes, notes_in
from geo.view.kinds import Kind
from geo.view.texts import Unusable


@pytest.mark.parametrize(
    ("kind", "text", "spelling"),
    [
        (Moved(), "name:sirte:31.90,17.200001|", "name:sirte:31.9,17.2"),
        (Moved(), "name:a:1,2|name:a:3,4", "name:a:3,4"),
        (Notes(), "1.0,2;3,4; two \n  lines  here ", "1,2;3,4;two\nlines here"),
        (Notes(), "1,2;3,4;a;b%7Cc", "1,2;3,4;a%3Bb%7Cc"),
        (Notes(), "1,2;3,4;\u202eevil", "1,2;3,4;evil"),
    ],
)
def test_it_has_one_spelling(context: Context, kind: Kind, text: str, spelling: str) -> None:
    assert kind.read(text, context) == spelling == kind.read(spelling, context)


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        (Moved(), "sirte:31,17", "moves nothing"),
        (Moved(), "name:<b>:31,17", "moves nothing"),
        (Moved(), "name:sirte:99,17", "is no latitude,longitude"),
        (Moved(), "|".join(f"name:a{i}:1,2" for i in range(MOST_MOVED + 1)), f"move {MOST_MOVED} at most"),
        (Notes(), "31,17;32,18", "is no note"),
        (Notes(), "31,17;nan,18;text", "is no latitude,longitude"),
        (Notes(), f"31,17;32,18;{'x' * (LONGEST_NOTE + 1)}", f"shorten it to {LONGEST_NOTE}"),
        (Notes(), "|".join(["1,2;3,4;x"] * (MOST_NOTES + 1)), f"write {MOST_NOTES} at most"),
    ],
)
def test_what_cannot_be_used_is_told(context: Context, kind: Kind, text: str, told: str) -> None:
    with pytest.raises(Unusable, match=told):
        kind.read(text, context)


def test_a_note_is_read_as_it_was_written(context: Context) -> None:
    text = Notes().read("1,2;3,4;50 %25%3B a %7C b %2525", context)
    assert [note.text for note in notes_in(text)] == ["50 %; a | b %25"]
