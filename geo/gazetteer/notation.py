"""Positions as people write them: decimal degrees, degrees and minutes (and seconds), MGRS. WGS 84 throughout."""

from __future__ import annotations

import math
import re
import unicodedata

from mgrs import MGRS
from mgrs.core import MGRSError

from geo.gazetteer.entries import LONGEST_QUERY
from geo.gazetteer.spelling import clean

_MGRS = MGRS()
_GRID = re.compile(r"(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z][A-HJ-NP-V])((?:\d\d){1,5})", re.ASCII)
_GRID_DIGITS = re.compile(r"(\d+) (\d+)$", re.ASCII)
_UTM_SOUTH, _UTM_NORTH = -80.0, 84.0

_LABELS = re.compile(r"\b(?:geo|latitude|longitude|lat|long|lon|lng)\b\.?[:=]?|[()\[\]{}&]")
_COMMA_DECIMALS = re.compile(r"([+-]?\d{1,2}),(\d{2,9})[\s;]+([+-]?\d{1,3}),(\d{2,9})", re.ASCII)
_SIGNS = str.maketrans(
    {
        "º": "°", "˚": "°", "′": "'", "’": "'", "‘": "'", "ʹ": "'", "´": "'", "`": "'", "″": '"', "”": '"', "“": '"',
        "ʺ": '"', "−": "-", "–": "-", "٫": ".", "،": ",", "؛": ";",
    }
)  # fmt: skip
_DIRECTIONS = {
    "north": "n", "south": "s", "east": "e", "west": "w", "شمالا": "n", "شمال": "n", "جنوبا": "s", "جنوب": "s",
    "شرقا": "e", "شرق": "e", "غربا": "w", "غرب": "w",
}  # fmt: skip
_DIRECTION = re.compile("|".join(_DIRECTIONS))
_PART = re.compile(r"(?P<number>[+-]?\d+(?:\.\d+)?)|(?P<letter>[nsew])|(?P<comma>[,;])|(?P<sign>[°'\"])|\s+", re.ASCII)
_LONGEST_NUMBER = 24

_MINUTES, _SECONDS = 60, 3600
_LAT_LIMIT, _LON_LIMIT = 90.0, 180.0
_METRES_A_DEGREE = 111_320.0
_FINEST, _SECOND_M, _MINUTE_M = 5, 30.0, 1_800.0

Angle = list[tuple[str, float]]
"""Degrees, minutes, seconds as far as they are given: as written, and their value."""


def read_position(text: str) -> tuple[float, float] | None:
    """Return the position that a text is, as latitude and longitude in degrees, or None when it is none.

    Latitude comes first unless letters say otherwise. An MGRS reference gives the middle of its square.

    Examples
    --------
    >>> read_position("32.8872, 13.1913")
    (32.8872, 13.1913)
    >>> read_position("E 13° 11.478' N 32° 53.232'")
    (32.8872, 13.1913)
    >>> read_position("95.1, 13.2") is None, read_position("444 Brigade") is None
    (True, True)
    """
    plain = unicodedata.normalize("NFC", clean(text, LONGEST_QUERY)).casefold().translate(_SIGNS)
    plain = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in plain
    )
    return _grid_position(plain.upper()) or _angles_position(plain)


def _grid_position(text: str) -> tuple[float, float] | None:
    split_digits = _GRID_DIGITS.search(text)
    if split_digits and len(split_digits[1]) != len(split_digits[2]):
        return None
    found = _GRID.fullmatch(re.sub(r"^MGRS:?|\s", "", text))
    if not found:
        return None
    reference = f"{int(found[1]):02d}{found[2]}{found[3]}{found[4]}"
    try:
        lat, lon = _MGRS.toLatLon(reference)
        same = _MGRS.toMGRS(lat, lon)
    except MGRSError:
        return None
    # The library reads a square beyond the edge of its zone too; such a reference names no place.
    return (lat, lon) if same.startswith(reference[:5]) else None


def _angles_position(text: str) -> tuple[float, float] | None:
    text = _LABELS.sub(" ", _DIRECTION.sub(lambda word: _DIRECTIONS[word[0]], text)).strip()
    comma_decimals = _COMMA_DECIMALS.fullmatch(text)
    if comma_decimals:
        text = "{}.{} {}.{}".format(*comma_decimals.groups())
    parts = _parts(text)
    if parts is None:
        return None
    letters = [value for kind, value in parts if kind == "letter"]
    halves = _halves_by_letter(parts) if letters else _halves(parts, signed="°" in text)
    if halves is None:
        return None
    degrees = [_degrees(half, bool(letters)) for half in halves]
    if degrees[0] is None or degrees[1] is None:
        return None
    first, second = degrees[0], degrees[1]
    if letters:
        first, second = (-value if letter in "sw" else value for letter, value in zip(letters, (first, second), strict=True))
        if letters[0] in "ew":
            first, second = second, first
    inside = abs(first) <= _LAT_LIMIT and abs(second) <= _LON_LIMIT
    return (round(first, 9), round(second, 9)) if inside else None


def _parts(text: str) -> list[tuple[str, str]] | None:
    """Return numbers, letters and commas in their order; None when there is anything else."""
    parts: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        found = _PART.match(text, at)
        if not found or len(found[0]) > _LONGEST_NUMBER:
            return None
        if found.lastgroup not in (None, "sign"):
            parts.append((str(found.lastgroup), found[0]))
        at = found.end()
    return parts


def _numbers(parts: list[tuple[str, str]]) -> Angle:
    return [(value, float(value)) for kind, value in parts if kind == "number"]


def _halves_by_letter(parts: list[tuple[str, str]]) -> tuple[Angle, Angle] | None:
    """Return the two angles that letters, before both or behind both, belong to."""
    parts = [part for part in parts if part[0] != "comma"]
    at = [number for number, (kind, _) in enumerate(parts) if kind == "letter"]
    letters = {parts[number][1] for number in at}
    if len(at) != len(letters) or len(at) != 2 or len(letters & set("ns")) != 1:  # noqa: PLR2004 - two angles
        return None
    if at[0] == 0:
        return _numbers(parts[: at[1]]), _numbers(parts[at[1] :])
    return (_numbers(parts[: at[0]]), _numbers(parts[at[0] :])) if at[1] == len(parts) - 1 else None


def _halves(parts: list[tuple[str, str]], signed: bool) -> tuple[Angle, Angle] | None:
    """Return the two angles that a comma parts, or that are equally long.

    Bare whole numbers without a comma or a degree sign are rather the numbers of two brigades.
    """
    commas = [number for number, (kind, _) in enumerate(parts) if kind == "comma"]
    if len(commas) > 1:
        return None
    if commas:
        return _numbers(parts[: commas[0]]), _numbers(parts[commas[0] :])
    numbers = _numbers(parts)
    if len(numbers) % 2 or not (signed or all("." in written for written, _ in numbers)):
        return None
    return numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]


def _degrees(angle: Angle, lettered: bool) -> float | None:
    """Return an angle in degrees; with a letter also one written in one piece, as 325314 or 01311."""
    if len(angle) == 1 and lettered:
        whole = angle[0][0].partition(".")[0]
        if whole.isdigit() and len(whole) in (4, 5, 6, 7):
            angle = _unpacked(angle[0][0], seconds=len(whole) >= 6)  # noqa: PLR2004 - DDMMSS
    if not 1 <= len(angle) <= 3:  # noqa: PLR2004 - degrees, minutes, seconds
        return None
    if any("." in written for written, _ in angle[:-1]) or any(written[0] in "+-" for written, _ in angle[1:]):
        return None
    if any(value >= _MINUTES for _, value in angle[1:]) or (lettered and angle[0][0][0] in "+-"):
        return None
    size = sum(abs(value) / _MINUTES**power for power, (_, value) in enumerate(angle))
    return -size if angle[0][0].startswith("-") else size


def _unpacked(written: str, seconds: bool) -> Angle:
    whole, _, fraction = written.partition(".")
    last = f"{whole[-2:]}.{fraction or 0}"
    pieces = [whole[:-4], whole[-4:-2], last] if seconds else [whole[:-2], last]
    return [(piece, float(piece)) for piece in pieces]


def notations(lat: float, lon: float, precision_m: float = 1) -> dict[str, str]:
    """Return a position in three notations, each with the digits that its precision bears.

    Parameters
    ----------
    lat, lon : float
        Degrees, WGS 84.
    precision_m : float
        How well the position is known, in metres. The last digit of decimal degrees and of degrees and minutes
        is about as coarse; MGRS names the square of at least that size, up to 10 km.

    Returns
    -------
    dict of str to str
        "decimal", "dms" and "mgrs"; "mgrs" is "" near the poles. `read_position` reads each of them.

    Raises
    ------
    ValueError
        When it is no position on Earth.

    Examples
    --------
    >>> notations(32.8872, 13.1913)
    {'decimal': '32.88720, 13.19130', 'dms': '32°53\\'13.9"N 13°11\\'28.7"E', 'mgrs': '33S US 30812 40232'}
    >>> notations(32.8872, 13.1913, precision_m=3000)
    {'decimal': '32.89, 13.19', 'dms': "32°53'N 13°11'E", 'mgrs': '33S US 3 4'}
    """
    if not (abs(lat) <= _LAT_LIMIT and abs(lon) <= _LON_LIMIT):
        raise ValueError(f"latitude {lat}, longitude {lon} is no position; give degrees")
    known = max(float(precision_m), 1.0) if precision_m == precision_m else 1.0  # noqa: PLR0124 - NaN
    places = min(_FINEST, max(0, math.floor(math.log10(_METRES_A_DEGREE / known)) + 1))
    return {
        "decimal": f"{lat + 0:.{places}f}, {lon + 0:.{places}f}",
        "dms": f"{_dms(lat, 'NS', known)} {_dms(lon, 'EW', known)}",
        "mgrs": _grid(lat, lon, known),
    }


def _dms(degrees: float, letters: str, known: float) -> str:
    """Return an angle in degrees, minutes and, where it is known that well, seconds."""
    letter = letters[degrees < 0]
    if known >= _MINUTE_M:
        whole, minutes = divmod(round(abs(degrees) * _MINUTES), _MINUTES)
        return f"{whole}°{minutes:02d}'{letter}"
    places = 0 if known >= _SECOND_M else 1
    total = round(abs(degrees) * _SECONDS, places)
    minutes, seconds = divmod(total, _MINUTES)
    whole, minutes = divmod(int(minutes), _MINUTES)
    return f"{whole}°{minutes:02d}'{seconds:0{2 + 2 * places}.{places}f}\"{letter}"


def _grid(lat: float, lon: float, known: float) -> str:
    if not _UTM_SOUTH <= lat < _UTM_NORTH:
        return ""
    digits = _FINEST - min(_FINEST - 1, math.ceil(math.log10(known)))
    reference = _MGRS.toMGRS(lat, lon, MGRSPrecision=digits)
    east, north = reference[5 : 5 + digits], reference[5 + digits :]
    return f"{reference[:3]} {reference[3:5]} {east} {north}"
