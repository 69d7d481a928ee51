"""What a declared column asks of each of its values, by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from urllib.parse import urlsplit

from geo.errors import BadDate
from geo.faults import did_you_mean, one_of
from geo.language import worded
from geo.model import PALETTE, Column, split
from geo.schema.characters import arabic_advice, mostly_arabic_advice, name_advice, text_advice
from geo.schema.references import References
from geo.validity import first_day, is_before

SUMMARY_LIMIT = 300
_LENGTHS = {
    "summary": SUMMARY_LIMIT,
    "summary_ar": SUMMARY_LIMIT,
    "summary_short": 100,
    "summary_short_ar": 130,
}
"""Characters that a text may have, by its column."""

_NAMES = frozenset({"name", "aliases"})
"""Columns of names beside those that begin with `name_`."""

WHOLE = re.compile(r"-?\d+")

_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[^\s\x00-\x1f<>\"]*)?")
"""What nearly every address looks like; any other is taken apart."""

_CORRECT = worded("correct it")

Advice = list[tuple[str, str]]
"""Problem and remedy pairs; none = the value is right."""

Rule = Callable[[set[str]], dict[str, Advice]]
"""Takes the different values of a column ("" = none), returns what is wrong with those that are wrong."""


def rules(
    column: Column, ids: re.Pattern[str], classes: Collection[str] | None, references: References
) -> Iterator[Rule]:
    """Yield what a declared column asks of its values."""
    content = _slug(ids) if column.kind == "slug" else _content_rule(column, classes, references)
    yield lambda values: content(values - {""})
    if column.kind in ("text", "list"):
        yield _each(text_advice)
    if column.name.startswith("name_") or column.name in _NAMES:
        yield _each(name_advice)
    if column.name.endswith("_ar"):
        yield lambda values: _each(arabic_advice)(values - {""})
    if column.kind == "date" and not column.ahead and (latest := references.latest):
        yield lambda values: _each(lambda value: _seen(value, latest))(values - {""})
    if column.required:
        yield _filled
    if column.name == "summary_ar":
        yield _each(mostly_arabic_advice)
    if column.name in _LENGTHS:
        yield _short(_LENGTHS[column.name])


def _content_rule(column: Column, classes: Collection[str] | None, references: References) -> Rule:  # noqa: PLR0911 - one per kind
    """Return what the kind of a column asks of the values that are there."""
    match column.kind:
        case "date":
            return _each(_date)
        case "url":
            return _each(_url)
        case "subject":
            return _each(lambda value: _subject(value, references))
        case "class":
            return _known(
                worded("unknown class"), classes, worded("declare it in the layer's classes"), whole=True
            )
        case "sources":
            return _known(
                worded("cites unknown source"), references.sources, worded("add it to data/sources.csv")
            )
        case "actor" | "actors":
            whole = column.kind == "actor"
            return _known(
                worded("names unknown actor"),
                references.actors,
                worded("add it to data/actors.csv"),
                whole=whole,
            )
        case "place" | "places":
            whole = column.kind == "place"
            return _known(
                worded("names unknown place"),
                references.places,
                worded("add it to data/places.geojson"),
                whole=whole,
            )
        case "integer":
            return _number(WHOLE.fullmatch, worded("a whole number"), column)
        case "number":
            return _number(_as_number, worded("a number"), column)
        case kind:
            values = column.values or None
            allowed = one_of(column.values)
            return _known(
                worded("unknown {column}", column=(column.title.lower(), column.title_ar or column.title)),
                values,
                allowed,
                whole=kind == "text",
            )


def _each(advice: Callable[[str], Advice]) -> Rule:
    """Return the rule that asks for each value by itself."""
    return lambda values: {value: told for value in values if (told := advice(value))}


def _filled(values: set[str]) -> dict[str, Advice]:
    return {value: [(worded("is missing"), worded("fill it"))] for value in values if not value.strip()}


def _short(most: int) -> Rule:
    remedy = worded("shorten it to {most} at most", most=str(most))
    return _each(
        lambda value: [(worded("has {n} characters", n=str(len(value))), remedy)] if len(value) > most else []
    )


def _slug(form: re.Pattern[str]) -> Rule:
    remedy = worded("use small letters, digits and hyphens, for example 'east-sabha'")

    def advice(value: str) -> Advice:
        if re.fullmatch(r"[a-z0-9-]{64,}", value):
            return [(worded("'{text}' is too long", text=value), worded("shorten it"))]
        return [(worded("'{text}' is not an id", text=value), remedy)]

    return lambda values: {value: advice(value) for value in values if not form.fullmatch(value)}


def _date(value: str) -> Advice:
    try:
        first_day(value)
    except BadDate as error:
        return [(error.problem, error.remedy)]
    return []


def _url(value: str) -> Advice:
    if _PLAIN_URL.fullmatch(value):
        return []
    remedy = worded("give the full address of the page, starting with https:// or http://")
    if re.search(r"[\s\x00-\x1f<>\"]", value):
        return [(worded("'{text}' has blanks or marks that no address has", text=value), remedy)]
    try:
        parts = urlsplit(value)
    except ValueError:
        return [(worded("'{text}' is not a web address", text=value), remedy)]
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return [(worded("'{text}' is not a web address", text=value), remedy)]
    if "@" in parts.netloc:
        return [
            (
                worded("holds a user name or password"),
                worded("remove it: {address}", address=f"https://{parts.hostname}/..."),
            )
        ]
    return []


def _seen(value: str, latest: date) -> Advice:
    """Tell of a day that nobody can have seen yet."""
    if is_before(latest.isoformat(), value):
        return [(worded("{day} lies after today", day=value), _CORRECT)]
    return []


def _subject(value: str, references: References) -> Advice:
    """Tell what is wrong with `actor:<id>`, `side:<palette key>` or `layer:<id>`."""
    kind, _, name = value.partition(":")
    subjects = {"actor": references.actors, "side": PALETTE, "layer": references.layers}
    if kind not in subjects:
        return [
            (
                worded("'{text}' is no subject", text=value),
                worded("write actor:<id>, side:<palette key> or layer:<id>"),
            )
        ]
    known = subjects[kind]
    if known is None or name in known:
        return []
    return [
        (
            worded("names unknown {kind} '{name}'", kind=kind, name=name),
            did_you_mean(name, known, worded("name one that is there")),
        )
    ]


def _known(problem: str, known: Collection[str] | None, otherwise: str, *, whole: bool = False) -> Rule:
    """Return the rule that a value (or, unless `whole`, each part of it) is a known word."""

    def rule(values: set[str]) -> dict[str, Advice]:
        if known is None:
            return {}
        wrong: dict[str, Advice] = {}
        for value in values.difference(known):
            parts = [part for part in ((value,) if whole else split(value)) if part not in known]
            if parts:
                wrong[value] = [
                    (
                        worded("{problem} '{part}'", problem=problem, part=part),
                        did_you_mean(part, known, otherwise),
                    )
                    for part in parts
                ]
        return wrong

    return rule


def _number(reads: Callable[[str], object], wanted: str, column: Column) -> Rule:
    """Return the rule that a value is a number, within its limits, and one of the list where there is one."""

    def advice(value: str) -> Advice:
        if not reads(value):
            return [
                (
                    worded("'{name}' is not {wanted}", name=value, wanted=wanted),
                    worded("write {wanted} without quotes or unit", wanted=wanted),
                )
            ]
        if column.values and value not in column.values:
            return [(worded("{text} is not allowed", text=value), one_of(column.values))]
        if float(value) < column.least:
            return [
                (
                    worded("{text} is less than {most}", text=value, most=f"{column.least:g}"),
                    _CORRECT,
                )
            ]
        if float(value) > column.most:
            return [
                (
                    worded("{text} is more than {most}", text=value, most=f"{column.most:g}"),
                    _CORRECT,
                )
            ]
        return []

    return _each(advice)


def _as_number(value: str) -> bool:
    try:
        return float(value) == float(value)
    except ValueError:
        return False
