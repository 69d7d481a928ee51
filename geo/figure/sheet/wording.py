"""What a figure and the book say of themselves, in English and Arabic. Markings are never translated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from geo.model import Language
from geo.view import View
from geo.words.sentences import day_text

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "as_of": ("As of {day}", "الوضع في {day}"),
    "any_time": ("At any time from {first} to {last}", "في أي وقت من {first} إلى {last}"),
    "known": ("published by {day}", "المنشور حتى {day}"),
    "recorded": ("as recorded on {day}", "بحسب المسجل في {day}"),
    "known_now": ("as known when made", "بحسب المعروف عند الإعداد"),
    "made": ("made on {day}", "أُعدت في {day}"),
    "legend": ("Key", "مفتاح الخريطة"),
    "callouts": ("What it says", "ما تقوله"),
    "reading": ("How to read it", "كيف تُقرأ"),
    "stale": (
        "Pale, dotted edge: not confirmed lately, {count} of {of} features",
        "باهت بحد منقط: لم يُؤكد مؤخراً، {count} من {of}",
    ),
    "oldest": ("; the oldest last confirmed {day}", "؛ آخر تأكيد لأقدمها {day}"),
    "coarse": (
        "Dashed ring, wide band: position known only so far",
        "حلقة متقطعة أو شريط عريض: الموقع معروف تقريباً",
    ),
    "count": ("Number at a symbol: features at this place", "رقم عند الرمز: عدد العناصر في المكان"),
    "frames": ("Square frame: force, neutral (APP-6)", "إطار مربع: قوة، محايد (APP-6)"),
    "grade": ("Lowest grade shown", "أدنى تقييم معروض"),
    "left_out": ("Left out", "غير مرسوم"),
    "nothing_left_out": ("nothing that is known here", "لا شيء مما هو معروف هنا"),
    "unplaced": ("{count} without a known position", "{count} بلا موقع معروف"),
    "left_stale": ("{count} not confirmed lately", "{count} لم تُؤكد مؤخراً"),
    "filtered": ("{count} filtered out", "{count} بحسب التصفية"),
    "lesser": ("{count} of less importance, drawn at larger scales", "{count} أقل أهمية تُرسم بمقياس أكبر"),
    "above": ("{count} marked above\u00a0TLP:{marking}", "{count} وسمها أعلى من TLP:{marking}"),
    "above_clearance": (
        "{count} rows marked above what may be shown",
        "{count} من الصفوف وسمها أعلى من المسموح بعرضه",
    ),
    "sources": ("Sources", "المصادر"),
    "undated": ("undated", "بلا تاريخ"),
    "reported": ("Reported: what sources say", "منقول: ما تقوله المصادر"),
    "derived": ("Derived: what this project concludes from them", "مستنتج: ما يستخلصه هذا المشروع منها"),
    "sources_left": (
        "+ at a sentence: {count} more sources, which the answer lists as text and JSON",
        "+ عند الجملة: {count} مصدراً آخر تسردها الإجابة كنص وJSON",
    ),
    "more_rows": ("and {count} more rows; the CSV has them all", "و{count} صفاً آخر؛ كلها في ملف CSV"),
    "more_sources": ("and {count} more publishers", "و{count} من الناشرين الآخرين"),
    "more_entries": ("and {count} more entries", "و{count} بنداً آخر"),
    "sketch": ("Drawn by hand", "مرسوم باليد"),
    "notes": ("Notes", "ملاحظات"),
    "warning": ("Warning", "تنبيه"),
    "disclaimer": (
        (
            "Boundaries and names shown do not imply endorsement or acceptance of any status. "
            "Areas of control are derived from claims; their edges are no front lines."
        ),
        (
            "لا تعني الحدود والأسماء المبينة أي إقرار أو قبول بأي وضع. "
            "مناطق السيطرة مستنتجة من ادعاءات وحدودها ليست خطوط جبهة."
        ),
    ),
    "disclaimer_short": (
        "Boundaries and names shown do not imply endorsement or acceptance of any status.",
        "لا تعني الحدود والأسماء المبينة أي إقرار أو قبول بأي وضع.",
    ),
    "projection": (
        (
            "Lambert azimuthal equal-area projection, centred on {lat:g}° N {lon:g}° {side}, WGS 84: "
            "areas true, lengths within {error:g} %"
        ),
        (
            "إسقاط لامبرت السمتي متساوي المساحات، مركزه {lat:g}° ش {lon:g}° {side}، WGS 84: "
            "المساحات صحيحة والأطوال ضمن {error:g} %"
        ),
    ),
    "north": ("N", "ش"),
    "south": ("S", "ج"),
    "east": ("E", "ق"),
    "west": ("W", "غ"),
    "kilometres": ("km", "كم"),
    "metres": ("m", "م"),
    "inset": ("{region}, {factor} times the scale", "{region}، {factor} من أمثال المقياس"),
    "north_west": ("North-west", "الشمال الغربي"),
    "north_east": ("North-east", "الشمال الشرقي"),
    "unnamed": ("{count} without room for a name", "{count} بلا متسع للاسم"),
    "ground": (
        "Ground: Natural Earth, © OpenStreetMap contributors (ODbL), GeoNames (CC BY 4.0)",
        "الخلفية: Natural Earth، © OpenStreetMap contributors (ODbL)، GeoNames (CC BY 4.0)",
    ),
    "data": ("data {version}", "البيانات {version}"),
    "figure": ("Figure {id} · data {version}", "الشكل {id} · البيانات {version}"),
    "code_part": (
        "The code leaves out what was put or drawn by hand",
        "لا يحمل الرمز ما وُضع أو رُسم باليد",
    ),
    "sea": ("Mediterranean Sea", "البحر المتوسط"),
    "no_claim": ("Nothing is drawn here.", "لا شيء مرسوم هنا."),
    "contents": ("Contents", "المحتويات"),
    "page": ("page {number}", "صفحة {number}"),
    "sources_said": (
        "{count} sources that the figures draw on; in brackets the numbers of the figures",
        "{count} مصدراً تستند إليها الأشكال؛ بين قوسين أرقام الأشكال",
    ),
    "changes_said": (
        "As the evidence has it: a date may be a month or a year; what nobody reported is not here",
        "كما في الأدلة: قد يكون التاريخ شهراً أو سنة؛ وما لم يُبلّغ عنه ليس هنا",
    ),
    "more": ("and {count} more", "و{count} أخرى"),
    "continued": ("{text} (continued)", "{text} (تابع)"),
    "book": ("Book {id} · data {version}", "الكتاب {id} · البيانات {version}"),
}

BOTH: Final = " · "
"""Between English and Arabic where both are said."""

_GRADES_AR: Final[Mapping[str, str]] = {
    "A": "مصدر موثوق تماماً", "B": "مصدر موثوق عادة", "C": "مصدر موثوق إلى حد ما",
    "D": "مصدر غير موثوق عادة", "E": "مصدر غير موثوق", "F": "لا يمكن الحكم على المصدر",
    "1": "معلومة مؤكدة من مصادر أخرى", "2": "معلومة صحيحة على الأرجح", "3": "معلومة ربما صحيحة",
    "4": "معلومة مشكوك فيها", "5": "معلومة مستبعدة", "6": "لا يمكن الحكم على صحتها",
}  # fmt: skip


def say(name: str, lang: Language, **values: object) -> str:
    """Return a phrase; in both languages together the figure speaks English and only names are in both."""
    return _WORDS[name][lang == "ar"].format(**values)


def headed(name: str, lang: Language) -> str:
    """Return the heading of a part of the page: in both languages together in both."""
    return BOTH.join(_WORDS[name]) if lang == "en+ar" else say(name, lang)


def days_text(view: View, lang: Language) -> str:
    """Return the day shown, or between which days what is shown was true."""
    last = day_text(view.at, lang)
    if view.first == view.at:
        return say("as_of", lang, day=last)
    return say("any_time", lang, first=day_text(view.first, lang), last=last)


def clocks_text(view: View, made_on: date, lang: Language) -> str:
    """Return on which clocks a figure stands beside the day shown: published by, recorded on, made on."""
    days = [("known", view.known), ("recorded", view.recorded)]
    told = [say(name, lang, day=day_text(day, lang)) for name, day in days if day]
    made = say("made", lang, day=day_text(made_on, lang))
    return " · ".join([*(told or [say("known_now", lang)]), made])


def grade_text(reliability: str, credibility: str, english: str, lang: Language) -> str:
    """Return a grade in words; `english` as `Drawn.grade` has it."""
    if lang != "ar":
        return english
    return f"{_GRADES_AR[reliability]}؛ {_GRADES_AR[credibility]} ({reliability}{credibility})"
