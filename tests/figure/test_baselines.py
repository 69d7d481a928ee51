"""Pictures of figures as they were looked at and found right.

`python -m tests.figure.test_baselines` makes them anew: look at them before committing them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from matplotlib.testing.compare import compare_images

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.figure.compose import compose
from geo.figure.formats.writing import rendered
from geo.figure.reading import request_from
from geo.settings import Settings

BASELINES = Path(__file__).parent / "baselines"
DPI = 50
TOLERANCE = 4.0
"""Root mean square of the differences: small shifts of letters pass, a missing layer does not."""
FIGURES = {
    "powers": {"layers": "control,tripoli,east,city_states,ceasefire", "title": "Powers and front"},
    "routes": {"layers": "trafficking_hubs,trafficking_routes", "lang": "ar", "size": "square"},
    "northwest": {
        "layers": "control,city_states",
        "bbox": "10.8,31.4,15.6,33.3",
        "lang": "en+ar",
        "size": "docx-full",
    },
}


def picture(evidence: Evidence, name: str) -> bytes:
    request = request_from({**FIGURES[name], "at": "2025-12-31"}, evidence, date(2026, 11, 24))
    return rendered(compose(evidence, request), "png", DPI)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_looks_as_it_did(evidence: Evidence, tmp_path: Path, name: str) -> None:
    drawn = tmp_path / f"{name}.png"
    drawn.write_bytes(picture(evidence, name))
    assert compare_images(str(BASELINES / drawn.name), str(drawn), tol=TOLERANCE) is None


if __name__ == "__main__":
    for figure_name in FIGURES:
        (BASELINES / f"{figure_name}.png").write_bytes(
            picture(current(Settings(), everybody(Settings())), figure_name)
        )
