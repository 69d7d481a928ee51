"""Who published what, and which publishers are independent of each other.

Publishers that pass on the same texts are one `family` in publishers.csv, and a family is one voice. A source
names its publisher by the name or by one of the aliases in that table; a publisher that the table does not
have is a family of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from geo.model import split


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher, as far as it decides whose voice a source is.

    Attributes
    ----------
    id : str
        Its id in publishers.csv; "" where the table does not have it.
    family : str
        Its syndication family; its name where the table does not have it.
    side : str
        "gnu", "east", "foreign:<country>", "none" or "unknown".
    """

    id: str
    name: str
    name_ar: str
    family: str
    side: str = "unknown"


@dataclass(frozen=True, slots=True)
class Publishers:
    """The publisher of each source.

    Examples
    --------
    >>> publishers = pd.DataFrame({
    ...     "id": ["reuters", "herald"], "name": ["Reuters", "Libya Herald"], "name_ar": ["", ""],
    ...     "aliases": ["Reuters (wire)|Reuters Africa", ""], "family": ["reuters", "herald"],
    ...     "side": ["none", "unknown"],
    ... })
    >>> sources = pd.DataFrame({
    ...     "id": ["r1", "r2", "h1", "x1"],
    ...     "publisher": ["Reuters", "Reuters Africa", "Libya Herald", "A new paper"],
    ... })
    >>> known = Publishers.of(publishers, sources)
    >>> known.by_source["r2"].name, known.by_source["x1"].family
    ('Reuters', 'A new paper')
    >>> known.families(["r1", "r2", "h1"])
    ('herald', 'reuters')
    """

    by_source: Mapping[str, Publisher] = field(default_factory=dict)

    @classmethod
    def of(cls, publishers: pd.DataFrame, sources: pd.DataFrame) -> Publishers:
        """Return the publisher of each source, from the two tables.

        Parameters
        ----------
        publishers : DataFrame
            Rows of publishers.csv; may be empty.
        sources : DataFrame
            Rows of sources.csv, of which `id` and `publisher` are read.
        """
        called: dict[str, Publisher] = {}
        for row in publishers.to_dict("records"):
            one = Publisher(*(str(row[part]) for part in ("id", "name", "name_ar", "family", "side")))
            # A name of its own beats another's alias.
            called[_key(one.name)] = one
            for alias in split(str(row["aliases"])):
                called.setdefault(_key(alias), one)
        names = zip(sources["id"], sources["publisher"], strict=True) if len(sources) else ()
        return cls({str(source): called.get(_key(name), _unlisted(str(name))) for source, name in names})

    def named(self, sources: Iterable[str]) -> tuple[Publisher, ...]:
        """Return the publishers of some sources, each once, in their order; unknown sources are left out."""
        found = (self.by_source[source] for source in sources if source in self.by_source)
        return tuple(dict.fromkeys(found))

    def families(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Return the families that speak in some sources, sorted: as many as there are independent voices."""
        return tuple(sorted({one.family for one in self.named(sources)}))


def _key(name: object) -> str:
    return " ".join(str(name).casefold().split())


def _unlisted(name: str) -> Publisher:
    return Publisher("", name, "", name)
