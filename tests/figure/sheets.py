"""Every ready figure in every size and language, side by side, to be looked at.

    python -m tests.figure.sheets OUT [--at YYYY-MM-DD]

Writes a contact sheet for each figure (sizes down, languages across), the same in greyscale and at half size,
and says which cannot be made, whose texts are short forms, and whose locator hides what.
"""

from __future__ import annotations

import argparse
import io
import sys
from datetime import date
from pathlib import Path

import shapely
from PIL import Image

from geo.access import everybody
from geo.errors import GeoError
from geo.evidence import Evidence, current
from geo.figure.compose import Composed, compose
from geo.figure.formats.writing import rendered
from geo.figure.frame import Placing
from geo.figure.map.ground import projected_ground
from geo.figure.map.points import symbols_of
from geo.figure.mapped import UNIT
from geo.figure.series.presets import preset, presets, request_of
from geo.figure.sheet.paper import POINTS_PER_INCH
from geo.figure.sheet.sizes import SIZES, Rect
from geo.settings import Settings

LANGUAGES = ("en", "ar", "en+ar")
DPI = 100
_GAP, _GROUND = 12, (128, 128, 128)


def main(arguments: list[str]) -> int:
    """Make the sheets; 1 where a figure could not be made."""
    parser = argparse.ArgumentParser(prog="python -m tests.figure.sheets")
    parser.add_argument("out", type=Path)
    parser.add_argument("--at", default="2026-11-24")
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    evidence = current(Settings(), everybody(Settings()))
    missing = 0
    for name in presets():
        rows: list[list[Image.Image]] = []
        for size in SIZES:
            rows.append([])
            for lang in LANGUAGES:
                texts = {"size": size, "lang": lang, "at": asked.at, "made": asked.at}
                request = request_of(preset(name), texts, evidence, date.fromisoformat(asked.at))
                try:
                    composed = compose(evidence, request)
                except GeoError as error:
                    print(f"{name} {size} {lang}: {error}")
                    missing += 1
                    continue
                picture = Image.open(io.BytesIO(rendered(composed, "png", DPI))).convert("RGB")
                rows[-1].append(picture)
                share = composed.map.width * composed.map.height / _area(composed)
                short = f", {len(composed.short)} short forms" if composed.short else ""
                land, symbols = under_locator(evidence, composed)
                short += f", locator on {land:.0%} land, {symbols} symbols" if land or symbols else ""
                print(f"{name} {size} {lang}: map {share:.0%}, {len(composed.labels)} names{short}")
        sheet = _laid(rows)
        sheet.save(asked.out / f"{name}.png")
        sheet.convert("L").resize((sheet.width // 2, sheet.height // 2)).save(
            asked.out / f"{name}-grey-half.png"
        )
    return 1 if missing else 0


def under_locator(evidence: Evidence, composed: Composed) -> tuple[float, int]:
    """Return the share of a locator that stands on the country, and on how many symbols it stands."""
    frame, rect = composed.drawn.map_frame, composed.locator
    assert rect is not None
    placing = Placing(frame, composed.map)
    ground = projected_ground(evidence, frame)
    home = shapely.union_all(placing.shapes(ground["neighbours"][ground["home"]]))
    panel = shapely.box(rect.x, rect.y, rect.right, rect.top)
    symbols = symbols_of(composed.drawn.layers, placing, UNIT * composed.request.page.scale)
    hidden = sum(rect.overlaps(Rect(one.x, one.y, 0, 0)) for one in symbols)
    return round(panel.intersection(home).area / panel.area, 2), hidden


def _area(composed: Composed) -> float:
    """Return the square points of the page."""
    across, up = composed.figure.get_size_inches() * POINTS_PER_INCH
    return float(across * up)


def _laid(rows: list[list[Image.Image]]) -> Image.Image:
    """Return pictures in rows on one sheet."""
    wide = max(sum(one.width + _GAP for one in row) for row in rows) + _GAP
    tall = sum(max((one.height for one in row), default=0) + _GAP for row in rows) + _GAP
    sheet = Image.new("RGB", (wide, tall), _GROUND)
    y = _GAP
    for row in rows:
        x = _GAP
        for one in row:
            sheet.paste(one, (x, y))
            x += one.width + _GAP
        y += max((one.height for one in row), default=0) + _GAP
    return sheet


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
