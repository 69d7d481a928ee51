"""Positions in any notation: read, and written with no more than is known."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from geo.gazetteer import notations, read_position, why_none

TRIPOLI = (32.8872, 13.1913)


@pytest.mark.parametrize(
    "text",
    [
        "32.8872, 13.1913",
        "32.8872 13.1913",
        "32.8872;13.1913",
        "+32.8872,+13.1913",
        "32,8872 13,1913",
        "(32.8872, 13.1913)",
        "[32.8872, 13.1913]",
        "geo:32.8872,13.1913",
        "lat 32.8872 lon 13.1913",
        "lat=32.8872&lon=13.1913",
        "32.8872° N, 13.1913° E",
        "32.8872N 13.1913E",
        "N32.8872 E13.1913",
        "n 32.8872 e 13.1913",
        "13.1913 E, 32.8872 N",
        "E13.1913 N32.8872",
        "32°53'13.92\"N 13°11'28.68\"E",
        "32º53\u203213.92\u2033N, 13º11\u203228.68\u2033E",
        "32° 53' 13.92\" N 13° 11' 28.68\" E",
        "32 53 13.92 N 13 11 28.68 E",
        "32°53'13.92\", 13°11'28.68\"",
        "N 32° 53.232' E 013° 11.478'",
        "32°53.232'N 13°11.478'E",
        "325313.92N 0131128.68E",
        "3253.232N 01311.478E",
        "\u0663\u0662\u066b\u0668\u0668\u0667\u0662\u060c \u0661\u0663\u066b\u0661\u0669\u0661\u0663",
        "32.8872 شمالا 13.1913 شرقا",
        "\u202a32.8872,\u200f 13.1913\u202c",
        "32.88720000000001, 13.19130000000002",
        "32:53:13.92N, 13:11:28.68E",
        "N32:53:13.92 E13:11:28.68",
        "32d53m13.92sN 13d11m28.68sE",
        "32 deg 53 min 13.92 sec N, 13 degrees 11 minutes 28.68 seconds E",
        "32.8872d N 13.1913d E",
        "POINT (13.1913 32.8872)",
        "SRID=4326;POINT Z(13.1913 32.8872 0)",
    ],
)
def test_notations_of_one_place_agree(text: str) -> None:
    position = read_position(text)
    assert position == pytest.approx(TRIPOLI, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "lat", "lon", "within"),
    [
        # The origin of zone 31, Tripoli, and two examples from the literature: Honolulu, Washington.
        ("31N AA 66021 00000", 0.0, 0.0, 2e-5),
        ("33S US 30812 40232", 32.8872, 13.1913, 1e-5),
        ("33SUS3081240232", 32.8872, 13.1913, 1e-5),
        ("33 S US 3081 4023", 32.8872, 13.1913, 1e-4),
        ("mgrs: 33sus 30812 40232", 32.8872, 13.1913, 1e-5),
        ("4QFJ 12345 67890", 21.4097, -157.9161, 1e-3),
        ("18S UJ 23480 06470", 38.8895, -77.0353, 1e-3),
        # UTM: a band, which of the halves of the Earth, and with all that people write beside.
        ("33S 330812 3640232", 32.8872, 13.1913, 1e-5),
        ("33N 330812 3640232", 32.8872, 13.1913, 1e-5),
        ("UTM zone 33 N, 330812.4mE, 3640232.4mN", 32.8872, 13.1913, 2e-5),
        ("330812 3640232 33S", 32.8872, 13.1913, 1e-5),
        ("33S 330896 6359900", -32.886, 13.1922, 1e-4),
    ],
)
def test_grid_references(text: str, lat: float, lon: float, within: float) -> None:
    assert read_position(text) == pytest.approx((lat, lon), abs=within)


def test_signs_and_letters_south_and_west() -> None:
    assert read_position("-33.9, 18.4") == read_position("33.9 S, 18.4 E") == (-33.9, 18.4)
    assert read_position("40.7, -74.0") == read_position("40.7N 74.0W") == (40.7, -74.0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "32.8872",
        "91, 13",
        "32.9, 181",
        "32.9N 200E",
        "32.9 N 13.2 N",
        "N N 3 4",
        "32°60'N 13°00'E",
        "32°00'60\"N 13°00'E",
        "32.5°30'N 13°E",
        "-32.9 S, 13.2 E",
        "32.9, 13.2, 5",
        "1, 2, 3",
        "5+5",
        "444",
        "106 166",
        "Brigade 444, 55",
        "33S US 30812 4023",
        "33S US 3",
        "33S IO 1234 1234",
        "61S US 1234 1234",
        "33S XX 1234 1234",
        "00S US 1234 1234",
        "33I US 1234 1234",
        "33T 330812 3640232",
        "61S 330812 3640232",
        "33S 3308120 3640232",
        "POINT (13.1913)",
        "POINT (13.1913 132.8872)",
        "12:30",
        "1e1, 1e1",
        "٣٢",
        "²², ³³",
    ],
)
def test_what_is_no_position_is_none(text: str) -> None:
    assert read_position(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("95.1, 13.2", "No latitude is 95.1"),
        ("13.2E 95:06N", "No latitude is 95.1"),
        ("32.9, 181", "No longitude is 181"),
        ("32.9, 13.2", None),
        ("106 Brigade", None),
    ],
)
def test_why_what_is_written_as_a_position_is_none(text: str, why: str | None) -> None:
    said = why_none(text)
    assert said is None if why is None else said is not None and said.startswith(why)


def grid() -> Iterator[tuple[float, float]]:
    dice = random.Random(33)  # noqa: S311 - a repeatable test, no secret
    yield from [
        (0.0, 0.0),
        (-0.0, -179.99999),
        (59.99999, 12.0),
        (-33.9, 18.4),
        (32.0, 12.0),
        (26.999999, 18.0),
    ]
    for _ in range(300):
        yield round(dice.uniform(18.5, 35), 6), round(dice.uniform(8, 27), 6)


def test_what_is_written_is_read_again() -> None:
    for lat, lon in grid():
        for name, text in notations(lat, lon).items():
            read = read_position(text)
            assert read == pytest.approx((lat, lon), abs=2e-5), (name, text)


def test_notations_carry_no_more_than_is_known() -> None:
    assert notations(*TRIPOLI) == {
        "decimal": "32.88720, 13.19130",
        "dms": "32°53'13.9\"N 13°11'28.7\"E",
        "mgrs": "33S US 30812 40232",
    }
    assert notations(*TRIPOLI, precision_m=100)["mgrs"] == "33S US 308 402"
    assert notations(*TRIPOLI, precision_m=3_000) == {
        "decimal": "32.89, 13.19",
        "dms": "32°53'N 13°11'E",
        "mgrs": "33S US 3 4",
    }
    assert notations(*TRIPOLI, precision_m=1e9)["mgrs"] == "33S US 3 4"
    assert notations(32.999999, -13.999999)["dms"] == "33°00'00.0\"N 14°00'00.0\"W"
    assert notations(89, 0)["mgrs"] == ""
    for bad in ((91, 0), (0, 181), (float("nan"), 0)):
        with pytest.raises(ValueError, match="no position"):
            notations(*bad)
