"""A drawn diagram of an answer: what is linked with what, in columns from left to right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from geo.words.first_line import Pair


@dataclass(frozen=True, slots=True)
class Node:
    """A box.

    Attributes
    ----------
    rank : int
        Its column: 0 is what is asked about, less is before it, more behind it.
    name : pair of str
        What it is called, in English and Arabic.
    notes : tuple of pairs
        Lines below the name, such as who holds it.
    side : str
        Side of its holder, "" = not known or none: the colour of its edge.
    role : str
        What happens to it, such as "cut"; "" = nothing.
    """

    id: str
    rank: int
    name: Pair
    notes: tuple[Pair, ...] = ()
    side: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow, or a plain line where nothing flows."""

    start: str
    end: str
    label: Pair
    directed: bool = True


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes and arrows."""

    title: Pair
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    about: Pair
    """What its signs mean."""

    @property
    def document(self) -> dict[str, Any]:
        """The diagram, ready for JSON: what a list beside the picture says."""
        return {
            "title": self.title[0],
            "title_ar": self.title[1],
            "about": self.about[0],
            "about_ar": self.about[1],
            "nodes": [
                {
                    "id": one.id, "rank": one.rank, "name_en": one.name[0], "name_ar": one.name[1],
                    "notes": [note[0] for note in one.notes], "notes_ar": [note[1] for note in one.notes],
                    "side": one.side, "role": one.role,
                }
                for one in self.nodes
            ],
            "links": [
                {
                    "from": one.start, "to": one.end, "label": one.label[0], "label_ar": one.label[1],
                    "directed": one.directed,
                }
                for one in self.links
            ],
        }  # fmt: skip
