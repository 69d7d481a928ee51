"""What the cells of an answer are called: ids and codes of its tables by their names in both languages.

The kind of a column says how its cells are read: "word" and "words" are codes of ours, "flag" is 1 or 0,
"layer", "class", "actor", "actors", "place" and "claimant" are ids. A column of kind "name" has the English
names of the ids before it, for whoever takes the table away: screen and paper show the names themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from geo.evidence import Evidence
from geo.model import Column, split
from geo.questions.asking.answer import Answer, Cell
from geo.words.names import Name, Names
from geo.words.names import rows as listed
from geo.words.values import value_name

Called = dict[str, dict[str, tuple[str, str]]]
"""English and Arabic name, by kind and value; a class goes as layer.class."""

CODED: Final[Mapping[str, str]] = {
    "word": "word", "words": "word", "actor": "actor", "actors": "actor", "claimant": "claimant",
    "place": "place", "layer": "layer", "sources": "source",
}  # fmt: skip
"""Kinds of columns that hold codes and ids, and under which kind their names stand."""


ASKED: Final = ("place", "actor", "publisher", "source")
"""Kinds of parameters that hold an id."""


def called(evidence: Evidence, answer: Answer, policy: str, asked: Iterable[tuple[str, str]] = ()) -> Called:
    """Return the names of all that an answer names by a code or an id.

    Parameters
    ----------
    asked : iterable of (str, str)
        What the question was about: kinds of `ASKED`, and ids.
    """
    by_kind = _by_kind(evidence, Names.of(evidence, policy))
    sheets = ((answer.columns, answer.rows), *((one.columns, one.rows) for one in answer.sheets))
    coded = (found for columns, rows in sheets for found in _coded(columns, rows))
    found: Called = {}
    for kind, values in (*((kind, {one}) for kind, one in asked), *coded):
        known = found.setdefault(kind, {})
        for value in values:
            if value not in known:
                name = by_kind[kind](value)
                known[value] = name.en or name.ar, name.ar or name.en
    return found


def _by_kind(evidence: Evidence, names: Names) -> Mapping[str, Callable[[str], Name]]:
    """Return what tells the name of a code or an id, by kind."""

    def actor(one: str) -> Name:
        # Its own name, so that nothing of 2020 is called by the name of today.
        return names.actors.label(one)

    def claimant(one: str) -> Name:
        return actor(one) if one in names.actors.rows else names.claimant(one)

    def layer(one: str) -> Name:
        return names.layer(evidence.catalog[one]) if one in evidence.catalog else Name(one)

    def class_(one: str) -> Name:
        of, _, name = one.partition(".")
        found = evidence.catalog[of].classes.get(name) if of in evidence.catalog else None
        return Name(found.title, found.title_ar) if found else Name(name)

    def source(one: str) -> Name:
        return Name(
            " ".join(f"{of['publisher']} {of['date']}".strip() for of in names.sources((one,))) or one
        )

    def publisher(one: str) -> Name:
        found = (row for row in listed(evidence, "publishers") if row["id"] == one)
        return next((Name(str(row["name"]), str(row["name_ar"])) for row in found), Name(one))

    return {
        "word": value_name, "actor": actor, "claimant": claimant, "place": names.place, "layer": layer,
        "class": class_, "source": source, "publisher": publisher,
    }  # fmt: skip


def _coded(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> Iterable[tuple[str, set[str]]]:
    """Yield the different codes of each column that has some."""
    layer = next((i for i, column in enumerate(columns) if column.kind == "layer"), None)
    for i, column in enumerate(columns):
        if column.kind == "class":
            of = [row[layer] if layer is not None else "" for row in rows]
            yield "class", {class_key(one, row[i]) for one, row in zip(of, rows, strict=True) if row[i]}
        elif column.kind in CODED and column.name != "id":
            yield CODED[column.kind], {part for row in rows for part in split(str(row[i] or ""))}


def class_key(layer: Any, name: Any) -> str:
    """Return under which key the name of a class stands."""
    return f"{layer}.{name}"
