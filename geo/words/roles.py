"""What features are in an answer, as a legend says it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from geo.language import both
from geo.words.names import Name

ROLES: Final[Mapping[str, Name]] = MappingProxyType(
    {
        "": Name("In the answer", "في الإجابة"),
        "asked": Name("Asked about", "المسؤول عنه"),
        "area": Name("Area drawn", "المساحة المرسومة"),
        "buffer": Name("Within the distance", "ضمن المسافة"),
        "holds": Name("Held or contested", "تحت السيطرة أو متنازع عليه"),
        "differs": Name("Told otherwise", "تختلف الروايات"),
        "up": Name("Flows to it", "يتدفق إليه"),
        "down": Name("Flows from it", "يتدفق منه"),
        "flips": Name("Would be held otherwise", "تتغير السيطرة"),
        "loses its grade": Name("Would lose its grade", "تفقد درجتها"),
        "weakens": Name("Would rest on fewer publishers", "تستند إلى ناشرين أقل"),
        "as now": Name("As now", "كما الآن"),
        "otherwise": Name("Otherwise than now", "بخلاف الآن"),
        "not yet told": Name("Not yet told", "لم يُروَ بعد"),
        "no longer told": Name("No longer told", "لم يعد يُروى"),
        "happened": Name(*both("Happened")),
        "began": Name("Began", "بدأ"),
        "ended": Name("Ended", "انتهى"),
        "passed": Name("Began and ended", "بدأ وانتهى"),
        "lapsed": Name("No longer confirmed", "لم يعد مؤكداً"),
        "recorded": Name("Newly recorded", "سُجل حديثاً"),
        "corrected": Name("Corrected", "صُحح"),
        "withdrawn": Name("Withdrawn", "سُحب"),
        "published": Name("Published", "نُشر"),
        "silent": Name("Not repeated for a year", "لم يتكرر منذ سنة"),
        "calm": Name("Repeated and held alike", "تكرر دون تغير"),
        "moving": Name("Repeated and changed", "تكرر وتغير"),
        "never": Name("Never told of", "لم يُقل عنها شيء"),
        "gained": Name("Gained", "كسب"),
        "lost": Name("Lost", "خسر"),
        "contested": Name("Contested", "متنازع عليه"),
        "new": Name("New", "جديد"),
        "moved": Name("Moved", "انتقل"),
        "better confirmed": Name("Better confirmed", "تأكد أكثر"),
        "worse confirmed": Name("Worse confirmed", "تأكد أقل"),
    }
)


def role_name(role: str) -> Name:
    """Return what a role is called.

    Examples
    --------
    >>> role_name("new one")
    Name(en='New one', ar='')
    """
    return ROLES.get(role) or Name(role[:1].upper() + role[1:])
