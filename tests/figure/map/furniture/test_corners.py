"""What stands over the map hides nothing that is drawn, where there is another place for it."""

from __future__ import annotations

import pytest

from geo.evidence import Evidence
from geo.figure.compose import compose
from geo.figure.frame import Placing
from geo.figure.map import panel
from geo.figure.map.points import symbols_of
from geo.figure.mapped import UNIT
from geo.figure.series.presets import preset, request_of
from tests.figure.conftest import TODAY


@pytest.mark.parametrize(("size", "lang"), [("docx-half", "en+ar"), ("16x9", "en"), ("16x9", "ar")])
def test_scale_and_locator_lie_on_no_symbol_and_no_ring_of_doubt(
    evidence: Evidence, pieces: list[panel.Panel], size: str, lang: str
) -> None:
    # The gold area at the southern edge lies in a corner of this map, in a wide ring.
    asked = {"size": size, "lang": lang}
    composed = compose(evidence, request_of(preset("fezzan-resources"), asked, evidence, TODAY))
    (piece,) = pieces
    placing = Placing(composed.drawn.map_frame, composed.map)
    symbols = symbols_of(composed.drawn.layers, placing, UNIT * composed.request.page.scale)
    assert len(symbols) > 5
    assert piece.rings
    for one in piece.furniture:
        assert not any(one.x < own.x < one.right and one.y < own.y < one.top for own in symbols)
        assert not any(one.overlaps(ring) for ring in piece.rings)


@pytest.mark.parametrize("lang", ["en", "ar", "en+ar"])
def test_half_a_page_has_an_inset_of_twice_the_scale(evidence: Evidence, lang: str) -> None:
    asked = {"size": "docx-half", "lang": lang}
    composed = compose(evidence, request_of(preset("overview"), asked, evidence, TODAY))
    assert composed.insets[0].factor >= 2
