"""Every word of ours in every language: one catalogue for Python and JavaScript.

Write `t("As of {day}", lang, day=day)`; `make words` brings it into `locale/*/LC_MESSAGES/libya.po`.
`docs/languages.md` says more.
"""

from geo.language.catalogues import LANGUAGES, SOURCE, browser_words, spoken
from geo.language.numbers import in_digits
from geo.language.saying import both, both_n, declared, mark, t, tn
from geo.language.worded import Worded, document, of_document, said, worded

__all__ = [
    "LANGUAGES",
    "SOURCE",
    "Worded",
    "both",
    "both_n",
    "browser_words",
    "declared",
    "document",
    "in_digits",
    "mark",
    "of_document",
    "said",
    "spoken",
    "t",
    "tn",
    "worded",
]
