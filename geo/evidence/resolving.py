"""Names as people write them -> ids: what is called exactly so, or what may be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from geo.evidence.holding import Evidence
from geo.faults import closest
from geo.gazetteer import clean
from geo.language import worded
from geo.model import split

SCOPES: Final[Mapping[str, str]] = {"districts": "district", "regions": "region"}
"""Layers of what a claim can be about besides places."""

_NEW = re.compile(r"new:\s*(.*?)(?:\s+-?\d+\.\d+\s*,\s*-?\d+\.\d+)?", re.DOTALL)
_SUGGESTED, _LOOKED_AT = 4, 12
_BETWEEN = " - "

_Fits = Callable[["Named"], bool]


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that has names.

    Attributes
    ----------
    layer : str
        Layer of a feature; "" for an actor, a publisher or a source.
    """

    id: str
    name: str
    layer: str = ""

    @property
    def scope(self) -> str:
        """What a claim about it is about: a place, a district or a region."""
        return SCOPES.get(self.layer, "place")

    def __str__(self) -> str:
        """Return its id and name, as suggestions show it."""
        kind = f", {self.scope}" if self.scope != "place" else ""
        return f"{self.id} ({self.name}{kind})"


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name means, or what it may mean; the first of `perhaps` most likely."""

    found: Named | None = None
    perhaps: tuple[Named, ...] = ()

    def advice(self, otherwise: str) -> str:
        """Return a remedy: the likely ones as a question, or `otherwise`."""
        if not self.perhaps:
            return otherwise
        return worded("did you mean {names}?", names=", ".join(map(str, self.perhaps)))


@dataclass(frozen=True, slots=True)
class Names:
    """All names of an evidence: places of all layers, actors, publishers, sources."""

    evidence: Evidence
    places: Mapping[str, tuple[Named, ...]]
    actors: Mapping[str, tuple[Named, ...]]
    publishers: Mapping[str, tuple[Named, ...]]
    sources: Mapping[str, tuple[Named, ...]]
    ids: Mapping[str, Named] = field(repr=False)

    @classmethod
    def known(cls, evidence: Evidence) -> Names:
        """Return the names of an evidence, made once for it."""
        made: Names = evidence.remembered(("names to ids",), lambda: cls.of(evidence))
        return made

    @classmethod
    def of(cls, evidence: Evidence) -> Names:
        """Return the names of everything that rows may refer to."""
        places: list[tuple[Named, tuple[str, ...]]] = []
        base = cls.known(evidence.graded) if evidence.graded else None
        order = sorted(evidence.layers.keys() - (base.evidence.layers.keys() if base else ()), key=_before)
        for layer in order:
            if evidence.catalog[layer].derive and layer not in SCOPES:
                continue
            frame = evidence.layer(layer)
            columns = (frame[name].tolist() for name in ("id", "name_en", "name_ar", "aliases"))
            for one, name, arabic, aliases in zip(*columns, strict=True):
                places.append((Named(one, name, layer), (one, name, arabic, *split(aliases))))
        tables = {
            name: evidence.own_rows(name, evidence.tables[name]).to_dict("records")
            if name in evidence.tables
            else []
            for name in ("actors", "publishers", "sources")
        }
        actors = [
            (
                Named(row["id"], row["name_en"]),
                (row["id"], row["name_en"], row["name_ar"], *split(row["aliases"])),
            )
            for row in tables["actors"]
        ]
        publishers = [
            (Named(row["id"], row["name"]), (row["id"], row["name"], *split(row["aliases"])))
            for row in tables["publishers"]
        ]
        sources = [
            (Named(row["id"], row["title"] or row["publisher"]), (row["id"], row["title"], row["url"]))
            for row in tables["sources"]
        ]
        ids = {one.id: one for one, _ in reversed(places)}
        if base:
            return cls(
                evidence,
                _index(places, base.places),
                base.actors,
                _index(publishers, base.publishers),
                _index(sources, base.sources),
                {**ids, **base.ids},
            )
        return cls(evidence, _index(places), _index(actors), _index(publishers), _index(sources), ids)

    def place(self, text: str, scope: str = "") -> Meant:
        """Return what is called so among what a claim can be about; of equal names the town comes first."""
        if text in self.ids and scope in ("", self.ids[text].scope):
            return Meant(self.ids[text])
        found = self._called(self.places, text, lambda one: not scope or one.scope == scope)
        first = tuple(one for one in found if one.layer == "places") or found
        if len(first) == 1:
            return Meant(first[0])
        return Meant(None, first or self._like(text, self.places, {"place", "feature"}, scope))

    def site(self, text: str, layers: Sequence[str]) -> Named | None:
        """Return the one feature of some layers that is called so, or whose name begins so.

        Of equal names the layer named first decides. A line between two sites is none that begins so.
        """
        called = self._called(self.places, text, lambda one: one.layer in layers)
        for layer in layers:
            found = [one for one in called if one.layer == layer]
            if found:
                return found[0] if len(found) == 1 else None
        start = f"{clean(text)} ".casefold()
        begin = [
            one
            for one in self.ids.values()
            if one.layer in layers and _BETWEEN not in one.name and one.name.casefold().startswith(start)
        ]
        return begin[0] if len(begin) == 1 else None

    def actor(self, text: str) -> Meant:
        """Return the actor who is called so."""
        found = self._called(self.actors, text)
        if len(found) == 1:
            return Meant(found[0])
        return Meant(None, found or self._like(text, self.actors, {"actor"}, ""))

    def publisher(self, text: str) -> Meant:
        """Return the publisher who is called so."""
        return self._listed(self.publishers, text)

    def source(self, text: str) -> Meant:
        """Return the source that has this id, title or address; of equal titles the id decides."""
        return self._listed(self.sources, text)

    def _listed(self, names: Mapping[str, tuple[Named, ...]], text: str) -> Meant:
        found = self._called(names, text)
        exact = [one for one in found if one.id == text]
        if exact or len(found) == 1:
            return Meant((exact or found)[0])
        return Meant(None, (found or names.get(closest(_compared(text), names), ()))[:_SUGGESTED])

    def _called(
        self, names: Mapping[str, tuple[Named, ...]], text: str, fits: _Fits = lambda _: True
    ) -> tuple[Named, ...]:
        new = _NEW.fullmatch(text)
        return tuple(one for one in names.get(_compared(new[1] if new else text), ()) if fits(one))

    def _like(
        self, text: str, names: Mapping[str, tuple[Named, ...]], kinds: Collection[str], scope: str
    ) -> tuple[Named, ...]:
        """Return what is spelled almost so, then what sounds so."""
        new = _NEW.fullmatch(text)
        plain = new[1] if new else text
        entries = [match.entry for match in self.evidence.gazetteer().search(plain, _LOOKED_AT)]
        heard = [Named(entry.id, entry.name_en, entry.layer) for entry in entries if entry.kind in kinds]
        found = [*names.get(closest(_compared(plain), names), ()), *heard]
        fitting = {one.id: one for one in reversed(found) if not scope or one.scope == scope}
        return tuple(reversed(fitting.values()))[:_SUGGESTED]


def _index(
    named: Iterable[tuple[Named, tuple[str, ...]]], base: Mapping[str, tuple[Named, ...]] | None = None
) -> dict[str, tuple[Named, ...]]:
    """Return what is called so, by the name as compared; what `base` has comes first."""
    index: dict[str, dict[str, Named]] = {}
    for one, names in named:
        for key in _keys(names):
            index.setdefault(key, {}).setdefault(one.id, one)
    known = base or {}
    return {**known, **{key: (*known.get(key, ()), *found.values()) for key, found in index.items()}}


def _keys(names: Iterable[str]) -> Iterator[str]:
    yield from {key for name in names if (key := _compared(name))}


def _compared(text: str) -> str:
    """Return a name as two are compared: without capitals, marks and hyphens."""
    return " ".join(re.findall(r"\w+", clean(text, len(text)).casefold().replace("_", " ")))


def _before(layer: str) -> tuple[bool, bool, str]:
    return layer != "places", layer not in SCOPES, layer
