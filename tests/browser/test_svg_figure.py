"""A figure as SVG in a browser: letters, Arabic and patterns as in the picture of the same figure."""

from __future__ import annotations

import base64
import io
from datetime import date

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser

from geo.access import everybody
from geo.evidence import current
from geo.figure.compose import compose
from geo.figure.formats.writing import rendered
from geo.figure.series.presets import preset, request_of
from geo.settings import Settings

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(("name", "lang"), [("outside-presence", "ar"), ("powers-and-front", "en+ar")])
def test_an_svg_looks_in_a_browser_as_its_picture(chromium: Browser, name: str, lang: str) -> None:
    evidence = current(Settings(), everybody(Settings()))
    asked = {"lang": lang, "size": "a4-landscape", "dpi": "150"}
    composed = compose(evidence, request_of(preset(name), asked, evidence, TODAY))
    picture = Image.open(io.BytesIO(rendered(composed, "png")))
    content = base64.b64encode(rendered(composed, "svg")).decode()
    page = chromium.new_page(viewport={"width": picture.width, "height": picture.height})
    try:
        page.set_content(
            f"<style>*{{margin:0;padding:0}}img{{width:{picture.width}px;height:{picture.height}px}}</style>"
            f'<img src="data:image/svg+xml;base64,{content}">'
        )
        page.wait_for_function("document.images[0].complete && document.images[0].naturalWidth > 0")
        page.evaluate("document.images[0].decode()")
        shown = Image.open(io.BytesIO(page.screenshot()))
    finally:
        page.close()
    size = (picture.width // 4, picture.height // 4)
    ours, theirs = (np.asarray(one.convert("L").resize(size), dtype=int) for one in (shown, picture))
    assert ours.std() > 20, "a page without a drawing"
    # Letters of another font, or in another order, would differ in whole words.
    assert (np.abs(ours - theirs) > 70).mean() < 0.0002
