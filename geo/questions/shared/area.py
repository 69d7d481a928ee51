"""The answer about an area: how many places, people and square kilometres of it who holds, with doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from shapely.geometry.base import BaseGeometry

from geo.analysis.asked.picture import Picture
from geo.analysis.asked.shares import CONTESTED, Share, Shares, shares
from geo.analysis.control import FIRST_DAY
from geo.analysis.standing import NONE
from geo.language import both
from geo.model import Column
from geo.questions.asking import Answer, Cell, Shape, Sheet, by_layer
from geo.questions.shared.changed import holders_changed
from geo.questions.shared.ground import Ground, Row, marking_of, resting, sources_of
from geo.words.dates import date_text, dated
from geo.words.first_line import Pair
from geo.words.holders import CONTESTED as CONTESTED_WORDS
from geo.words.holders import UNCLAIMED, Holders, capital, counted, span, years
from geo.words.sentences import Sentence

_KM2: Final[Pair] = both(" km²")

SHARES: Final = (
    Column("holder", "Holder", "slug", help="a side, an actor, contested, none, or all"),
    Column("name", "Holder by name"),
    Column("name_ar", "Its Arabic name"),
    Column("places", "Places, at least", "integer", help="effectively held and not contested"),
    Column("places_most", "Places, at most", "integer", help="also in name, contested"),
    Column("people", "Known people, at least", "integer"),
    Column("people_most", "Known people, at most", "integer"),
    Column("km2", "km², at least", "number", help="by a claim about the district or region"),
    Column("km2_most", "km², at most", "number", help="also in name, contested, derived from towns"),
)
PLACES: Final = (
    Column("id", "Id", "slug"),
    Column("scope", "Place or district", "word"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column("kind", "State", "word", help="effective, nominal, contested or none"),
    Column("actors", "Holders", "actors"),
    Column("basis", "Basis", "word", help="place, district, region, or towns from which it is derived"),
    Column("grade", "Grade"),
    Column("people", "People", "integer"),
    Column("people_year", "Year of the people", "date"),
    Column("claims", "Claims", "list"),
    Column("sources", "Sources", "sources"),
)


def area_answer(ground: Ground, area: BaseGeometry, since: date | None) -> Answer:
    """Return who holds how much of a drawn area."""
    held = ground.picture()
    found = shares(ground.world, held, area, ground.land)
    telling = Told(ground, found)
    inside = [*found.districts, *found.places]
    rows = ground.claims(claim for name in inside for claim in held[name].claims)
    sheets = [Sheet("places", "Places and districts", PLACES, tuple(telling.places(held)))]
    changed: list[Sentence] = []
    if since:
        changed, sheet = holders_changed(replace(ground, at=since), ground, set(inside))
        sheets.append(sheet)
    table = share_sheet(found, ground.names)
    return Answer(
        sentences=(*telling.sentences(), *changed),
        table_title=(table.title, table.title_ar),
        columns=table.columns,
        rows=table.rows,
        features=by_layer(ground.evidence, inside),
        shapes=(Shape(*both("Area drawn"), area, "area"),),
        sheets=tuple(sheets),
        days=ground.days(since=since),
        version=ground.evidence.version,
        marking=marking_of([*rows, *telling.figures()]),
    )


def share_sheet(found: Shares, names: Holders) -> Sheet:
    """Return the table of shares."""

    def row(holder: str, name: Pair, share: Share) -> tuple[Cell, ...]:
        return (
            holder, *name, share.places, share.places_most, share.people, share.people_most,
            round(share.km2, 1), round(share.km2_most, 1),
        )  # fmt: skip

    rows = [row(holder, names.holder(holder), share) for holder, share in found.holders.items()]
    rows += [
        row(CONTESTED, CONTESTED_WORDS, found.contested),
        row(NONE, UNCLAIMED, found.unclaimed),
        row("all", both("all of it"), found.total),
    ]
    return Sheet("shares", "Shares", SHARES, tuple(rows))


@dataclass(frozen=True, slots=True)
class Told:
    """Says who has how much of an area."""

    ground: Ground
    found: Shares

    def sentences(self) -> Iterator[Sentence]:
        """Yield what there is in the area, each holder's share, what is contested, what nobody claims."""
        found, ground = self.found, self.ground
        yield self._whole()
        if ground.at.isoformat() < FIRST_DAY:
            first = date_text(FIRST_DAY, "en"), date_text(FIRST_DAY, "ar")
            text = both("Before {first} there are no sides.", first=first)
            yield Sentence(*text, "derived")
            return
        for holder, share in found.holders.items():
            text = _shared(capital(ground.names.holder(holder)), share, found.total)
            yield resting(text, "derived", ground.claims(found.claims.get(holder, ())))
        if found.contested.places or found.contested.km2:
            text = _plain(capital(CONTESTED_WORDS), found.contested)
            yield resting(text, "derived", ground.claims(found.claims.get(CONTESTED, ())))
        yield Sentence(*_plain(capital(UNCLAIMED), found.unclaimed), "derived")

    def _whole(self) -> Sentence:
        found, at = self.found, self.ground.at.isoformat()
        figures = self.figures()
        when = years(str(row["year"]) for row in figures)
        told_of = both(" (figures of {when})", when=when) if when else ("", "")
        text = both(
            "In the area on {day}: {places}, {people} known people{figures}, {land} km² in {districts}; "
            "{outside} km² lie in no district.",
            day=dated(at),
            places=(counted(found.total.places, "known place"), found.total.places),
            people=f"{found.total.people:,}",
            figures=told_of,
            land=f"{found.total.km2:,.0f}",
            districts=(counted(len(found.districts), "district"), len(found.districts)),
            outside=f"{found.outside_km2:,.0f}",
        )
        return resting(text, "derived", figures)

    def figures(self) -> list[Row]:
        """Return the rows of population.csv that the people of the area are from."""
        known = self.ground.world.figures
        return [known[name] for name in self.found.places if name in known]

    def places(self, held: Picture) -> Iterator[tuple[Cell, ...]]:
        """Yield a row for each district and place of the area."""
        ground = self.ground
        for name in (*self.found.districts, *self.found.places):
            one, named, figure = held[name], ground.name(name), ground.world.figures.get(name)
            yield (
                name, one.scope, *named, one.kind, "|".join(one.actors), one.basis, ground.grade(one),
                int(figure["people"]) if figure else None, str(figure["year"]) if figure else "",
                "|".join(one.claims), "|".join(sources_of(ground.claims(one.claims))),
            )  # fmt: skip


def _shared(name: Pair, share: Share, total: Share) -> Pair:
    places, people = span(share.places, share.places_most), span(share.people, share.people_most)
    land = span(share.km2, share.km2_most, _KM2)
    return both(
        "{name}: {places} of {of}, {people} of {everybody} known people, {land} of {whole}.",
        name=name,
        places=places,
        of=(counted(total.places, "place"), total.places),
        people=people,
        everybody=f"{total.people:,}",
        land=land,
        whole=f"{total.km2:,.0f}",
    )


def _plain(name: Pair, share: Share) -> Pair:
    return both(
        "{name}: {places}, {people} known people, {km2} km².",
        name=name,
        places=(counted(share.places, "place"), share.places),
        people=f"{share.people:,}",
        km2=f"{share.km2:,.0f}",
    )
