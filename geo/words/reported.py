"""A claim as a sentence: by whose word, who is said to do what there, since when, and when it was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from geo.model import Language
from geo.words.dates import date_text, in_text
from geo.words.first_line import Pair
from geo.words.sentences import Sentence

_MOST_NAMED: Final = 3
# Names of actors are singular or plural: no verb may depend on it.
_DOES: Final[Mapping[str, str]] = {
    "nominal": "{place} held in name by {actor}",
    "effective": "{place} controlled by {actor}",
    "contested": "{place} contested by {actor}",
    "presence": "{actor} present in {place}",
    "revenue": "revenue of {place} taken by {actor}",
}


def reported(claim: Mapping[str, Any], actor: Pair) -> Sentence:
    """Return what a claim of a card (`geo.words.claims.Telling.claim`) says; reported, with its sources."""
    publishers = ", ".join(claim["publishers"][:_MOST_NAMED])
    more = len(claim["publishers"]) - _MOST_NAMED
    voices = (
        f"{publishers} and {more} more" if more > 0 else publishers,
        f"{publishers} و{more} غيرها" if more > 0 else publishers,
    )
    if claim["claimant"] != "the publisher":
        claimant = claim["claimant"][:1].upper() + claim["claimant"][1:]
        voices = f"{claimant}, through {voices[0]}", f"{claim['claimant_ar']}، عبر {voices[1]}"
    does = _DOES.get(str(claim["claim"]), "{place}, {actor}").format(place=claim["place"], actor=actor[0])
    place = claim["place_ar"] or claim["place"]
    english = ", ".join([f"{voices[0]}: {does}", *_times(claim, "en")])
    arabic = "، ".join([f"{voices[1]}: {actor[1]}", claim["claim_title_ar"], place, *_times(claim, "ar")])
    grade = f"{claim['reliability']}{claim['credibility']}"
    sources = tuple(dict.fromkeys(one["id"] for one in claim["sources"]))
    return Sentence(f"{english}.", f"{arabic}.", "reported", (grade,), sources)


def _times(claim: Mapping[str, Any], lang: Language) -> list[str]:
    """Return since when, until when, and when it was said."""
    since, until, said, never = (
        ("منذ", "حتى", "قيل", "في تاريخ غير معروف") if lang == "ar"
        else ("since", "until", "said", "on an unknown day")
    )  # fmt: skip
    told = [f"{since} {date_text(str(claim['valid_from']), lang)}"] if claim["valid_from"] else []
    told += [f"{until} {date_text(str(claim['valid_to']), lang)}"] if claim["valid_to"] else []
    stated = str(claim["stated_on"])
    return [*told, f"{said} {in_text(stated, lang) if stated else never}"]
