"""`python -m geo.figure.series.gallery FOLDER [DAY]`: the ready figures as small pictures for the README."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PIL import Image

from geo.access import everybody
from geo.errors import GeoError
from geo.evidence import Evidence, current
from geo.figure.compose import compose
from geo.figure.formats.writing import rendered, save
from geo.figure.series.presets import presets, request_of
from geo.settings import Settings

WIDTH = 900
"""Pixels."""
MOST_BYTES = 120_000

_PALETTES = (256, 192, 128, 96, 64, 48, 32, 16)


def gallery(evidence: Evidence, folder: Path, day: date) -> list[Path]:
    """Write each ready figure as it is on a day as a PNG of `WIDTH` pixels and at most `MOST_BYTES`.

    Raises
    ------
    GeoError
        As `compose` and `save`.
    """
    paths = []
    for ready in presets().values():
        texts = {"at": day.isoformat(), "made": day.isoformat()}
        content = rendered(compose(evidence, request_of(ready, texts, evidence, day)), "png", 150)
        path = folder / f"{ready.name}.png"
        save(_small(content), path)
        paths.append(path)
    return paths


def _small(content: bytes) -> bytes:
    """Return a picture narrowed, in the richest palette that keeps it small enough."""
    with Image.open(io.BytesIO(content)) as image:
        height = round(image.height * WIDTH / image.width)
        narrowed = image.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    for colours in _PALETTES:
        stream = io.BytesIO()
        # The other ways to choose colours give the few strong ones of symbols away to the many of the ground.
        reduced = narrowed.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        reduced.save(stream, "png", optimize=True)
        if stream.tell() <= MOST_BYTES:
            break
    return stream.getvalue()


def main(arguments: Sequence[str]) -> int:
    """Run the command line; return 0, or 2 when something cannot be made."""
    try:
        folder, day = Path(arguments[0]), date.fromisoformat(arguments[1]) if arguments[1:] else date.today()
        settings = Settings.from_env()
        paths = gallery(current(settings, everybody(settings)), folder, day)
    except (GeoError, ValueError, IndexError) as error:
        print(f"{error}; give a folder, and a day as YYYY-MM-DD if it is not today", file=sys.stderr)
        return 2
    for path in paths:
        print(f"{path} {path.stat().st_size // 1000} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
