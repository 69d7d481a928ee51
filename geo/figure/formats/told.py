"""What a figure says outside its map, line by line: of notes, and of texts that lie beside a picture."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from geo.figure.compose import Composed
from geo.figure.drawn import Drawn
from geo.figure.page.footer import small_print
from geo.figure.page.sentences import remarks, signs, warned
from geo.figure.request import FigureRequest
from geo.figure.sheet.wording import apart, clocks_text, days_text, each_of, headed
from geo.language import tn
from geo.model import Language
from geo.scene import SourceLine


def told(composed: Composed, drawn: Drawn) -> Iterator[str]:
    """Yield all that a figure says, in each of its languages: from the title to the last source.

    Parameters
    ----------
    drawn : Drawn
        What is drawn, where the map has another shape than that of `composed`.
    """
    request = composed.request
    languages = each_of(request.view.lang)
    yield drawn.title
    yield from apart(request.subtitle) if request.subtitle else []
    yield f"TLP:{drawn.marking}"
    for one in languages:
        yield "".join(dates_of(request, one))
    for callout in drawn.callouts:
        for _, name, text in callout.each(languages, short=False):
            yield f"{callout.number}. {name}: {text}"
    each = ([f"{counted(drawn, one)}.", *signs(drawn, request, one).values()] for one in languages)
    yield from chain.from_iterable(zip(*each, strict=True))
    for heading, text, _ in chain.from_iterable(remarks(drawn, request, languages)):
        if text:
            yield f"{heading}: {text}"
    yield from (text for text, _ in warned(drawn, languages))
    *apart_, last = [texts for _, texts in small_print_of(composed, drawn)]
    yield from chain(*zip(*apart_, strict=True), last)
    yield from _listed(drawn, request.view.lang)


def _listed(drawn: Drawn, lang: Language) -> Iterator[str]:
    """Yield the key and all sources."""
    for group in drawn.legend:
        for one in each_of(lang):
            yield f"{group.name.text(one)}: {'; '.join(entry.name.text(one) for entry in group.entries)}"
    yield f"{headed('sources', lang)} ({len(drawn.sources)}):"
    for line in drawn.sources:
        yield f"{source_text(line)} [{line.id}]"


def counted(drawn: Drawn, lang: Language) -> str:
    """Return how many features are drawn."""
    return tn("Map with {n} feature", "Map with {n} features", drawn.features, lang)


def dates_of(request: FigureRequest, lang: Language) -> tuple[str, str]:
    """Return the day shown, and the other days."""
    return days_text(request.view, lang), f" · {clocks_text(request.view, request.made_on, lang)}"


def small_print_of(
    composed: Composed, drawn: Drawn, *, brief: bool = False
) -> list[tuple[Language, list[str]]]:
    """Return the small print in each language; what is the same in both stands once, the last.

    `brief`: in fewer words.
    """
    request = composed.request
    areas = any(layer.layer.areas_named for layer in drawn.layers)
    made = composed.id, composed.version, request.house
    return small_print(drawn.map_frame, request.view.lang, *made, areas=areas, brief=brief)


def source_text(line: SourceLine) -> str:
    """Return a source as it is listed."""
    return ", ".join(part for part in (line.publisher, line.title, line.date) if part)
