"""The README.txt of an archive: what it is, how it was cut, what its columns mean, how to read it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from geo.export.columns import (
    COORDINATES,
    DAYS,
    GEOMETRY,
    IN_SHEETS,
    SHAPE,
    layer_columns,
    meaning,
    position_columns,
    table_columns,
)
from geo.export.gathering import CITED, Cut, Extract
from geo.model import COMMON_COLUMNS, Column
from geo.view.kinds import Filters

WIDTH = 100
FILTERS = Filters()

WHAT = """\
Evidence of who controls, wants and moves what in Libya, cut from the Libya map. Every feature has a
source, two dates and two grades. It says what was reported and read, not all that is the case: what is
not here was not found, not denied. Boundaries and names imply no position on the status of any territory."""

GRADES = (
    """The Admiralty scale, its two halves judged apart.""",
    """reliability, of the source: A completely reliable source, B usually reliable source, C fairly reliable
    source, D not usually reliable source, E unreliable source, F reliability cannot be judged.""",
    """credibility, of the information: 1 confirmed by other sources, 2 probably true, 3 possibly true, 4
    doubtful, 5 improbable, 6 truth cannot be judged.""",
    """What is derived from several rows has the worst grade and the strictest marking among them. A grade is
    this project's judgement and no statement of the source.""",
    """marking is the TLP 2.0 label, from CLEAR (may be passed on) over GREEN, AMBER and AMBER+STRICT to RED
    (for the eyes of those who got it). The strictest one in an archive holds for the archive.""",
)

DATES = (
    """Dates are as precise as the source: 2025, 2025-03 or 2025-03-14. Empty is open or not known.""",
    """A row is true on a day when from_day <= day < to_day, an empty one being open. A partial valid_from
    stands for its first day; a partial valid_to means "ended some time in that period" and holds until it
    is over. An open end means that no end was reported, not that the row holds today.""",
    """reviewed_on is the day of the newest source that confirms the row. From stale_day on, the map draws it
    pale.""",
    """recorded_on and retracted_on are when the row entered and left this data set.""",
)

POSITIONS = """\
WGS 84 (EPSG:4326), longitude before latitude. precision_m says how far off a position may be; a symbol is
not more exact than that. A feature without a position is unplaced and not guessed: it stands in the rows
without one. An extent keeps what touches it, by the position alone, and leaves unplaced features out.
Borders of control are halfway lines between places, and pipelines and routes run straight between known
points."""

EMPTY: Mapping[str, str] = {
    "csv": "An unknown value is an empty cell.",
    "geojson": 'An unknown text is "" and an unknown number null, as is the geometry of an unplaced feature.',
    "gpkg": "An unknown value is NULL. from_day, to_day and stale_day are dates, for QGIS's temporal "
    "controller. Each column carries its title and meaning, which QGIS shows. Opened in QGIS, by the project "
    "beside it (.qgs) or by table (styles in layer_styles), it looks like the map on the day asked "
    "for, or on that of its newest record; what does not hold then is there and not drawn. The project is "
    "drawn in the Lambert azimuthal equal-area projection about 27 N 17 E; names, titles and legend are in "
    "the language asked for. At each scale it draws what the map does, moved aside and named as there. Its "
    "ground and the names stand in a file of their own (_ground.gpkg): no evidence.",
    "xlsx": "An unknown value is an empty cell; nothing is a formula. The resolved days are days, "
    "as far as a workbook has them (from 1900). An outline that no cell holds is said to be too long.",
    "parquet": "An unknown value is null. from_day, to_day and stale_day are dates. One file a layer, all "
    "kinds of geometry in it, as WKB.",
    "fgb": "An unknown value is null. One file for each layer and kind of geometry; unplaced features stand "
    "in the first of a layer, without geometry.",
}

_POSITIONS: Mapping[str, tuple[Column, ...]] = {
    "csv": COORDINATES, "gpkg": GEOMETRY, "xlsx": IN_SHEETS, "parquet": SHAPE, "fgb": SHAPE,
}  # fmt: skip

CELLS = """\
The .csv files are UTF-8 with a byte-order mark, comma between cells. So that a spreadsheet never
calculates what a source wrote, a text that starts with = + - @ (also full-width or after blanks), a tab
or a line end has an apostrophe (') put before it, and so has such a sign after a semicolon, tab or line
end inside a text. A program that reads the file may take that apostrophe away; GeoJSON and GeoPackage
carry the texts as they are. Numbers are never changed."""

LICENCES = (
    """Summaries, grades, claims and tables: CC BY 4.0, "Libya map authors". Positions, outlines and names
    keep the terms of those who made them, as below; sources and position_source say which feature rests
    on which.""",
    """Natural Earth (public domain). OurAirports (public domain).""",
    """Contains data of GeoNames (geonames.org), CC BY 4.0.""",
    """Global Energy Monitor, Global Oil and Gas Extraction, Oil Infrastructure and Gas Infrastructure
    Trackers, November 2024 release, CC BY 4.0.""",
    """(c) OpenStreetMap contributors, Open Database Licence (ODbL) 1.0: all settlements, the coast of the
    districts, and the positions of places and crossings whose summary says so. What is derived from them
    stays under the ODbL.""",
    """International Organization for Migration (IOM), Displacement Tracking Matrix (DTM), Libya, round 54.
    IOM does not endorse this product.""",
    """UN/LOCODE: United Nations Economic Commission for Europe. Codes: ISO 3166. District codes and areas:
    OCHA common operational dataset (COD-AB), see its page on the Humanitarian Data Exchange before
    passing it on. People of municipalities: OCHA Libya, Population Statistics (HNO 2021), CC BY 4.0.""",
    """No text of a source is copied; sources.csv tells where each can be read. In full: DATA_LICENSE.md of
    the project.""",
)


def describe(extract: Extract) -> str:
    """Return in a few sentences what a file is, for the place where it has no README beside it."""
    scope = extract.scope
    days = f"True on {scope.true_on}" if scope.at else "All times"
    known = f"published by {scope.known}, " if scope.known else ""
    held = f"as recorded on {scope.recorded}" if scope.recorded else "as known at this version of the data"
    extent = f" Extent {_extent(extract)}." if scope.bbox else ""
    filters = f" Filters {FILTERS.write(scope.filters)}." if scope.filters else ""
    marking = f"TLP:{extract.marking}. " if extract.marking else ""
    return (
        f"{marking}{days}, {known}{held}.{extent}{filters} Libya map, data {extract.version}; see README.txt."
    )


def readme(
    extract: Extract, form: str, layers: Mapping[str, Sequence[str]], tables: Mapping[str, Sequence[str]]
) -> str:
    """Return the text of README.txt.

    Parameters
    ----------
    form : str
        The archive's format, one of `geo.export.FORMATS`.
    layers, tables : mapping of str to sequence of str
        Where in the archive each layer and each cited table stands, in words.
    """
    scope = extract.scope
    features = sum(cut.features for cut in extract.cuts)
    unplaced = sum(cut.unplaced for cut in extract.cuts)
    facts = {
        "Handling": f"TLP:{extract.marking}, the strictest marking of anything in this archive"
        if extract.marking
        else "nothing in this archive is marked, because it holds no rows",
        "Data version": extract.version,
        "Newest record": extract.stamp.isoformat() if features else "none",
        "True on": scope.true_on if scope.at else "all times; from_day and to_day say when",
        "Published by": f"{scope.known}, by the dates of the sources" if scope.known else "any day",
        "Recorded on": f"{scope.recorded}, as this data set was on that day"
        if scope.recorded
        else "as known at this version of the data, without what was retracted",
        "Extent": f"{_extent(extract)} (west, south, east, north in degrees)" if scope.bbox else "everything",
        "Filters": FILTERS.write(scope.filters) or "none",
        "Features": f"{features}, of them {unplaced} unplaced, in {_count(len(extract.cuts), 'layer')}",
    }
    if extract.not_shown:
        facts["Not shown"] = f"{_count(extract.not_shown, 'row')} of the data, marked above what may be shown"
    width = max(map(len, facts)) + 2
    lines = ["LIBYA MAP: DATA EXPORT", "", *_wrapped(WHAT), ""]
    lines += [f"{name:<{width}}{text}" for name, text in facts.items()]
    for title, body in (
        ("Layers", _layers(extract, layers)),
        ("What they cite", _tables(extract, tables)),
        ("Columns of every layer", _columns((*COMMON_COLUMNS, *DAYS, *_position(form)))),
        *(
            (f"Columns of {cut.layer.id} alone", _columns(_own(cut, form)))
            for cut in extract.cuts
            if _own(cut, form)
        ),
        *(
            (f"Columns of {name}", _columns(table_columns(name, frame)))
            for name, frame in extract.tables.items()
        ),
        ("Position", _wrapped(POSITIONS)),
        ("Dates", _paragraphs(DATES)),
        ("Grades and markings", _paragraphs(GRADES)),
        ("Values in the files", [*_wrapped(EMPTY[form]), *_wrapped(CELLS)]),
        ("Attributions and licences", _paragraphs(LICENCES)),
    ):
        lines += ["", "", title.upper(), "", *body]
    return "\n".join(lines) + "\n"


def _layers(extract: Extract, files: Mapping[str, Sequence[str]]) -> list[str]:
    lines: list[str] = []
    for cut in extract.cuts:
        layer = cut.layer
        count = f"{_count(cut.features, 'feature')}, of them {cut.unplaced} unplaced"
        marking = f"highest marking TLP:{cut.marking}" if cut.marking else "no marking"
        classes = ", ".join(f"{name} = {one.title}" for name, one in layer.classes.items())
        review = f"stale {_count(layer.review_after_days, 'day')} after the last confirmation"
        lines += [
            f"{layer.id}: {_line(layer.title)}" + (f" ({_line(layer.title_ar)})" if layer.title_ar else ""),
            *_wrapped(f"{count}; {marking}; {review}", "  "),
            *_wrapped(f"In {'; '.join(files[layer.id])}", "  "),
            *_wrapped(f"Left out: {_left_out(cut, extract)}", "  "),
            *_wrapped(f"Classes: {classes}", "  "),
            *(_wrapped(f"Note: {layer.note}", "  ") if layer.note else []),
            "",
        ]
    return lines[:-1]


def _left_out(cut: Cut, extract: Extract) -> str:
    reasons = {
        f"not true on {extract.scope.true_on}": cut.not_true,
        "not let through by the filters": cut.filtered,
        "outside the extent": cut.outside,
        "unplaced, so neither inside the extent nor outside": cut.unplaced_out,
    }
    told = [f"{count} {reason}" for reason, count in reasons.items() if count]
    return "; ".join(told) or "nothing"


def _tables(extract: Extract, files: Mapping[str, Sequence[str]]) -> list[str]:
    lines = _wrapped("Exactly the rows that the layers, or the other tables here, name by id.")
    for name in CITED:
        lines += _wrapped(
            f"{name}: {_count(len(extract.tables[name]), 'row')}, in {'; '.join(files[name])}", "  "
        )
        if absent := extract.missing[name]:
            lines += _wrapped(f"cited, but not in the table: {', '.join(absent)}", "    ")
    return lines


def _own(cut: Cut, form: str) -> tuple[Column, ...]:
    """Return the columns that only this layer has, and its position where that is called otherwise."""
    common = {column.name for column in (*COMMON_COLUMNS, *DAYS, *_position(form))}
    columns = (*layer_columns(cut.layer), *position_columns(cut.layer, _position(form)))
    own = {column.name for column in cut.layer.columns}
    return tuple(column for column in columns if column.name in own or column.name not in common)


def _position(form: str) -> tuple[Column, ...]:
    """Return the columns that a format adds to every layer."""
    return _POSITIONS.get(form, ())


def _columns(columns: Iterable[Column]) -> list[str]:
    lines: list[str] = []
    for column in columns:
        lines += _wrapped(f"{column.name}: {meaning(column)}", "  ", "      ")
    return lines


def _extent(extract: Extract) -> str:
    return ",".join(f"{degrees:.15g}" for degrees in extract.scope.bbox or ())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _paragraphs(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in _wrapped(text, "- ", "  ")]


def _wrapped(text: str, first: str = "", later: str | None = None) -> list[str]:
    """Return the text as lines; a long word or id is never broken."""
    return textwrap.wrap(
        _line(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if later is None else later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _line(text: str) -> str:
    """Return the text on one line of characters that show, so that data cannot forge a heading."""
    shown = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(shown.split())
