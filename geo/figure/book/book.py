"""The briefing book: ready figures with contents, changes between two days and sources, PDF or PPTX."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from geo.analysis.changes import LAPSED
from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.book.asking import read_options, shared_texts
from geo.figure.compose import Composed
from geo.figure.formats.media import with_size
from geo.figure.gathering import holding_of
from geo.figure.request import FigureRequest
from geo.figure.series.atlas import figures_of
from geo.figure.series.presets import presets, request_of
from geo.figure.sheet.wording import BOTH
from geo.language import both
from geo.model import MARKINGS, Language, Layer, highest_marking
from geo.questions import changes
from geo.questions.asking import Cell
from geo.view import Context
from geo.view.parts import refuse
from geo.words.names import Name, Names

TITLE = Name(*both("Libya: briefing book"))


@dataclass(frozen=True, slots=True)
class BookRequest:
    """What book is wanted: its figures, and since when changes are told (None = not at all)."""

    title: str
    requests: tuple[FigureRequest, ...]
    since: date | None

    @property
    def first(self) -> FigureRequest:
        """A figure that says what holds for all: days, language, size, dpi."""
        return self.requests[0]

    @property
    def lang(self) -> Language:
        """Language of the book."""
        return self.first.view.lang


@dataclass(frozen=True, slots=True)
class Citation:
    """One source that is drawn; `figures` are the numbers of the figures that do."""

    publisher: str
    title: str
    date: str
    id: str
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LayerChanges:
    """What changed in one layer: rows of the question `changes`, and what is said of each by its id."""

    name: Name
    rows: tuple[Mapping[str, Cell], ...]
    said: Mapping[str, Name]


@dataclass(frozen=True, slots=True)
class Book:
    """Everything in the book, before it is laid out.

    Attributes
    ----------
    sources : tuple of Citation
        By publisher, then date.
    changes : tuple of LayerChanges
        In the order of the screen; only layers in which something changed.
    marking : str
        The highest of all that is shown.
    """

    asked: BookRequest
    figures: tuple[Composed, ...]
    sources: tuple[Citation, ...]
    changes: tuple[LayerChanges, ...]
    marking: str
    id: str
    version: str

    @property
    def metadata(self) -> str:
        """What the file says about how it was made."""
        figures = ",".join(one.id for one in self.figures)
        return f"libya-book/1 id={self.id} data={self.version} figures={figures}"


def book_request(
    texts: Mapping[str, str], own: Mapping[str, str], path: Path, evidence: Evidence, today: date
) -> BookRequest:
    """Return the book that options ask for.

    Parameters
    ----------
    texts : mapping of str to str
        As `request_from` reads them; `title` is that of the book, the others hold for every figure.
    own : mapping of str to str
        By the names of `geo.figure.book.asking.OWN`.
    path : Path
        Where the book goes: pdf or pptx by its suffix.

    Raises
    ------
    GeoError
        With a line for everything that cannot be used.
    """
    context = Context.of(evidence.catalog, today, evidence.broken)
    options, faults = read_options(texts, own, path, context)
    requests: list[FigureRequest] = []
    shared = with_size(shared_texts(texts), path.suffix.removeprefix(".").lower())
    for ready in presets().values():
        try:
            requests.append(request_of(ready, shared, evidence, today))
        except GeoError as error:
            faults += str(error).splitlines()
    first = options.since
    if first and requests and first >= requests[0].view.at:
        faults.append(f"since: {first} is not before {requests[0].view.at}; give an earlier day")
    # What holds for every figure is at fault in every one, and told once.
    refuse(faults)
    if options.atlas:
        requests += figures_of(evidence, requests[0], options.atlas)
    usual = BOTH.join(TITLE.lines(requests[0].view.lang))
    return BookRequest(options.title or usual, tuple(requests), first)


def bound(evidence: Evidence, asked: BookRequest, figures: Sequence[Composed]) -> Book:
    """Return the book of some figures: with their sources, and the changes in their layers."""
    told = _changes(evidence, asked)
    markings = [one.drawn.marking for one in figures]
    markings += [str(row["marking"]) for layer in told for row in layer.rows]
    digest = (
        hashlib.sha256("\n".join([*(one.id for one in figures), asked.title, str(asked.since)]).encode())
        .hexdigest()
        .upper()
    )
    return Book(
        asked,
        tuple(figures),
        _citations(figures),
        told,
        highest_marking(markings) or MARKINGS[0],
        f"LBY-{digest[:4]}-{digest[4:8]}",
        evidence.version,
    )


def _citations(figures: Sequence[Composed]) -> tuple[Citation, ...]:
    lines = {line.id: line for one in figures for line in one.drawn.sources}
    found = [
        Citation(
            line.publisher,
            line.title,
            line.date,
            line.id,
            tuple(
                i
                for i, one in enumerate(figures, 1)
                if any(cited.id == line.id for cited in one.drawn.sources)
            ),
        )
        for line in lines.values()
    ]
    return tuple(sorted(found, key=lambda line: (line.publisher.casefold(), line.date, line.title, line.id)))


def _changes(evidence: Evidence, asked: BookRequest) -> tuple[LayerChanges, ...]:
    if asked.since is None:
        return ()
    view = asked.first.view
    answer = changes.answer(
        evidence,
        changes.Parameters(
            since=asked.since,
            until=view.at,
            known=view.known,
            recorded=view.recorded,
            layers=tuple({name for request in asked.requests for name in request.view.layers}),
            marking=asked.first.marking,
        ),
    )
    naming = Names.of(evidence, view.names)
    found = []
    for name, grouped in groupby(answer.records(), key=lambda row: str(row["layer"])):
        layer, rows = evidence.catalog[name], tuple(grouped)
        said = _said(evidence, asked, layer, rows)
        found.append(LayerChanges(naming.layer(layer), rows, said))
    return tuple(found)


def _said(
    evidence: Evidence, asked: BookRequest, layer: Layer, rows: Sequence[Mapping[str, Cell]]
) -> dict[str, Name]:
    """Return what is said of each changed row, by its id: who held a place then, else its summary."""
    view = asked.first.view
    frame = evidence.layer(layer.id, view.known, view.recorded) if layer.derive else evidence.rows(layer.id)
    if told := holding_of(evidence, asked.first) if layer.id == changes.CONTROL else None:
        places = dict(zip(frame["id"], frame["place"], strict=True))
        days = {row["id"]: date.fromisoformat(str(row["day"])) for row in rows}
        # What is no longer so was so until the day before.
        before = {row["id"] for row in rows if row["change"] in ("ended", LAPSED)}
        return {
            str(name): Name(*told(places[name], day - timedelta(days=name in before)).brief)
            for name, day in days.items()
        }
    arabic = dict(zip(frame["id"], frame["summary_ar"], strict=True)) if "summary_ar" in frame else {}
    return {str(row["id"]): Name(str(row["summary"]), arabic.get(row["id"], "")) for row in rows}


__all__ = [
    "Book",
    "BookRequest",
    "Citation",
    "LayerChanges",
    "book_request",
    "bound",
]
