"""Which characters a text may hold, how Arabic read wrongly looks, what a spreadsheet would calculate."""

from __future__ import annotations

import re
import unicodedata

from geo.language import worded

ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
"""One letter of the Arabic script."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINE_END = re.compile("[\t\n\r\u2028\u2029]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ARABIC_WORD = re.compile(f"{ARABIC.pattern}{{3,}}")

_AS_ARABIC = worded("open it as Windows-1256 (CP1256) and save as UTF-8")

_SIGNS = "[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207a-\u207c\u208a-\u208c\u2212\ufb29]"
"""What a formula starts with, and the full-width, small, raised and lowered forms that become it when text is
normalised."""

_UNSEEN = (
    "[\\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb\uffa0\U000e0000-\U000e0fff"
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]*"
)
"""What nobody sees, and what a program may drop before it looks at what a cell starts with."""

_FORMULA = re.compile(f"^(?=[\t\r\n]|{_UNSEEN}{_SIGNS})|(?<=[;\t\r\n])(?![\t\r\n])(?={_UNSEEN}{_SIGNS})")
"""Where a spreadsheet would start to read a formula: at the start of a cell, or of what is one to a program
that splits at semicolons, tabs or line ends."""


def text_advice(text: str) -> list[tuple[str, str]]:
    r"""Tell of control characters in a text, which may end its lines: problem and remedy.

    Examples
    --------
    >>> text_advice("One line.\nAnother.")
    []
    >>> text_advice("Well\x00A")
    [('holds a control character (U+0000)', 'remove it')]
    """
    found = None if text.isprintable() else _CONTROL.search(text)
    return (
        [(worded("holds a control character ({code})", code=f"U+{ord(found[0]):04X}"), worded("remove it"))]
        if found
        else []
    )


def name_advice(text: str) -> list[tuple[str, str]]:
    r"""Tell what else a name may not hold: line ends, and what turns the order of letters round.

    Examples
    --------
    >>> name_advice("Well\nA")
    [('holds a line end or tab', 'write a blank')]
    >>> name_advice("Bi'r Ghanam")
    []
    """
    if text.isprintable():
        return []
    told: list[tuple[str, str]] = (
        [(worded("holds a line end or tab"), worded("write a blank"))] if _LINE_END.search(text) else []
    )
    if found := _BIDI.search(text):
        which = f"U+{ord(found[0]):04X}, {unicodedata.name(found[0]).lower()}"
        remedy = worded("remove it: the order of the letters follows from the script alone")
        told.append((worded("holds a bidirectional control ({which})", which=which), remedy))
    return told


def arabic_advice(text: str) -> list[tuple[str, str]]:
    """Tell when a text that should be Arabic holds no Arabic letter: problem and remedy.

    Examples
    --------
    >>> arabic_advice("ÈÆÑ")[0][1]
    "open it as Windows-1256 (CP1256) and save as UTF-8; it then reads 'بئر'"
    >>> arabic_advice("طرابلس")
    []
    """
    if ARABIC.search(text):
        return []
    if meant := _misread(text):
        remedy = worded("{remedy}; it then reads '{meant}'", remedy=_AS_ARABIC, meant=meant)
    else:
        remedy = worded("write the name in Arabic script, or leave it empty")
    return [(worded("'{text}' has no Arabic letter", text=text), remedy)]


def mostly_arabic_advice(text: str) -> list[tuple[str, str]]:
    """Tell when a text in Arabic has more Latin letters than Arabic ones: problem and remedy.

    Examples
    --------
    >>> mostly_arabic_advice("حقل is an oil field")
    [('has more Latin letters than Arabic ones', 'write it in Arabic, or leave it empty')]
    >>> mostly_arabic_advice("ميناء لتصدير خام NC41")
    []
    """
    latin = sum(letter.isascii() and letter.isalpha() for letter in text)
    if not 0 < len(ARABIC.findall(text)) < latin:
        return []
    return [
        (worded("has more Latin letters than Arabic ones"), worded("write it in Arabic, or leave it empty"))
    ]


def encoding_advice(error: UnicodeDecodeError, usual: str = worded("save as UTF-8")) -> tuple[str, str]:
    r"""Tell where bytes are not UTF-8, what they may be instead, and what to do: problem and remedy.

    Examples
    --------
    >>> try:
    ...     "\u0637\u0631\u0627\u0628\u0644\u0633".encode("cp1256").decode()
    ... except UnicodeDecodeError as error:
    ...     encoding_advice(error)[1]
    'open it as Windows-1256 (CP1256) and save as UTF-8'
    """
    raw = error.object
    line = raw.count(b"\n", 0, error.start) + 1
    perhaps, remedy = "Latin-1", usual
    # Words of Arabic letters alone do not come about by chance.
    if _ARABIC_WORD.search(raw.decode("cp1256", errors="ignore")):
        perhaps, remedy = "Windows-1256", _AS_ARABIC
    problem = worded(
        "byte {start} on line {line} ({code}) is not UTF-8, perhaps {perhaps}",
        start=str(error.start),
        line=str(line),
        code=f"0x{raw[error.start]:02x}",
        perhaps=perhaps,
    )
    return problem, remedy


def guarded(text: str) -> str:
    """Return the text of a CSV cell with an apostrophe before anything that a spreadsheet would calculate.

    Examples
    --------
    >>> guarded("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    >>> guarded("Sabha;=1+1")
    "Sabha;'=1+1"
    >>> guarded("since 2011 - 2014")
    'since 2011 - 2014'
    """
    return _FORMULA.sub("'", text)


def _misread(text: str) -> str:
    """Return what a text says that was Windows-1256 and read as Western European; "" when it was not."""
    for encoding in ("cp1252", "latin-1"):
        try:
            meant = text.encode(encoding).decode("cp1256")
        except UnicodeError:
            continue
        if ARABIC.search(meant):
            return meant
    return ""
