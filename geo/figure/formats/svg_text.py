"""A page as the text of an SVG, in millimetres, with the letters that it needs."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from matplotlib.figure import Figure
from matplotlib.text import Text

from geo.figure.formats.svg import BACKEND
from geo.figure.sheet import fonts
from geo.figure.sheet.sizes import MM_PER_INCH


def svg_of(figure: Figure, texts: Iterable[Text], dpi: int, metadata: dict[str, str]) -> bytes:
    """Return a page as SVG in millimetres that carries our letters with it; call it within `drawing`."""
    stream = io.StringIO()
    # A stream of text is no target of savefig, though its type says so.
    target: Any = stream
    figure.savefig(target, format="svg", backend=BACKEND, dpi=dpi, metadata=metadata)
    text = stream.getvalue()
    letters = "".join(sorted({letter for one in texts for letter in one.get_text()}))
    width, height = (float(inches) * MM_PER_INCH for inches in figure.get_size_inches())
    text = re.sub(r'(<svg[^>]*?) width="[^"]*"', rf'\1 width="{width:g}mm"', text, count=1)
    text = re.sub(r'(<svg[^>]*?) height="[^"]*"', rf'\1 height="{height:g}mm"', text, count=1)
    style = f"<style>{''.join(faces(letters))}</style>"
    return text.replace("</metadata>", f"</metadata>\n {style}", 1).encode()


def faces(letters: str) -> list[str]:
    """Return our fonts, cut down to some letters, as rules that an SVG carries with it."""
    return [
        _face(family, weight, path, letters)
        for weight, paths in fonts.register().items()
        for family, path in zip(fonts.families(), paths, strict=True)
        if family != fonts.FALLBACK or fonts.beyond(letters)
    ]


@lru_cache(maxsize=16)  # the pages of one map in several formats, and those made again, have the same letters
def _face(family: str, weight: int, path: Path, letters: str) -> str:
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options(layout_features=["*"], flavor="woff", notdef_outline=True)
    # The time stamp of FontForge, about which its user would be warned.
    options.drop_tables = [*options.drop_tables, "FFTM"]
    cut = subset.Subsetter(options)
    cut.populate(text=letters)
    cut.subset(font)
    font.flavor = "woff"
    stream = io.BytesIO()
    font.save(stream)
    data = base64.b64encode(stream.getvalue()).decode()
    return (
        f"@font-face{{font-family:'{family}';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )
