"""A claim as a sentence: by whose word, who is said to do what there, since when, and when it was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from geo.language import both, t
from geo.model import Language
from geo.words.dates import date_text, in_text
from geo.words.first_line import Pair, joined
from geo.words.sentences import Sentence

_MOST_NAMED: Final = 3


def reported(claim: Mapping[str, Any], actor: Pair) -> Sentence:
    """Return what a claim of a card (`geo.words.claims.Telling.claim`) says; reported, with its sources."""
    publishers = ", ".join(claim["publishers"][:_MOST_NAMED])
    more = len(claim["publishers"]) - _MOST_NAMED
    voices = (publishers, publishers)
    if more > 0:
        voices = both("{publishers} and {count} more", publishers=publishers, count=more)
    if claim["claimant"] != "the publisher":
        claimant = claim["claimant"][:1].upper() + claim["claimant"][1:]
        voices = both(
            "{claimant}, through {voices}", claimant=(claimant, claim["claimant_ar"]), voices=voices
        )
    place = claim["place"], claim["place_ar"] or claim["place"]
    does = _does(str(claim["claim"]), place, actor)
    times = list(zip(_times(claim, "en"), _times(claim, "ar"), strict=True))
    text = both("{told}.", told=joined([both("{voices}: {does}", voices=voices, does=does), *times]))
    grade = f"{claim['reliability']}{claim['credibility']}"
    sources = tuple(dict.fromkeys(one["id"] for one in claim["sources"]))
    return Sentence(*text, "reported", (grade,), sources)


def _does(kind: str, place: Pair, actor: Pair) -> Pair:
    """Return what is claimed. Names of actors are singular or plural: no verb may depend on it."""
    if kind == "nominal":
        return both("{place} held in name by {actor}", place=place, actor=actor)
    if kind == "effective":
        return both("{place} controlled by {actor}", place=place, actor=actor)
    if kind == "contested":
        return both("{place} contested by {actor}", place=place, actor=actor)
    if kind == "presence":
        return both("{actor} present in {place}", place=place, actor=actor)
    if kind == "revenue":
        return both("revenue of {place} taken by {actor}", place=place, actor=actor)
    return both("{place}, {actor}", place=place, actor=actor)


def _times(claim: Mapping[str, Any], lang: Language) -> list[str]:
    """Return since when, until when, and when it was said."""
    told = []
    if claim["valid_from"]:
        told.append(t("since {start}", lang, start=date_text(str(claim["valid_from"]), lang)))
    if claim["valid_to"]:
        told.append(t("until {end}", lang, end=date_text(str(claim["valid_to"]), lang)))
    stated = str(claim["stated_on"])
    when = in_text(stated, lang) if stated else t("on an unknown day", lang)
    return [*told, t("said {when}", lang, when=when)]
