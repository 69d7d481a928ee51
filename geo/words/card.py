"""One feature as a card: its claims with source, date, grade and age in words. Returns data, no markup."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from geo.errors import UnknownId
from geo.evidence import Evidence
from geo.gazetteer import notations
from geo.language import declared, t
from geo.model import CREDIBILITY, RELIABILITY, Language, Layer, split
from geo.validity import first_day, stale_on
from geo.words.claims import Telling
from geo.words.dates import before_text, date_text, in_text
from geo.words.holding import Standing
from geo.words.names import Names
from geo.words.outside import powers_in

SHOWN_APART = frozenset({"claims", "beside", "summary_ar", "importance"})
"""Own columns that the card does not list: it spells out what they name, or they are a rule of the map."""

_KILOMETRE = 1000


def card(
    evidence: Evidence,
    feature_id: str,
    at: date,
    known: date | None = None,
    policy: str = "",
    *,
    recorded: date | None = None,
    near: tuple[float, float] | None = None,
    lang: str = "en",
) -> dict[str, Any]:
    """Return the card of a feature as seen on `at`, with actors named as `policy` of naming.csv says.

    A place, a district or a region, and whatever else somebody claims, has `words`, its first line, and all
    that is claimed about it. A feature of the map of control says the same as the place or district that it
    stands for, which is its `about`.

    Parameters
    ----------
    near : tuple of float, optional
        Latitude and longitude in degrees that the nearest claimed places are measured from; default: itself.
    lang : str, optional
        Language of what has no text for each language: age, grades, precision, columns.

    Raises
    ------
    UnknownId
        No healthy layer has the feature, or it was not published by `known`, or not held on `recorded`.
    """
    layer, frame = _find(evidence, feature_id, known, recorded)
    row = frame.iloc[0]
    names = Names.of(evidence, policy)
    title = names.layer(layer)
    stale = bool(stale_on(frame, at, layer.review_after_days, layer.ageless).iloc[0])
    style = layer.classes[row["class"]]
    about = _about(row)
    standing = Standing.known(evidence, known, recorded)
    return {
        "id": row["id"],
        "name_en": row["name_en"],
        "name_ar": row["name_ar"],
        "aliases": list(split(row["aliases"])),
        "layer": {"id": layer.id, "title": title.en, "title_ar": title.ar},
        "class": {"name": style.name, "title": style.title, "title_ar": style.title_ar},
        "about": _place(*((layer, frame) if about == row["id"] else _find(evidence, about, known, recorded))),
        "summary": row["summary"],
        "summary_ar": row.get("summary_ar", ""),
        "actor": _actor(names, row["actor"]) if row["actor"] else None,
        "valid_from": row["valid_from"],
        "valid_to": row["valid_to"],
        "not_before": str(row.get("not_before", "")) if not row["valid_from"] else "",
        "age": {"stale": stale, "text": age_text(frame, at, lang)},
        "columns": [
            {"title": declared(column.title, lang), "value": text}
            for column in layer.columns
            if column.name not in SHOWN_APART and (text := names.text(column, row[column.name], lang))
        ],
        "reliability": row["reliability"],
        "reliability_text": declared(RELIABILITY.get(row["reliability"], ""), lang),
        "credibility": int(row["credibility"]),
        "credibility_text": declared(CREDIBILITY.get(int(row["credibility"]), ""), lang),
        "position": positions(row["geometry"], row["precision_m"]),
        "precision_text": precision_text(row["precision_m"], lang),
        "marking": row["marking"],
        **(
            Telling(standing, names, at, lang, known).document(about, near)
            if standing and (standing.claimed(about) or _is_asked_of(evidence, about))
            else {"claims": []}
        ),
        "outside": powers_in(evidence, (about, row["geometry"]), names, at, (known, recorded)),
        "sources": names.sources(split(row["sources"])),
    }


def _about(row: pd.Series[Any]) -> str:
    """Return the id of what the card speaks of: of a feature of control its place or district."""
    if "beside" not in row.index:
        return str(row["id"])
    return str(row["place"] or row["district"])


def _place(layer: Layer, frame: pd.DataFrame) -> dict[str, Any]:
    """Return what the card speaks of, as a person tells it: its id, kind and people."""
    row = frame.iloc[0]
    style = layer.classes[row["class"]]
    people = row.get("population")
    return {
        "id": row["id"],
        "layer": layer.id,
        "title": style.title,
        "title_ar": style.title_ar,
        "population": None if pd.isna(people) else int(people),
    }


def _is_asked_of(evidence: Evidence, about: str) -> bool:
    """Tell whether it is asked who holds this also where nobody claims it: ground in Libya."""
    layer = evidence.catalog[evidence.layer_of(about)]
    if not layer.is_ground:
        return False
    _, frame = _find(evidence, about, None, None)
    return "country" not in frame or str(frame["country"].iloc[0] or "LY") == "LY"


def _find(
    evidence: Evidence, feature_id: str, known: date | None, recorded: date | None
) -> tuple[Layer, pd.DataFrame]:
    """Return the only row with an id, and its layer."""
    layer_id = evidence.layer_of(feature_id)
    if layer_id in evidence.large:
        frame: pd.DataFrame = evidence.large_row(layer_id, feature_id, recorded)
    else:
        frame = evidence.layer(layer_id, known, recorded)
    found = frame[frame["id"] == feature_id]
    if found.empty and known and feature_id in evidence.layer(layer_id, recorded=recorded)["id"].tolist():
        raise UnknownId(f"'{feature_id}' was not published by {known}; ask for a later day")
    if found.empty and recorded is None:
        raise UnknownId(f"'{feature_id}' was retracted; ask for a day on which it was held, with recorded=")
    if found.empty:
        raise UnknownId(f"'{feature_id}' was not known on {recorded}; ask for a later day")
    return evidence.catalog[layer_id], pd.DataFrame(found.iloc[:1])


def _actor(names: Names, actor_id: str) -> dict[str, str]:
    name = names.actor(actor_id)
    return {"id": actor_id, "name_en": name.en, "name_ar": name.ar}


def age_text(frame: pd.DataFrame, at: date, lang: str = "en") -> str:
    """Return how long before `at` the only row of `frame` was last confirmed, in words."""
    reviewed = str(frame["reviewed_on"].iloc[0])
    if not reviewed:
        return t("Never dated by its sources", lang)
    language: Language = "ar" if lang == "ar" else "en"
    if first_day(reviewed) > at:
        return t("Confirmed after this date, {when}", lang, when=in_text(reviewed, language))
    day = date_text(reviewed, language)
    age = before_text(reviewed, at, language)
    if not age:
        return t("Last confirmed {day}", lang, day=day)
    return t("Last confirmed {day}, {age}", lang, day=day, age=age)


def positions(geometry: Any, metres: Any) -> dict[str, str]:
    """Return a point in three notations with the digits that its precision bears; else nothing."""
    if geometry is None or geometry.geom_type != "Point":
        return {}
    return notations(geometry.y, geometry.x, 1 if pd.isna(metres) else float(metres))


def precision_text(metres: Any, lang: str = "en") -> str:
    """Return a precision in metres as words."""
    if pd.isna(metres):
        return t("precision not known", lang)
    if metres < _KILOMETRE:
        return t("within {n} m", lang, n=int(metres))
    return t("within {km} km", lang, km=f"{metres / _KILOMETRE:g}")
