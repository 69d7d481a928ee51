"""The looks of a table -> a style of QGIS: a rule for each, which names the features that have it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.export.qgis.looks import Styled
from geo.export.qgis.symbols import symbol
from geo.scene import style

VERSION = "3.22.0"
_NAMED = 9.0
"""Points of the names."""
_CLOSE = 3_000_000
"""Scale from which points have their names."""


def renderer(looks: Sequence[Styled]) -> Element:
    """Return the rules and their symbols; what no rule names is not drawn."""
    made = Element("renderer-v2", type="RuleRenderer", symbollevels="0", enableorderby="0", forceraster="0")
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


def labeling(looks: Sequence[Styled]) -> Element:
    """Return how features are named: points and lines by their English name, with a halo."""
    ground = style().ground
    made = Element("labeling", type="simple")
    settings = SubElement(made, "settings", calloutType="simple")
    text = SubElement(
        settings, "text-style", fieldName="name_en", isExpression="0", fontFamily="Noto Sans",
        fontSize=f"{_NAMED:g}", fontSizeUnit="Point", textColor=_rgb(ground.label), textOpacity="1",
    )  # fmt: skip
    SubElement(
        text, "text-buffer", bufferDraw="1", bufferSize="0.5", bufferSizeUnits="MM",
        bufferColor=_rgb(ground.halo), bufferOpacity="1", bufferNoFill="1",
    )  # fmt: skip
    areas = any(one.look.kind == "area" for one in looks)
    SubElement(settings, "placement", placement="1" if areas else "6", dist="1", distUnits="MM", priority="5")
    SubElement(
        settings, "rendering", drawLabels="1", scaleVisibility="0" if areas else "1", scaleMax=str(_CLOSE),
        scaleMin="0", obstacle="1",
    )  # fmt: skip
    return made


def qml(looks: Sequence[Styled]) -> str:
    """Return the style as the text of a QML file, which `layer_styles` of a GeoPackage holds."""
    root = Element("qgis", version=VERSION, styleCategories="Symbology|Labeling", labelsEnabled="1")
    root.append(renderer(looks))
    root.append(labeling(looks))
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{tostring(root, encoding='unicode')}"


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _rgb(colour: str) -> str:
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"
