"""The texts of a Word page in their styles, in each language of the figure, and how high they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Final

from geo.figure.drawn import Drawn
from geo.figure.formats.office.slide_parts import WIDER, Paragraph
from geo.figure.formats.told import dates_of
from geo.figure.page.sentences import remarks, signs, warned
from geo.figure.request import FigureRequest
from geo.figure.sheet.wording import BOTH, apart, each_of, in_both, rtl, say
from geo.figure.shown import Finding
from geo.language import both, t
from geo.model import Language
from geo.scene import SourceLine
from geo.words.sentences import day_text

POINT: Final = 25.4 / 72
_LINE = 1.155
"""Distance of base lines as a share of the type size: of Arial, and of what LibreOffice takes for Arabic."""
_LATIN, _ARABIC = 0.96, 1.075
"""Width of the letters on a page of Word as a share of those in which texts are measured."""
_CITED = 3
"""Sources that are cited after a text at most."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a style of the page looks, for a text of a size in points: `by` times as large, `less` smaller."""

    by: float = 1.0
    less: float = 0.0
    bold: bool = False
    before: float = 0.0

    def size(self, size: float) -> float:
        """Return its size in points."""
        return size * self.by - self.less


STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "Normal": Style(less=1),
        "Title": Style(1.9, bold=True),
        "Subtitle": Style(1.2),
        "Caption": Style(bold=True, before=1),
        "Heading 2": Style(1.15, bold=True, before=4),
        "Heading 3": Style(less=1, bold=True, before=2),
        "Body Text": Style(before=1),
        "List": Style(less=1),
    }
)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of a style; `lead` stands before it in bold."""

    style: str
    text: str
    lead: str = ""

    def height(self, size: float, width: float) -> float:
        """Return the millimetres that it takes in a column, for a text of a size in points."""
        style = STYLES[self.style]
        own = Paragraph(self.text, style.size(size), style.bold, lead=self.lead, before=style.before)
        return set_tall([own], width)


def set_tall(paragraphs: Iterable[Paragraph], width: float) -> float:
    """Return the millimetres that paragraphs take on a page of Word."""
    return sum(
        (
            one.lines(width * WIDER / (_ARABIC if any(map(rtl, one.whole)) else _LATIN)) * one.size * _LINE
            + one.before
        )
        * POINT
        for one in paragraphs
    )


def in_lines(texts: Sequence[str], size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return what is said in both languages in one line where that has room for it, else in one for each."""
    together = BOTH.join(texts)
    return (
        (together,)
        if set_tall([Paragraph(together, size, bold)], width) < size * 1.5 * POINT
        else tuple(texts)
    )


def heading_of(drawn: Drawn, request: FigureRequest) -> Iterator[Text]:
    """Yield title, subtitle and dates."""
    yield Text("Title", drawn.title)
    for text in apart(request.subtitle) if request.subtitle else []:
        yield Text("Subtitle", text)
    for one in each_of(request.view.lang):
        shown, others = dates_of(request, one)
        yield Text("Body Text", others, shown)


def captions_of(drawn: Drawn, request: FigureRequest) -> list[str]:
    """Return what stands below the map, in each language."""
    languages, parts = each_of(request.view.lang), apart(drawn.title)
    # A title of somebody's own may be in one language alone.
    titles = parts if len(parts) == len(languages) else [drawn.title] * len(languages)
    return [
        t("Figure: {title}, {day}", one, title=title, day=day_text(request.view.at, one))
        for one, title in zip(languages, titles, strict=True)
    ]


def findings_of(
    drawn: Drawn, request: FigureRequest, said: Sequence[Finding], order: Mapping[str, int]
) -> Iterator[Text]:
    """Yield the caption and the key findings; `order` has the numbers of the sources that are listed."""
    for caption in captions_of(drawn, request):
        yield Text("Caption", caption)
    if said:
        yield Text("Heading 2", in_both(both("Key findings"), request.view.lang))
    for one in said:
        for lead, text in one.told:
            yield Text("Body Text", f"{text}{cited(one.sources, order)}", f"{lead} ")


def cited(sources: Sequence[str], order: Mapping[str, int]) -> str:
    """Return the numbers of sources in brackets; "" where the page lists none of them."""
    numbers = sorted(order[one] for one in sources if one in order)[:_CITED]
    return f" [{', '.join(map(str, numbers))}]" if numbers else ""


def order_of(sources: Sequence[SourceLine]) -> dict[str, int]:
    """Return the numbers of the sources of a page, by their ids."""
    return {one.id: number for number, one in enumerate(sources, 1)}


def reading_of(drawn: Drawn, request: FigureRequest) -> Iterator[Text]:
    """Yield how to read the map, what is left out, the lowest grade, the briefer's notes, what is wrong."""
    languages = each_of(request.view.lang)
    for one in languages:
        told = " ".join(f"{sign.rstrip('.')}." for sign in signs(drawn, request, one).values())
        if told:
            yield Text("Body Text", told, f"{say('reading', one)}: ")
    for heading, text, _ in chain.from_iterable(remarks(drawn, request, languages)):
        if text:
            yield Text("Body Text", text, f"{heading}: ")
    for text, _ in warned(drawn, languages):
        yield Text("Body Text", text)


def more_of(pair: tuple[str, str], lang: Language) -> Iterator[Text]:
    """Yield in each language how many more there are."""
    for one in each_of(lang):
        yield Text("List", pair[one == "ar"])


def tall_of(texts: Iterable[Text], size: float, width: float) -> float:
    """Return the millimetres that texts take below each other."""
    return sum(one.height(size, width) for one in texts)
