"""`python -m geo.export`: layers as one archive on disk."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from geo.errors import GeoError
from geo.evidence import current
from geo.export.archive import FORMATS, archive, archive_name
from geo.export.gathering import gather, scope
from geo.settings import Settings
from geo.validity import full_day


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 when the archive is written, 2 when it cannot be."""
    given = _parser().parse_args(arguments)
    try:
        days = [full_day(text) if text else None for text in (given.at, given.known)]
        wanted = scope(given.layers, days[0], days[1], given.bbox, given.f)
        packed = archive(gather(current(Settings.from_env()), wanted), given.format)
        path = given.out or Path(archive_name(wanted, date.today()))
        path.write_bytes(packed)
    except (GeoError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(path)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo.export",
        description="Write layers, what they cite and a README as one zip archive.",
    )
    parser.add_argument("--layers", required=True, metavar="A,B", help="ids of the layers")
    parser.add_argument("--format", choices=tuple(FORMATS), default="gpkg", help="default: gpkg")
    parser.add_argument("--at", default="", metavar="YYYY-MM-DD", help="true on (default: all times)")
    parser.add_argument("--known", default="", metavar="YYYY-MM-DD", help="known on (default: now)")
    parser.add_argument(
        "--bbox", default="", metavar="W,S,E,N", help="extent in degrees; write --bbox=-5,... before a minus"
    )
    parser.add_argument("--f", default="", metavar="FILTERS", help="as in the address of the map; needs --at")
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: LBY_<layer or map>_<day>.zip")
    return parser


if __name__ == "__main__":
    sys.exit(main())
