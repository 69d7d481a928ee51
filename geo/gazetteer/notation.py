"""Positions as people write them, in WGS 84: degrees, also with minutes and seconds, MGRS, UTM, WKT."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache

import pyproj
from mgrs import MGRS
from mgrs.core import MGRSError

from geo.gazetteer.entries import LONGEST_QUERY
from geo.gazetteer.spelling import TABLES, clean
from geo.language.worded import Worded, worded

_MGRS = MGRS()
_GRID = re.compile(r"(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z][A-HJ-NP-V])((?:\d\d){1,5})", re.ASCII)
_GRID_NOISE = re.compile(r"^MGRS:?|\s")
_EAST_AND_NORTH = re.compile(r"(\d+) (\d+)$", re.ASCII)
_UTM_SOUTH, _UTM_NORTH = -80.0, 84.0
_ZONE = r"(?:ZONE )?(?P<zone>\d{1,2}) ?(?P<band>[C-HJ-NP-X])"
_METRES = r"(?P<east>0?\d{6}(?:\.\d{1,9})?) ?M? ?E?[ ,;]+(?P<north>\d{1,7}(?:\.\d{1,9})?) ?M? ?N?"
_UTM = [
    re.compile(f"(?:UTM:? ?)?{first}[ ,;]+{last}", re.ASCII)
    for first, last in ((_ZONE, _METRES), (_METRES, _ZONE))
]

_SIGNS = str.maketrans(TABLES["signs"])
_DIRECTIONS: dict[str, str] = TABLES["directions"]
_DIRECTION = re.compile("|".join(_DIRECTIONS))
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
"""Letters of the bands of 8 degrees from 80 south on; the last one is longer."""
_LAST_ZONE = 60

_NUMBER = r"([+-]?\d{1,3}(?:\.\d{1,20})?)"
_WKT = re.compile(rf"(?:srid=4326;)? ?point ?z?m? ?\( ?{_NUMBER} {_NUMBER}(?: {_NUMBER})* ?\)", re.ASCII)
_IN_LETTERS = re.compile(
    r"(\d) ?d(?:eg(?:rees?)?)?\.? ?(?:(\d[\d.]*) ?m(?:in(?:utes?)?)?\.? ?)?"
    r"(?:(\d[\d.]*) ?s(?:ec(?:onds?)?)?\.? ?)?",
    re.ASCII,
)
_LABEL = re.compile(r"\b(?:geo|latitude|longitude|lat|long|lon|lng)\b\.?[:=]?|[()\[\]{}&]")
_COMMA_DECIMALS = re.compile(r"([+-]?\d{1,2}),(\d{2,9})[\s;]+([+-]?\d{1,3}),(\d{2,9})", re.ASCII)
_PART = re.compile(
    r"(?P<number>[+-]?\d{1,12}(?:\.\d{1,20})?)|(?P<letter>[nsew])|(?P<comma>[,;])|[°'\":\s]", re.ASCII
)

_PAIR = 2
_MOST_NUMBERS = 3
_PACKED_MINUTES, _PACKED_SECONDS = (4, 5), (6, 7)
_MINUTES, _SECONDS = 60, 3600
_LAT_LIMIT, _LON_LIMIT = 90.0, 180.0
_METRES_A_DEGREE, _METRES_A_MINUTE, _METRES_A_SECOND = 111_320.0, 1_800.0, 30.0
_MOST_PLACES = 5

Parts = list[tuple[str, str]]
"""Numbers, letters and commas in their order: what it is, as it is written."""


def read_position(text: str) -> tuple[float, float] | None:
    """Return the position that a text is, as latitude and longitude in degrees; None when it is none.

    Latitude comes first unless letters say otherwise. An MGRS reference stands for the middle of its square.

    Examples
    --------
    >>> read_position("32.8872, 13.1913")
    (32.8872, 13.1913)
    >>> read_position("E 13° 11.478' N 32° 53.232'")
    (32.8872, 13.1913)
    >>> read_position("95.1, 13.2") is None, read_position("444 Brigade") is None
    (True, True)
    """
    plain = _plain(text)
    found = _utm_position(plain.upper()) or _grid_position(plain.upper()) or _angles_position(plain)
    return found if found and not _off_earth(found) else None


def why_none(text: str) -> Worded | None:
    """Return why a text that is written as a position is none, such as a latitude that does not exist.

    Examples
    --------
    >>> why_none("95.1, 13.2")
    'No latitude is 95.1: latitudes are from -90 to 90, and stand first.'
    >>> why_none("444 Brigade") is None, why_none("32.9, 13.2") is None
    (True, True)
    """
    found = _angles_position(_plain(text))
    return _off_earth(found) if found else None


def _off_earth(position: tuple[float, float]) -> Worded | None:
    lat, lon = position
    if abs(lat) > _LAT_LIMIT:
        return worded("No latitude is {n}: latitudes are from -90 to 90, and stand first.", n=f"{lat:.9g}")
    if abs(lon) > _LON_LIMIT:
        return worded("No longitude is {n}: longitudes are from -180 to 180.", n=f"{lon:.9g}")
    return None


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFC", clean(text, LONGEST_QUERY)).casefold().translate(_SIGNS)
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in plain)


def _utm_position(text: str) -> tuple[float, float] | None:
    """Return the position of metres in a zone.

    The letter behind the zone is a band, as on maps, or says which half of the Earth: a band that the metres
    north do not reach, such as the N of "33N 330812 3640232", can only be the half.
    """
    found = next((one for form in _UTM if (one := form.fullmatch(text))), None)
    zone = int(found["zone"]) if found else 0
    if found is None or not 1 <= zone <= _LAST_ZONE:
        return None
    for half in "NS":
        lon, lat = _utm_zone(zone, half).transform(float(found["east"]), float(found["north"]))
        band = _BANDS[min(int((lat - _UTM_SOUTH) / 8), len(_BANDS) - 1)] if _on_grid(lat) else None
        if band and found["band"] in (band, half):
            return lat, lon
    return None


@cache
def _utm_zone(zone: int, half: str) -> pyproj.Transformer:
    code = (32600 if half == "N" else 32700) + zone
    return pyproj.Transformer.from_crs(f"EPSG:{code}", "OGC:CRS84", always_xy=True)


def _on_grid(lat: float) -> bool:
    return _UTM_SOUTH <= lat < _UTM_NORTH


def _grid_position(text: str) -> tuple[float, float] | None:
    halves = _EAST_AND_NORTH.search(text)
    found = _GRID.fullmatch(_GRID_NOISE.sub("", text))
    if not found or (halves and len(halves[1]) != len(halves[2])):
        return None
    zone, band, square, digits = found.groups()
    try:
        lat, lon = _MGRS.toLatLon(f"{int(zone):02d}{band}{square}{digits}")
    except MGRSError:
        return None
    return float(lat), float(lon)


def _angles_position(text: str) -> tuple[float, float] | None:
    point = _WKT.fullmatch(text)
    if point:
        return float(point[2]), float(point[1])
    text = _LABEL.sub(" ", _DIRECTION.sub(lambda word: _DIRECTIONS[word[0]], text)).strip()
    text = _IN_LETTERS.sub(_in_signs, text)
    comma_decimals = _COMMA_DECIMALS.fullmatch(text)
    if comma_decimals:
        text = "{}.{} {}.{}".format(*comma_decimals.groups())
    parts = _parts(text)
    letters = [written for kind, written in parts if kind == "letter"]
    halves = (
        _halves_by_letter(parts) if letters else _halves(parts, marked="°" in text or text.count(":") > 1)
    )
    if halves is None:
        return None
    first, second = (_degrees(half, bool(letters)) for half in halves)
    if first is None or second is None:
        return None
    if letters:
        first, second = first * _sign(letters[0]), second * _sign(letters[1])
    if letters and letters[0] in "ew":
        first, second = second, first
    return round(first, 9), round(second, 9)


def _in_signs(found: re.Match[str]) -> str:
    """Return an angle as 32d53m14s with the signs of degrees, minutes and seconds."""
    degrees, minutes, seconds = found.groups()
    return f"{degrees}°" + (f"{minutes}'" if minutes else "") + (f'{seconds}"' if seconds else "")


def _sign(letter: str) -> int:
    return -1 if letter in "sw" else 1


def _parts(text: str) -> Parts:
    """Return the parts of a text; none when it holds anything else, or two numbers without a gap."""
    parts: Parts = []
    at, gap = 0, True
    while at < len(text):
        found = _PART.match(text, at)
        if not found or (found.lastgroup == "number" and not gap):
            return []
        if found.lastgroup:
            parts.append((found.lastgroup, found[0]))
        gap = found.lastgroup != "number"
        at = found.end()
    return parts


def _numbers(parts: Parts) -> list[str]:
    return [written for kind, written in parts if kind == "number"]


def _halves_by_letter(parts: Parts) -> tuple[list[str], list[str]] | None:
    """Return the numbers of two angles, with their letters before both or behind both."""
    parts = [part for part in parts if part[0] != "comma"]
    at = [number for number, (kind, _) in enumerate(parts) if kind == "letter"]
    letters = {parts[number][1] for number in at}
    if len(at) != _PAIR or len(letters & {"n", "s"}) != 1 or len(letters & {"e", "w"}) != 1:
        return None
    if at[0] == 0:
        return _numbers(parts[: at[1]]), _numbers(parts[at[1] :])
    return (_numbers(parts[: at[0]]), _numbers(parts[at[0] :])) if at[1] == len(parts) - 1 else None


def _halves(parts: Parts, marked: bool) -> tuple[list[str], list[str]] | None:
    """Return the numbers of two angles that a comma parts, or that are equally long.

    Bare whole numbers without a comma, a colon or a degree sign are rather the numbers of two brigades.
    """
    numbers = _numbers(parts)
    commas = [number for number, (kind, _) in enumerate(parts) if kind == "comma"]
    if len(commas) == 1:
        return _numbers(parts[: commas[0]]), _numbers(parts[commas[0] :])
    even = numbers and len(numbers) % _PAIR == 0 and not commas
    if not even or not (marked or all("." in written for written in numbers)):
        return None
    return numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]


def _degrees(numbers: list[str], lettered: bool) -> float | None:
    """Return degrees from degrees, minutes, seconds; with a letter also from one piece, 325314 or 01311."""
    if lettered and len(numbers) == 1:
        numbers = _unpacked(numbers[0])
    if not 1 <= len(numbers) <= _MOST_NUMBERS:
        return None
    signed = [written[0] in "+-" for written in numbers]
    if any("." in written for written in numbers[:-1]) or any(signed[1:]) or (lettered and signed[0]):
        return None
    values = [abs(float(written)) for written in numbers]
    if any(value >= _MINUTES for value in values[1:]):
        return None
    size = sum((value / _MINUTES**power for power, value in enumerate(values)), 0.0)
    return -size if numbers[0].startswith("-") else size


def _unpacked(written: str) -> list[str]:
    """Return the numbers of an angle in one piece, DDMM(SS) or DDDMM(SS), with or without a fraction."""
    whole, _, fraction = written.partition(".")
    last = f"{whole[-2:]}.{fraction or 0}"
    if len(whole) in _PACKED_MINUTES:
        return [whole[:-2], last]
    return [whole[:-4], whole[-4:-2], last] if len(whole) in _PACKED_SECONDS else [written]


def notations(lat: float, lon: float, precision_m: float = 1) -> dict[str, str]:
    r"""Return a position in three notations, each with the digits that its precision bears.

    Parameters
    ----------
    lat, lon : float
        Degrees, WGS 84.
    precision_m : float
        How well the position is known, in metres. The last digit of the angles is about as coarse; MGRS names
        a square of at least that size, up to 10 km.

    Returns
    -------
    dict of str to str
        "decimal", "dms" and "mgrs"; "mgrs" is "" near the poles. `read_position` reads each of them.

    Raises
    ------
    ValueError
        When it is no position on Earth, or no precision.

    Examples
    --------
    >>> for text in notations(32.8872, 13.1913).values():
    ...     print(text)
    32.88720, 13.19130
    32°53'13.9"N 13°11'28.7"E
    33S US 30812 40232
    >>> list(notations(32.8872, 13.1913, precision_m=3000).values())
    ['32.89, 13.19', "32°53'N 13°11'E", '33S US 3 4']
    """
    if not (abs(lat) <= _LAT_LIMIT and abs(lon) <= _LON_LIMIT and precision_m >= 0):
        raise ValueError(f"{lat}, {lon} within {precision_m} m is no position; give degrees and metres")
    known = min(max(float(precision_m), 1.0), _METRES_A_DEGREE)
    places = min(_MOST_PLACES, math.floor(math.log10(_METRES_A_DEGREE / known)) + 1)
    return {
        "decimal": f"{lat:.{places}f}, {lon:.{places}f}",
        "dms": f"{_dms(lat, 'NS', known)} {_dms(lon, 'EW', known)}",
        "mgrs": _grid(lat, lon, known),
    }


def _dms(degrees: float, letters: str, known: float) -> str:
    """Return an angle in degrees, minutes and, where it is known that well, seconds."""
    letter = letters[degrees < 0]
    if known >= _METRES_A_MINUTE:
        whole, minutes = divmod(round(abs(degrees) * _MINUTES), _MINUTES)
        return f"{whole}°{minutes:02d}'{letter}"
    tenths = 1 if known >= _METRES_A_SECOND else 10
    total, part = divmod(round(abs(degrees) * _SECONDS * tenths), tenths)
    whole, rest = divmod(total, _SECONDS)
    minutes, seconds = divmod(rest, _MINUTES)
    fraction = f".{part}" if tenths > 1 else ""
    return f"{whole}°{minutes:02d}'{seconds:02d}{fraction}\"{letter}"


def _grid(lat: float, lon: float, known: float) -> str:
    if not _on_grid(lat):
        return ""
    digits = max(1, _MOST_PLACES - math.ceil(math.log10(known)))
    reference: str = _MGRS.toMGRS(lat, lon, MGRSPrecision=digits)
    return f"{reference[:3]} {reference[3:5]} {reference[5 : 5 + digits]} {reference[5 + digits :]}"
