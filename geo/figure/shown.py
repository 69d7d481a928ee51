"""What a figure shows, as texts: its key findings and a table of its features, each with its sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from geo.evidence import Evidence
from geo.figure.drawn import Drawn
from geo.figure.gathering import BASE, shown
from geo.figure.request import FigureRequest
from geo.figure.sheet.wording import BOTH, each_of, in_both
from geo.language import both, t
from geo.model import Language
from geo.scene import ANSWER, Feature, SceneLayer, SourceLine, headline
from geo.scene.telling import LAYER


@dataclass(frozen=True, slots=True)
class Finding:
    """One key finding: in each language what stands before it in bold and its text, and what it rests on."""

    told: tuple[tuple[str, str], ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One feature of the table: name, what it is, its side (else its layer), grade, last confirmed."""

    id: str
    name: str
    kind: str
    side: str
    grade: str
    sources: tuple[str, ...]
    confirmed: str


def titles(lang: Language) -> tuple[str, ...]:
    """Return the titles of the columns of the table, the numbers of the sources last."""
    each = (both("Name"), both("What"), both("Side or layer"), both("Grade"), both("Sources"))
    return tuple(in_both(one, lang) for one in each)


def findings(
    evidence: Evidence, request: FigureRequest, drawn: Drawn, short: Collection[int] = ()
) -> list[Finding]:
    """Return what the figure says: its call-outs, else the three lines over the map of control.

    `short`: numbers of the call-outs in the form written for where there is little room.
    """
    view = request.view
    languages = each_of(view.lang)
    if drawn.callouts:
        cited = {one.id: one.sources for layer in drawn.layers for one in layer.features}
        return [
            Finding(
                tuple(
                    (f"{one.number}. {name}.", text)
                    for _, name, text in one.each(languages, short=one.number in short)
                ),
                cited.get(one.feature, ()),
            )
            for one in drawn.callouts
        ]
    # The lines speak of one day.
    if view.first < view.at or not any(layer.layer.id == LAYER for layer in drawn.layers):
        return []
    told = headline(shown(evidence, request), view.at, view.known, view.recorded, view.names)
    return [
        Finding(
            tuple(
                (f"{line.heading[one == 'ar']}:", "".join(piece.text[one == "ar"] for piece in line.pieces))
                for one in languages
            )
        )
        for line in told.lines
    ]


def table(drawn: Drawn, lang: Language) -> list[ShownRow]:
    """Return a row for each feature that is drawn: called out first, then points before areas.

    What is important or large comes before the rest; the ground that this stands on (districts, towns) is
    told only where nothing else is drawn.
    """
    called = {one.feature: one.number for one in drawn.callouts}
    layers = [one for one in drawn.layers if one.layer.id != ANSWER]
    subject = [one for one in layers if one.layer.group != BASE] or layers
    # What is drawn on top comes first, as in the legend.
    found = [(layer, one) for layer in reversed(subject) for one in layer.features]
    order = ("point", "line", "area")

    def weight(pair: tuple[SceneLayer, Feature]) -> tuple[int, int, int, float]:
        one = pair[1]
        called_out = called.get(one.id, len(called) + 1)
        return called_out, order.index(one.kind or "area"), one.importance or 2, -one.size

    return [_row(layer, one, lang) for layer, one in sorted(found, key=weight)]


def _row(layer: SceneLayer, one: Feature, lang: Language) -> ShownRow:
    declared = layer.layer.classes.get(one.class_)
    kinds, sides = [], []
    for language in each_of(lang):
        arabic = language == "ar"
        title = (declared.title_ar if arabic else declared.title) if declared else one.class_
        kinds.append(t("{what} (not confirmed lately)", language, what=title) if one.stale else title)
        own = [layer.sides[key].text(language) for key in one.sides if key in layer.sides]
        sides.append(" / ".join(own) or layer.name.text(language).partition(":")[0])
    grade = f"{one.reliability}{one.credibility}"
    kind, side = (BOTH.join(dict.fromkeys(texts)) for texts in (kinds, sides))
    return ShownRow(one.id, one.name.text(lang), kind, side, grade, one.sources, one.confirmed)


def numbered(cited: Iterable[Sequence[str]], sources: Sequence[SourceLine]) -> list[SourceLine]:
    """Return the sources in the order in which a page cites them, those that it does not cite last."""
    by_id = {one.id: one for one in sources}
    first = dict.fromkeys(one for group in cited for one in group if one in by_id)
    return [*(by_id[one] for one in first), *(one for one in sources if one.id not in first)]
