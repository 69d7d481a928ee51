"""The style: every value is read, colours can be told apart and read, sides look alike in rank."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from geo.access import everybody
from geo.errors import InvalidDeclaration
from geo.evidence import Evidence, current
from geo.model import PALETTE
from geo.scene import dressed, look_document, side_key, style, symbols
from geo.scene.look.style import HERE, country_of, read_style
from geo.scene.look.tables import Style
from geo.settings import REPOSITORY, Settings
from geo.words.names import SIDES, UNSAID, Names

TEXT, GRAPHIC = 4.5, 3.0
"""Least contrast of text and of graphics (WCAG 2.2, 1.4.3 and 1.4.11)."""
LOOK = (HERE / "look.toml").read_text("utf-8")


@pytest.fixture(scope="module")
def shipped() -> Evidence:
    return current(Settings(root=REPOSITORY), everybody(Settings(root=REPOSITORY)))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two "#RRGGBB" colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("halo_width = 2.5", "halo_width = 2.5\nhalo = 1", "nothing reads 'halo'; remove it"),
        ("[label]", "[labels]", "nothing reads 'labels'"),
        ("halo_width = 2.5", "", "'halo_width' is missing; add it"),
        ("halo_width = 2.5", 'halo_width = "2"', "halo_width: '2' cannot be used"),
        ("dotted = false", "dotted = 0", "dotted: 0 cannot be used"),
    ],
)
def test_a_value_that_nothing_reads_is_an_error(old: str, new: str, said: str) -> None:
    with pytest.raises(InvalidDeclaration, match=re.escape(said)):
        read_style(LOOK.replace(old, new, 1))


def names(kind: Any) -> set[str]:
    """Return the names of all fields of a dataclass and of those in it."""
    found = set()
    hints = get_type_hints(kind)
    for one in fields(kind):
        inner = next(
            (part for part in (hints[one.name], *get_args(hints[one.name])) if is_dataclass(part)), None
        )
        found |= {one.name} | (names(inner) if inner else set())
    return found


def test_every_value_is_read_by_a_painter_or_a_rule() -> None:
    files = [path for path in Path(HERE.parent).rglob("*") if path.suffix in (".py", ".js")]
    read = "\n".join(path.read_text("utf-8") for path in files)
    unread = {name for name in names(Style) if not re.search(rf"\.{name}\b", read)}
    # The browser's ground for the dark and the type of a place's rank are picked by their names alone.
    assert unread <= {"ground_dark", "place1", "place2", "place3"}


def test_palette_and_sides_know_each_other(shipped: Evidence) -> None:
    assert set(style().palette) == {*PALETTE, "other", UNSAID}
    assert {*style().side.values(), UNSAID} == set(SIDES)
    assert set(SIDES) <= set(style().palette)
    assert set(shipped.tables["actors"]["side"]) <= set(style().side)
    assert side_key("no such side") == "other"
    assert side_key("gnu") == "tripoli"
    assert set(look_document()["symbols"]["symbols"]) == set(symbols().symbols)


def test_contrast_is_measured_as_published() -> None:
    assert contrast("#000000", "#FFFFFF") == contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("key", style().palette)
def test_colours_can_be_read(key: str) -> None:
    colours, ground = style().palette[key], style().ground
    for below in ("land", "sea", "neighbours"):
        assert contrast(colours.edge, getattr(ground, below)) >= TEXT, below
    assert contrast(colours.ink, colours.colour) >= GRAPHIC


@pytest.mark.parametrize("ground", [style().ground, style().ground_dark], ids=["light", "dark"])
@pytest.mark.parametrize("below", ["land", "sea", "neighbours", "halo"])
def test_labels_can_be_read_by_day_and_night(ground: Any, below: str) -> None:
    assert contrast(ground.label, getattr(ground, below)) >= TEXT


def test_no_side_of_the_conflict_looks_different_from_the_others() -> None:
    sides = ("tripoli", "east", "city_states", "settlement")
    assert {style().palette[side].ink for side in sides} == {"#FFFFFF"}


def mixed(colour: str, paper: str, share: float) -> str:
    """Return a colour laid over another so thickly."""
    pairs = ((int(colour[at : at + 2], 16), int(paper[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(over * share + below * (1 - share)):02X}" for over, below in pairs)


def test_chips_have_letters_that_can_be_read_and_tell_countries_apart(shipped: Evidence) -> None:
    chip, letters = style().chip, set()
    for name in ("foreign", "interests"):
        layer = shipped.catalog[name]
        names = Names.of(shipped)
        worn = dressed(layer, shipped.layer(name), names.side_of)
        whose = [look for look in worn.faces if look.letters]
        letters |= {look.letters for look in whose}
        assert {look.fill for look in whose if look.letters == "LY"} <= {
            style().palette[side].written for side in ("tripoli", "east", "city_states", "settlement")
        }
        for look in whose:
            assert contrast(look.ink, look.fill) >= TEXT, look
            assert contrast(look.fill, mixed(look.fill, chip.paper, chip.stale_tint)) >= TEXT, look
    assert "?" not in letters, "an outside actor has no country in look.toml"
    assert letters >= {"RU", "TR", "AE", "IT", "US", "UK", "FR", "EG", "SD", "UN", "LY"}


def test_what_the_rapid_support_forces_have_is_not_said_to_be_of_sudan() -> None:
    assert country_of("rsf") != country_of("sudan") != ""
    assert "RSF" in style().country[country_of("rsf")].title
