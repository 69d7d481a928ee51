"""What a card says of who holds something: first line, claims with sources, rivals, times, places near."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from geo.language import both, declared, t
from geo.model import CREDIBILITY, RELIABILITY, split
from geo.validity import first_day, last_day
from geo.words.first_line import first_line
from geo.words.holding import Holding, Near, Period, Rival, Standing
from geo.words.names import Names

CLAIMS: Final = {
    "nominal": both("Holds it in name"),
    "effective": both("Controls it"),
    "contested": both("Contests it"),
    "presence": both("Is present"),
    "revenue": both("Takes its revenue"),
}
"""What a claim says of its actor."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Says what is claimed on a day, with the names of a policy."""

    standing: Standing
    names: Names
    at: date
    lang: str = "en"
    known: date | None = None

    def document(self, about: str, near: tuple[float, float] | None = None) -> dict[str, Any]:
        """Return who holds it and all that is claimed about it.

        Parameters
        ----------
        about : str
            Id of a place, a district or a region, or of another feature that somebody claims.
        near : tuple of float, optional
            Latitude and longitude that places near are measured from; default: itself.
        """
        held = self.standing.on(about, self.at)
        words, words_ar = self.line(held)
        district = self.standing.world.district_of(about)
        return {
            "words": words,
            "words_ar": words_ar,
            "holder": {
                "kind": held.kind,
                "basis": held.basis,
                "derived": held.derived,
                "actors": [self.actor(one) for one in held.actors],
                "grade": held.grade,
                "independent": held.independent,
                "confirmed": held.confirmed or held.confirmed_later,
            },
            "claims": [self.claim(one, held) for one in held.claims],
            "rivals": [self.rival(one) for one in held.rivals],
            "history": [self.period(one) for one in held.history],
            "near": [self.near(one) for one in self.standing.near(about, self.at, near)],
            "district": self.district(district) if district else None,
        }

    def line(self, held: Holding) -> tuple[str, str]:
        """Return the first line in English and Arabic."""
        return first_line(held, self.standing.name, self.names.actors)

    def actor(self, actor: str, day: str = "") -> dict[str, str]:
        """Return an actor by its full and its short name of a day; default: the day shown."""
        day = day or self.at.isoformat()
        full, short = self.names.actors.name(actor, day), self.names.actors.label(actor, day)
        return {
            "id": actor,
            "name_en": full.en,
            "name_ar": full.ar,
            "short_en": short.en,
            "short_ar": short.ar,
        }

    def claim(self, claim: str, held: Holding) -> dict[str, Any]:
        """Return a claim with all that trust in it needs, and whether it makes who holds the place."""
        makes = claim in held.making
        return {**self.claimed(claim), "counts": makes or claim in held.beside, "makes": makes}

    def claimed(self, claim: str) -> dict[str, Any]:
        """Return a claim with all that trust in it needs."""
        row = self.standing.world.rows[claim]
        sources = split(str(row["sources"]))
        start = str(row["valid_from"] or row["stated_on"] or "")
        title, title_ar = CLAIMS.get(str(row["claim"]), (str(row["claim"]), ""))
        day = first_day(start).isoformat() if start else ""
        claimant = self.names.claimant(str(row["claimant"]), day)
        reliability, credibility = str(row["reliability"]), int(row["credibility"])
        place = self.standing.name(str(row["place"]))
        return {
            "id": claim,
            "scope": row["scope"],
            "place": place.en,
            "place_ar": place.ar,
            "actor": self.actor(str(row["actor"]), day),
            "claim": row["claim"],
            "claim_title": title,
            "claim_title_ar": title_ar,
            "claimant": claimant.en,
            "claimant_ar": claimant.ar or claimant.en,
            "valid_from": row["valid_from"],
            "valid_to": row["valid_to"],
            "stated_on": row["stated_on"],
            "reliability": reliability,
            "credibility": credibility,
            "grade": self.grade(reliability, credibility),
            "note": row["note"],
            "publishers": [one.name for one in self.standing.publishers.named(sources)],
            "sources": self.sources(sources),
        }

    def sources(self, sources: tuple[str, ...]) -> list[dict[str, Any]]:
        """Return what a claim rests on; `later` is what had not been published by the day asked for."""
        return [
            {**one, "later": True}
            if self.known and one["date"] and last_day(one["date"]) > self.known
            else one
            for one in self.names.sources(sources)
        ]

    def grade(self, reliability: str, credibility: int) -> str:
        """Return a grade in words."""
        source, information = RELIABILITY.get(reliability, ""), CREDIBILITY.get(credibility, "")
        return t(", ", self.lang).join((declared(source, self.lang), declared(information, self.lang)))

    def rival(self, rival: Rival) -> dict[str, Any]:
        """Return what somebody else is said to hold, contest or do there."""
        title, title_ar = CLAIMS.get(rival.kind, (rival.kind, ""))
        return {
            "actor": self.actor(rival.actor),
            "claim": rival.kind,
            "claim_title": title,
            "claim_title_ar": title_ar,
            "id": rival.claim,
        }

    def period(self, period: Period) -> dict[str, Any]:
        """Return a time in which the same holders held; days, and the same as the claims have them."""
        return {
            "from": period.start,
            "to": period.end,
            "from_text": period.start_text,
            "to_text": period.end_text,
            "kind": period.kind,
            "derived": period.derived,
            "actors": [self.actor(one, period.start) for one in period.actors],
        }

    def near(self, near: Near) -> dict[str, Any]:
        """Return a place near by, how far it is, and who holds it."""
        return {
            "id": near.place,
            **self.named(near.place),
            "km": near.km,
            "kind": near.kind,
            "actors": [self.actor(one) for one in near.actors],
        }

    def district(self, district: str) -> dict[str, Any]:
        """Return a district with its first line."""
        words, words_ar = self.line(self.standing.on(district, self.at))
        return {"id": district, **self.named(district), "words": words, "words_ar": words_ar}

    def named(self, about: str) -> dict[str, str]:
        """Return the names of a place or district."""
        name = self.standing.name(about)
        return {"name_en": name.en, "name_ar": name.ar}
