"""The looks of a table -> a style of QGIS: a rule for each, which names the features that have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.export.qgis.looks import Styled
from geo.export.qgis.symbols import driven, symbol
from geo.model import Language
from geo.scene import style

VERSION = "3.22.0"
_NAMED = 9.0
"""Points of the names."""
_CLOSE = 3_000_000
"""Scale from which points have their names."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How features are named.

    Attributes
    ----------
    over : bool
        Whether names stand over the features, at every scale; else beside them, from near.
    field : str
        What is written, as an expression of QGIS.
    colour : str
        "" = that of the field `colour` of each.
    """

    over: bool
    field: str
    colour: str = ""
    bold: bool = False


def name_in(lang: Language) -> str:
    """Return the name of a feature in a language as an expression of QGIS; a missing one is the other."""
    if lang == "en+ar":
        named = 'array_distinct(array("name_en", "name_ar"))'
        return f"array_to_string(array_filter({named}, @element <> ''), '\\n')"
    first, other = ("name_ar", "name_en") if lang == "ar" else ("name_en", "name_ar")
    return f"""coalesce(nullif("{first}", ''), "{other}")"""


def renderer(looks: Sequence[Styled] | None) -> Element:
    """Return the rules and their symbols; what no rule names is not drawn. None = only names are."""
    if looks is None:
        return Element("renderer-v2", type="nullSymbol")
    made = Element(
        "renderer-v2",
        type="RuleRenderer",
        # Lines to chips lie below all chips.
        symbollevels=f"{int(any(one.aside for one in looks))}",
        enableorderby="0",
        forceraster="0",
    )
    rules, symbols = SubElement(made, "rules", key="libya"), SubElement(made, "symbols")
    for number, one in enumerate(looks):
        ids = ",".join(f"'{_quoted(name)}'" for name in one.ids)
        SubElement(
            rules,
            "rule",
            key=f"libya-{number}",
            symbol=str(number),
            label=one.title,
            filter=f'"id" IN ({ids})',
        )
        symbol(symbols, str(number), one)
    return made


def labeling(writing: Writing, *, clear: bool) -> Element:
    """Return how features are named: with a halo; with `clear` beside their symbols, no name over these."""
    ground = style().ground
    made = Element("labeling", type="simple")
    settings = SubElement(made, "settings", calloutType="simple")
    text = SubElement(
        settings, "text-style", fieldName=writing.field, isExpression="1", fontFamily="Noto Sans",
        fontSize=f"{_NAMED:g}", fontSizeUnit="Point", textColor=_rgb(writing.colour or ground.label),
        textOpacity="1", fontWeight="75" if writing.bold else "50",
    )  # fmt: skip
    SubElement(
        text, "text-buffer", bufferDraw="1", bufferSize="0.5", bufferSizeUnits="MM",
        bufferColor=_rgb(ground.halo), bufferOpacity="1", bufferNoFill="1",
    )  # fmt: skip
    SubElement(
        settings, "placement", placement="1" if writing.over else "6", dist="1", distUnits="MM", priority="5",
        offsetType=f"{int(clear)}",
    )  # fmt: skip
    SubElement(
        settings, "rendering", drawLabels="1", scaleVisibility="0" if writing.over else "1",
        scaleMax=str(_CLOSE), scaleMin="0", obstacle="1", obstacleFactor="2" if clear else "1",
    )  # fmt: skip
    if not writing.colour:
        driven(SubElement(settings, "dd_properties"), "Color", "field", "colour")
    return made


def styling(parent: Element, looks: Sequence[Styled] | None, writing: Writing | None) -> None:
    """Add how a table is drawn and named; None = it is not named."""
    parent.set("labelsEnabled", "1" if writing else "0")
    parent.append(renderer(looks))
    if writing:
        # A chip is read like a name.
        parent.append(labeling(writing, clear=any(one.look.letters for one in looks or ())))


def qml(looks: Sequence[Styled] | None, writing: Writing | None) -> str:
    """Return the style as the text of a QML file, which `layer_styles` of a GeoPackage holds."""
    root = Element("qgis", version=VERSION, styleCategories="Symbology|Labeling")
    styling(root, looks, writing)
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{tostring(root, encoding='unicode')}"


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _rgb(colour: str) -> str:
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"
