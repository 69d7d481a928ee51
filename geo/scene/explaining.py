"""What explains the drawn features: their legend, their sources, their lowest grades."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from geo.model import GROUPS, OWN_GROUP, Language, Layer, LayerClass
from geo.scene.counted import looks_of
from geo.scene.layers import Feature, SceneLayer
from geo.scene.rules.drawing import Kind
from geo.scene.rules.legend import LegendClass, LegendGroup, LegendItem, LegendLayer, legend
from geo.words.names import Name

_ARABIC_COMMA = "، "


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source that some features cite; `features` of them do. `date` may be partial or ""."""

    id: str
    publisher: str
    title: str
    date: str
    features: int


def legend_of(layers: Iterable[SceneLayer], lang: Language, *, faces: bool = False) -> list[LegendGroup]:
    """Return the legend of the placed features of some layers (lowest first), in the order of the panel.

    With `faces`, chips are explained as a reader wants them: whose they are, and what, each apart.
    """
    return legend(
        (
            LegendLayer(
                one.layer.id,
                one.name.text(lang),
                tuple(legend_classes(one.layer, lang)),
                tuple(_all_items(one, faces=faces)),
                {key: name.text(lang) for key, name in one.sides.items()},
            )
            for one in sorted(layers, key=place_in_legend)
        ),
        comma=_ARABIC_COMMA if lang == "ar" else ", ",
    )


def _all_items(one: SceneLayer, *, faces: bool) -> Iterator[LegendItem]:
    if one.counts is None:
        for own in one.placed:
            yield from _items(one.layer, own, faces=faces)
        return
    for name, look in looks_of(one.layer, one.counts).items():
        yield LegendItem(name, look, "current")


def _items(layer: Layer, own: Feature, *, faces: bool) -> Iterator[LegendItem]:
    class_ = legend_class(layer.classes[own.class_], own.look.kind)
    if not (faces and own.look.letters):
        yield LegendItem(class_, own.look, own.state, own.sides)
        return
    whose, what = own.look.faces
    yield LegendItem("", whose, own.state, own.sides)
    yield LegendItem(class_, what, own.state)


def place_in_legend(one: SceneLayer) -> tuple[int, int]:
    """Return where a layer stands: as in the panel, what is asked above all."""
    groups = (*GROUPS, OWN_GROUP)
    return (groups.index(one.layer.group) if one.layer.group in groups else -1), one.layer.rank


def legend_classes(layer: Layer, lang: Language) -> Iterator[LegendClass]:
    """Yield the classes as the legend names them, then again those whose areas have a title of their own."""
    for declared in layer.classes.values():
        yield LegendClass(declared.name, Name(declared.title, declared.title_ar).text(lang))
    for declared in layer.classes.values():
        if declared.title_area:
            title = Name(declared.title_area, declared.title_area_ar).text(lang)
            yield LegendClass(legend_class(declared, "area"), title)


def legend_class(declared: LayerClass, kind: Kind) -> str:
    """Return the name under which the legend knows a class: areas apart where they have their own title."""
    return f"{declared.name}/area" if kind == "area" and declared.title_area else declared.name


def sources_of(features: Iterable[Feature], cited: Mapping[str, Mapping[str, str]]) -> tuple[SourceLine, ...]:
    """Return the sources that features cite: those most cited first, then by publisher and date.

    One that the table does not hold is named by its id, not dropped.
    """
    counts = Counter(source for feature in features for source in feature.sources)
    unknown = {"title": "", "date": ""}
    lines = [
        SourceLine(id=name, features=count, **cited.get(name, {"publisher": name, **unknown}))
        for name, count in counts.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.features, line.publisher, line.date, line.id)))


def lowest_grades(layers: Iterable[SceneLayer]) -> tuple[str, str]:
    """Return the lowest reliability ("A"-"F") and credibility ("1"-"6") of what is drawn; "" of nothing.

    That a town has no claim is no claim: it has no grade that says how well the rest is known.
    """
    grades = [
        (feature.reliability, feature.credibility)
        for one in layers
        for feature in one.placed
        if feature.class_ not in one.layer.ageless
    ]
    return max((one for one, _ in grades), default=""), max((one for _, one in grades), default="")
