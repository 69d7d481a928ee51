"""`python -m geo.export`: layers as one archive on disk."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from geo.access import everybody
from geo.catalog import read_catalog
from geo.errors import GeoError
from geo.evidence import current
from geo.export.archive import FORMATS, archive, archive_name, require_format
from geo.export.gathering import gather, scope_of
from geo.export.large import large_archive, large_extract
from geo.replacing import Content, write_whole
from geo.settings import Settings
from geo.view import OF_DATA, Context
from geo.view.options import Options
from geo.view.parts import refuse


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 when the archive is written, 2 when it cannot be."""
    given, faults = _options().read(sys.argv[1:] if arguments is None else arguments)
    try:
        settings, today = Settings.from_env(), date.today()
        # The declarations say which layers there are; errors in the options are told before data are read.
        catalog, wrong = read_catalog(settings.layers_dir)
        context = Context.of(catalog, today, {fault.layer for fault in wrong if fault.layer})
        texts = {part.name: text for part in OF_DATA if (text := getattr(given, part.name)) is not None}
        for check in (lambda: scope_of(texts, context), lambda: require_format(given.format)):
            try:
                check()
            except GeoError as error:
                faults += str(error).splitlines()
        refuse(faults)
        wanted = scope_of(texts, context)
        evidence = current(settings, everybody(settings))
        if any(layer_id in evidence.large for layer_id in wanted.layers):
            extract = large_extract(evidence, wanted, given.format)
            packed: Content = large_archive(evidence, extract, given.format)
        else:
            extract = gather(evidence, wanted)
            packed = archive(extract, given.format)
        path = given.out or Path(archive_name(wanted, today, extract.marking))
        write_whole(path, packed)
    except (GeoError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(path)
    return 0


def _options() -> Options:
    options = Options("python -m geo.export", "Write layers, what they cite and a README as one zip archive.")
    options.parts(
        OF_DATA,
        layers="ids of the layers",
        at="true on (default: all times)",
        f="filters as in the address of the map; needs --at",
    )
    options.value("--format", metavar="FORMAT", help=f"{', '.join(FORMATS)} (default: gpkg)", default="gpkg")
    options.path("--out", "default: LBY_<layer or map>_<day>.zip")
    return options


if __name__ == "__main__":
    sys.exit(main())
