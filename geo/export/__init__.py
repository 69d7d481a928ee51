"""Layers to take away: cut by time and extent, with what they cite and a README, as one archive of bytes.

`scope_of` says what is wanted, `gather` cuts it out of the evidence, `archive` packs it. Knows no page, no
map and no web server; the same scope over the same evidence gives the same bytes.
"""

from geo.export.archive import FORMATS, archive, archive_name, require_format
from geo.export.gathering import Cut, Extract, Scope, gather, scope_of
from geo.export.large import csv_pieces, geojson_pieces, large_archive, large_extract, rows_of

__all__ = [
    "FORMATS",
    "Cut",
    "Extract",
    "Scope",
    "archive",
    "archive_name",
    "csv_pieces",
    "gather",
    "geojson_pieces",
    "large_archive",
    "large_extract",
    "require_format",
    "rows_of",
    "scope_of",
]
