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
from geo.language import declared, mark, t, tn
from geo.model import COMMON_COLUMNS, CREDIBILITY, RELIABILITY, Column, Language
from geo.view.kinds import Filters

WIDTH = 100
FILTERS = Filters()

WHAT = mark(
    "Evidence of who controls, wants and moves what in Libya, cut from the Libya map. Every feature "
    "has a source, two dates and two grades. It says what was reported and read, not all that is "
    "the case: what is not here was not found, not denied. Boundaries and names imply no position "
    "on the status of any territory."
)

DERIVED = (
    mark(
        "What is derived from several rows has the worst grade and the strictest marking among "
        "them. A grade is this project's judgement and no statement of the source."
    ),
    mark(
        "marking is the TLP 2.0 label, from CLEAR (may be passed on) over GREEN, AMBER and "
        "AMBER+STRICT to RED (for the eyes of those who got it). The strictest one in an archive "
        "holds for the archive."
    ),
)
"""What is said of grades and markings after the scale."""

DATES = (
    mark("Dates are as precise as the source: 2025, 2025-03 or 2025-03-14. Empty is open or not known."),
    mark(
        "A row is true on a day when from_day <= day < to_day, an empty one being open. A partial "
        'valid_from stands for its first day; a partial valid_to means "ended some time in that '
        'period" and holds until it is over. An open end means that no end was reported, not that '
        "the row holds today."
    ),
    mark(
        "reviewed_on is the day of the newest source that confirms the row. From stale_day on, the "
        "map draws it pale."
    ),
    mark("recorded_on and retracted_on are when the row entered and left this data set."),
)

POSITIONS = mark(
    "WGS 84 (EPSG:4326), longitude before latitude. precision_m says how far off a position may be; "
    "a symbol is not more exact than that. A feature without a position is unplaced and not "
    "guessed: it stands in the rows without one. An extent keeps what touches it, by the position "
    "alone, and leaves unplaced features out. What is claimed about a place stands at its point, about "
    "a district on its whole outline: no border of control is drawn. Pipelines and routes run straight "
    "between known points."
)

EMPTY: Mapping[str, str] = {
    "csv": mark("An unknown value is an empty cell."),
    "geojson": mark(
        'An unknown text is "" and an unknown number null, as is the geometry of an unplaced feature.'
    ),
    "gpkg": mark(
        "An unknown value is NULL. from_day, to_day and stale_day are dates, for QGIS's temporal "
        "controller. Each column carries its title and meaning, which QGIS shows. Opened in QGIS, "
        "by the project beside it (.qgs) or by table (styles in layer_styles), it looks like the "
        "map on the day asked for, or on that of its newest record; what does not hold then is "
        "there and not drawn. The project is drawn in the Lambert azimuthal equal-area projection "
        "about 27 N 17 E; names, titles and legend are in the language asked for. At each scale it "
        "draws what the map does, moved aside and named as there. Its ground and the names stand in "
        "a file of their own (_ground.gpkg): no evidence."
    ),
    "xlsx": mark(
        "An unknown value is an empty cell; nothing is a formula. The resolved days are days, as "
        "far as a workbook has them (from 1900). An outline that no cell holds is said to be too "
        "long."
    ),
    "parquet": mark(
        "An unknown value is null. from_day, to_day and stale_day are dates. One file a layer, all "
        "kinds of geometry in it, as WKB."
    ),
    "fgb": mark(
        "An unknown value is null. One file for each layer and kind of geometry; unplaced features "
        "stand in the first of a layer, without geometry."
    ),
}

_POSITIONS: Mapping[str, tuple[Column, ...]] = {
    "csv": COORDINATES, "gpkg": GEOMETRY, "xlsx": IN_SHEETS, "parquet": SHAPE, "fgb": SHAPE,
}  # fmt: skip

CELLS = mark(
    "The .csv files are UTF-8 with a byte-order mark, comma between cells. So that a spreadsheet "
    "never calculates what a source wrote, a text that starts with = + - @ (also full-width or "
    "after blanks), a tab or a line end has an apostrophe (') put before it, and so has such a sign "
    "after a semicolon, tab or line end inside a text. A program that reads the file may take that "
    "apostrophe away; GeoJSON and GeoPackage carry the texts as they are. Numbers are never "
    "changed."
)

LICENCES = (
    mark(
        'Summaries, grades, claims and tables: CC BY 4.0, "Libya map authors". Positions, outlines '
        "and names keep the terms of those who made them, as below; sources and position_source say "
        "which feature rests on which."
    ),
    mark("Natural Earth (public domain). OurAirports (public domain)."),
    mark("Contains data of GeoNames (geonames.org), CC BY 4.0."),
    mark(
        "Global Energy Monitor, Global Oil and Gas Extraction, Oil Infrastructure and Gas "
        "Infrastructure Trackers, November 2024 release, CC BY 4.0."
    ),
    mark(
        "(c) OpenStreetMap contributors, Open Database Licence (ODbL) 1.0: all settlements, the "
        "coast of the districts, and the positions of places and crossings whose summary says so. "
        "What is derived from them stays under the ODbL."
    ),
    mark(
        "International Organization for Migration (IOM), Displacement Tracking Matrix (DTM), Libya, "
        "round 54. IOM does not endorse this product."
    ),
    mark(
        "UN/LOCODE: United Nations Economic Commission for Europe. Codes: ISO 3166. District codes "
        "and areas: OCHA common operational dataset (COD-AB), see its page on the Humanitarian Data "
        "Exchange before passing it on. People of municipalities: OCHA Libya, Population Statistics "
        "(HNO 2021), CC BY 4.0."
    ),
    mark(
        "No text of a source is copied; sources.csv tells where each can be read. In full: "
        "DATA_LICENSE.md of the project."
    ),
)


def describe(extract: Extract) -> str:
    """Return in a few sentences what a file is, for the place where it has no README beside it."""
    scope, lang = extract.scope, extract.scope.lang
    told = [t("True on {days}", lang, days=scope.true_on) if scope.at else t("All times", lang)]
    if scope.known:
        told.append(t("published by {day}", lang, day=scope.known))
    told.append(_recorded(extract, t("as known at this version of the data", lang)))
    sentences = [t(", ", lang).join(told)]
    if scope.bbox:
        sentences.append(t("Extent {extent}", lang, extent=_extent(extract)))
    if scope.filters:
        sentences.append(t("Filters {filters}", lang, filters=FILTERS.write(scope.filters)))
    sentences.append(t("Libya map, data {version}; see README.txt", lang, version=extract.version))
    marking = f"TLP:{extract.marking}. " if extract.marking else ""
    return marking + " ".join(f"{one}." for one in sentences)


def _recorded(extract: Extract, otherwise: str) -> str:
    day = extract.scope.recorded
    return t("as recorded on {day}", extract.scope.lang, day=day) if day else otherwise


def readme(
    extract: Extract, form: str, layers: Mapping[str, Sequence[str]], tables: Mapping[str, Sequence[str]]
) -> str:
    """Return the text of README.txt, in the language asked for.

    Parameters
    ----------
    form : str
        The archive's format, one of `geo.export.FORMATS`.
    layers, tables : mapping of str to sequence of str
        Where in the archive each layer and each cited table stands, in words.
    """
    lang = extract.scope.lang
    facts = _facts(extract)
    width = max(map(len, facts)) + 2
    lines = [t("Libya map: data export", lang).upper(), "", *_wrapped(declared(WHAT, lang)), ""]
    lines += [f"{name:<{width}}{text}" for name, text in facts.items()]
    common = (*COMMON_COLUMNS, *DAYS, *_position(form))
    for title, body in (
        (t("Layers", lang), _layers(extract, layers)),
        (t("What they cite", lang), _tables(extract, tables)),
        (t("Columns of every layer", lang), _columns(common, lang)),
        *(
            (t("Columns of {layer} alone", lang, layer=cut.layer.id), _columns(_own(cut, form), lang))
            for cut in extract.cuts
            if _own(cut, form)
        ),
        *(
            (t("Columns of {layer}", lang, layer=name), _columns(table_columns(name, frame), lang))
            for name, frame in extract.tables.items()
        ),
        (t("Position", lang), _wrapped(declared(POSITIONS, lang))),
        (t("Dates", lang), _paragraphs(DATES, lang)),
        (t("Grades and markings", lang), [*_scales(lang), *_paragraphs(DERIVED, lang)]),
        (
            t("Values in the files", lang),
            [*_wrapped(declared(EMPTY[form], lang)), *_wrapped(declared(CELLS, lang))],
        ),
        (t("Attributions and licences", lang), _paragraphs(LICENCES, lang)),
    ):
        lines += ["", "", title.upper(), "", *body]
    return "\n".join(lines) + "\n"


def _facts(extract: Extract) -> dict[str, str]:
    scope, lang = extract.scope, extract.scope.lang
    features = sum(cut.features for cut in extract.cuts)
    facts = {
        t("Handling", lang): t(
            "TLP:{marking}, the strictest marking of anything in this archive", lang, marking=extract.marking
        )
        if extract.marking
        else t("nothing in this archive is marked, because it holds no rows", lang),
        t("Data version", lang): extract.version,
        t("Newest record", lang): extract.stamp.isoformat() if features else t("none", lang),
        t("True on", lang): scope.true_on if scope.at else t("all times; from_day and to_day say when", lang),
        t("Published by", lang): t("{day}, by the dates of the sources", lang, day=scope.known)
        if scope.known
        else t("any day", lang),
        t("Recorded on", lang): t("{day}, as this data set was on that day", lang, day=scope.recorded)
        if scope.recorded
        else t("as known at this version of the data, without what was retracted", lang),
        t("Extent", lang): t("{extent} (west, south, east, north in degrees)", lang, extent=_extent(extract))
        if scope.bbox
        else t("everything", lang),
        t("Filters", lang): FILTERS.write(scope.filters) or t("none", lang),
        t("Features", lang): t(
            "{features}, of them {unplaced} unplaced, in {layers}",
            lang,
            features=features,
            unplaced=sum(cut.unplaced for cut in extract.cuts),
            layers=tn("{n} layer", "{n} layers", len(extract.cuts), lang),
        ),
    }
    if extract.not_shown:
        facts[t("Not shown", lang)] = tn(
            "{n} row of the data, marked above what may be shown",
            "{n} rows of the data, marked above what may be shown",
            extract.not_shown,
            lang,
        )
    return facts


def _scales(lang: Language) -> list[str]:
    """Return both halves of the Admiralty scale."""
    scales = (
        (mark("reliability, of the source: {grades}."), RELIABILITY),
        (mark("credibility, of the information: {grades}."), CREDIBILITY),
    )
    told = [t("The Admiralty scale, its two halves judged apart.", lang)]
    for text, grades in scales:
        each = [f"{grade} {declared(meant, lang)}" for grade, meant in grades.items()]
        told.append(declared(text, lang).format(grades=t(", ", lang).join(each)))
    return [line for text in told for line in _wrapped(text, "- ", "  ")]


def _layers(extract: Extract, files: Mapping[str, Sequence[str]]) -> list[str]:
    lines, lang = list[str](), extract.scope.lang
    for cut in extract.cuts:
        layer = cut.layer
        count = tn("{n} feature", "{n} features", cut.features, lang)
        told = (
            t("{features}, of them {unplaced} unplaced", lang, features=count, unplaced=cut.unplaced),
            t("highest marking TLP:{marking}", lang, marking=cut.marking)
            if cut.marking
            else t("no marking", lang),
            tn(
                "stale {n} day after the last confirmation",
                "stale {n} days after the last confirmation",
                layer.review_after_days,
                lang,
            ),
        )
        classes = t(", ", lang).join(
            f"{name} = {(lang == 'ar' and one.title_ar) or one.title}" for name, one in layer.classes.items()
        )
        first, second = (layer.title, layer.title_ar)[:: -1 if lang == "ar" and layer.title_ar else 1]
        where = t("; ", lang).join(files[layer.id])
        lines += [
            f"{layer.id}: {_line(first)}" + (f" ({_line(second)})" if second else ""),
            *_wrapped(t("; ", lang).join(told), "  "),
            *_wrapped(t("In {files}", lang, files=where), "  "),
            *_wrapped(t("Left out: {what}", lang, what=_left_out(cut, extract)), "  "),
            *_wrapped(t("Classes: {classes}", lang, classes=classes), "  "),
            *(_wrapped(t("Note: {text}", lang, text=declared(layer.note, lang)), "  ") if layer.note else []),
            "",
        ]
    return lines[:-1]


def _left_out(cut: Cut, extract: Extract) -> str:
    lang = extract.scope.lang
    reasons = (
        (cut.not_true, t("{n} not true on {days}", lang, n=cut.not_true, days=extract.scope.true_on)),
        (cut.filtered, t("{n} not let through by the filters", lang, n=cut.filtered)),
        (cut.outside, t("{n} outside the extent", lang, n=cut.outside)),
        (
            cut.unplaced_out,
            t("{n} unplaced, so neither inside the extent nor outside", lang, n=cut.unplaced_out),
        ),
    )
    return t("; ", lang).join(told for count, told in reasons if count) or t("nothing", lang)


def _tables(extract: Extract, files: Mapping[str, Sequence[str]]) -> list[str]:
    lang = extract.scope.lang
    lines = _wrapped(t("Exactly the rows that the layers, or the other tables here, name by id.", lang))
    for name in CITED:
        rows = tn("{n} row", "{n} rows", len(extract.tables[name]), lang)
        where = t("; ", lang).join(files[name])
        lines += _wrapped(t("{table}: {rows}, in {files}", lang, table=name, rows=rows, files=where), "  ")
        if absent := extract.missing[name]:
            ids = ", ".join(absent)
            lines += _wrapped(t("cited, but not in the table: {ids}", lang, ids=ids), "    ")
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


def _columns(columns: Iterable[Column], lang: Language) -> list[str]:
    lines: list[str] = []
    for column in columns:
        lines += _wrapped(f"{column.name}: {meaning(column, lang)}", "  ", "      ")
    return lines


def _extent(extract: Extract) -> str:
    return ",".join(f"{degrees:.15g}" for degrees in extract.scope.bbox or ())


def _paragraphs(texts: Iterable[str], lang: Language) -> list[str]:
    return [line for text in texts for line in _wrapped(declared(text, lang), "- ", "  ")]


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
