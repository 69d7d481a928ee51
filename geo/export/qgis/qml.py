"""The looks of a table -> a style of QGIS: a rule for each, which names the features that have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.export.qgis.looks import Styled
from geo.export.qgis.plane import POINTS, scale_of
from geo.export.qgis.symbols import driven, name_symbol, symbol
from geo.model import IMPORTANCE, Language
from geo.scene import style
from geo.scene.rules.zooming import least_drawn

VERSION = "3.22.0"
_NAMED = 9.0
"""Points of the names."""
_CLOSE = 3_000_000
"""Scale from which points have their names."""


TREE = "libya_map_"
"""How the ids of the layers of a project begin; QGIS gives another to what has ten letters or fewer."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How features are named.

    Attributes
    ----------
    over : bool
        Whether names stand over the features, at every scale; else beside them, from near.
    field : str
        What is written, as an expression of QGIS.
    placed : bool
        Whether each stands where its row says.
    """

    over: bool
    field: str
    placed: bool = False


def name_in(lang: Language) -> str:
    """Return the name of a feature in a language as an expression of QGIS; a missing one is the other."""
    if lang == "en+ar":
        named = 'array_distinct(array("name_en", "name_ar"))'
        return f"array_to_string(array_filter({named}, @element <> ''), '\\n')"
    first, other = ("name_ar", "name_en") if lang == "ar" else ("name_en", "name_ar")
    return f"""coalesce(nullif("{first}", ''), "{other}")"""


def renderer(looks: Sequence[Styled]) -> Element:
    """Return the rules and their symbols; what no rule names is not drawn."""
    # Lines to chips lie below all chips.
    made, rules, symbols = _rules(levels=any(one.aside and one.look.letters for one in looks))
    for number, one in enumerate(looks):
        ids = ",".join(f"'{_quoted(name)}'" for name in one.ids)
        _rule(rules, number, one.title, f'"id" IN ({ids}){_important(one.ratings)}')
        symbol(symbols, str(number), one)
    return made


def _rules(*, levels: bool) -> tuple[Element, Element, Element]:
    made = Element(
        "renderer-v2", type="RuleRenderer", symbollevels=f"{int(levels)}", enableorderby="0", forceraster="0"
    )
    return made, SubElement(made, "rules", key="libya"), SubElement(made, "symbols")


def _rule(rules: Element, number: int, label: str, told: str) -> None:
    SubElement(rules, "rule", key=f"libya-{number}", symbol=str(number), label=label, filter=told)


def _important(ratings: Sequence[int]) -> str:
    """Return what of a layer with such ratings is drawn at a scale, by the rule of the map."""
    if not ratings:
        return ""
    levels = style().zoom.importance
    least = [least_drawn(ratings, level, levels) for level in levels]
    cases = " ".join(
        f"WHEN @map_scale > {scale_of(end)} THEN {one}"
        for one, end in zip(least[:-1], levels[1:], strict=True)
    )
    return f' AND coalesce("{IMPORTANCE}", 0) <= CASE {cases} ELSE {least[-1]} END'


def names_renderer(title: str) -> Element:
    """Return how the dots of and the lines to names are drawn: those of the map's scale and layers."""
    made, rules, symbols = _rules(levels=False)
    here = '@map_scale > "smallest" AND @map_scale <= "largest"'
    shown = f"""coalesce("of", '') = '' OR array_contains(@map_layer_ids, '{TREE}' || "of")"""
    _rule(rules, 0, title, f"{here} AND ({shown})")
    name_symbol(symbols, "0")
    return made


def labeling(writing: Writing, *, clear: bool) -> Element:
    """Return how features are named: with a halo; with `clear` beside their symbols, no name over these."""
    ground = style().ground
    made = Element("labeling", type="simple")
    settings = SubElement(made, "settings", calloutType="simple")
    text = SubElement(
        settings, "text-style", fieldName=writing.field, isExpression="1", fontFamily="Noto Sans",
        fontSize=f"{_NAMED:g}", fontSizeUnit="Point", textColor=_rgb(ground.label), textOpacity="1",
        fontWeight="50",
    )  # fmt: skip
    SubElement(
        text, "text-buffer", bufferDraw="1", bufferSize=f"{style().label.halo_width * POINTS / 2:g}",
        bufferSizeUnits="Point", bufferColor=_rgb(ground.halo), bufferOpacity="1", bufferNoFill="1",
    )  # fmt: skip
    SubElement(settings, "text-format", multilineAlign="1")
    near = not (writing.over or writing.placed)
    SubElement(
        settings, "placement", placement="6" if near else "1", dist="1", distUnits="MM", priority="5",
        offsetType=f"{int(clear)}", offsetUnits="Point",
    )  # fmt: skip
    SubElement(
        settings, "rendering", drawLabels="1", scaleVisibility=f"{int(near)}", scaleMax=str(_CLOSE),
        scaleMin="0", obstacle=f"{int(not writing.placed)}", obstacleFactor="2" if clear else "1",
    )  # fmt: skip
    if writing.placed:
        counted = "\"kind\" = 'count'"
        SubElement(
            text, "background", shapeDraw="1", shapeType="3", shapeSizeType="0", shapeSizeX="1",
            shapeSizeY="0", shapeSizeUnit="Point", shapeFillColor=_rgb(ground.halo),
            shapeBorderColor=_rgb(ground.label), shapeBorderWidth=f"{POINTS:g}",
            shapeBorderWidthUnit="Point", shapeOpacity="1",
        )  # fmt: skip
        told = {
            "Size": '"size"', "Bold": '"bold"', "Color": '"colour"', "OffsetQuad": '"quadrant"',
            "OffsetXY": '"right" || \',\' || "down"', "Priority": '"priority"',
            "ShapeDraw": counted, "AlwaysShow": counted, "BufferDraw": f"NOT ({counted})",
        }  # fmt: skip
        driven(settings, told, "dd_properties")
    return made


def styling(parent: Element, looks: Sequence[Styled] | str, writing: Writing | None, *, named: bool) -> None:
    """Add how a table is drawn and named; a text for looks is the title of a table of names."""
    parent.set("labelsEnabled", f"{int(bool(writing and named))}")
    parent.append(names_renderer(looks) if isinstance(looks, str) else renderer(looks))
    if writing:
        # A chip is read like a name.
        clear = not isinstance(looks, str) and any(one.look.letters for one in looks)
        parent.append(labeling(writing, clear=clear))


def qml(looks: Sequence[Styled], writing: Writing | None) -> str:
    """Return the style as the text of a QML file, which `layer_styles` of a GeoPackage holds."""
    root = Element("qgis", version=VERSION, styleCategories="Symbology|Labeling")
    styling(root, looks, writing, named=True)
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{tostring(root, encoding='unicode')}"


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _rgb(colour: str) -> str:
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"
