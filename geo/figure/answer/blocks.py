"""An answer as blocks of lines: sentences with numbered sources, and the list of sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from geo.figure.page.columns import Line
from geo.figure.sheet.paper import BOLD, Page, Type, wrap
from geo.figure.sheet.wording import say
from geo.model import Language

_WHOLE: Final = 6
"""So many lines of a paragraph stay together: a sentence is not cut by the end of a page."""
_LONGEST_URL: Final = 60
_INK, _QUIET = "#1A1A1A", "#4A473F"


SOURCES: Final = 3
"""Columns of the list of sources."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together, in so many columns of the page."""

    lines: tuple[Line, ...]
    columns: int = 1


def sentences(
    page: Page, document: Mapping[str, Any], width: float, lang: Language, most_cited: int
) -> Block:
    """Return the sentences, what is reported and what is derived apart, in the order of the answer."""
    numbers = cited(document, most_cited)
    kind, head = page.type("normal", colour=_INK), page.type("normal", BOLD, _INK)
    lines: list[Line] = []
    for basis, held in _by_basis(document).items():
        lines.append(Line(say(basis, lang), head, before=6.0, keep=True))
        for one in held:
            text = " ".join([one["text_ar" if lang == "ar" else "text"], *_grounds(one, numbers, most_cited)])
            lines += _paragraph(text, kind, width, before=2.0)
    return Block(tuple(lines), 2)


def _by_basis(document: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in document["sentences"]:
        found.setdefault(one["basis"], []).append(one)
    return found


def cited(document: Mapping[str, Any], most: int) -> dict[str, int]:
    """Return the numbers of the sources that the sheet names: the first few of each sentence, in order."""
    every = [one for held in _by_basis(document).values() for one in held]
    named = (source for one in every for source in _first(one, document["sources"], most))
    return {source: number for number, source in enumerate(dict.fromkeys(named), 1)}


def _first(sentence: Mapping[str, Any], known: Mapping[str, Any], most: int) -> list[str]:
    return [source for source in sentence["sources"] if source in known][:most]


def _grounds(sentence: Mapping[str, Any], numbers: Mapping[str, int], most: int) -> Iterator[str]:
    """Yield the grades of a sentence and the numbers of its sources."""
    grades = sentence["grades"]
    if grades:
        yield grades[0] if len(grades) == 1 else f"{grades[0]}\N{EN DASH}{grades[-1]}"
    found = [str(numbers[source]) for source in _first(sentence, numbers, most)]
    more = len(sentence["sources"]) - len(found)
    if found:
        yield f"[{', '.join([*found, *([f'+{more}'] if more else [])])}]"


def sources(page: Page, document: Mapping[str, Any], width: float, lang: Language, most_cited: int) -> Block:
    """Return the sources that the sheet names, numbered as in the sentences, and how many more there are."""
    kind = page.type("small", colour=_QUIET)
    numbers = cited(document, most_cited)
    lines = [Line(say("sources", lang), page.type("large", BOLD, _INK), before=9.0, keep=True)]
    for source, number in numbers.items():
        one = document["sources"][source]
        dated = one["date"] or say("undated", lang)
        text = ", ".join(part for part in (one["publisher"], one["title"], dated) if part)
        url = one["url"] if len(one["url"]) <= _LONGEST_URL else urlsplit(one["url"]).netloc
        lines += _paragraph(f"{number}. {text}. {url}".rstrip(), kind, width, 1.0, ltr=True)
    left = len(document["sources"]) - len(numbers)
    if left:
        lines += _paragraph(say("sources_left", lang, count=left), kind, width, 4.0)
    return Block(tuple(lines) if numbers else (), SOURCES)


def _paragraph(
    text: str, kind: Type, width: float, before: float, *, indent: float = 0.0, ltr: bool = False
) -> Iterator[Line]:
    texts = wrap(text, kind, width - indent)
    together = min(len(texts), _WHOLE)
    for i, line in enumerate(texts):
        yield Line(line, kind, indent, 0 if i else before, keep=i < together - 1, ltr=ltr)
