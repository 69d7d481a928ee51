"""Parts of a view: another picture, what is drawn by hand."""

from __future__ import annotations

from tests.golden.edges.case import Case

_VIEW = {"at": "2026-11-24", "known": "2025-01-31", "recorded": "", "names": "press"}

COMPARING: tuple[Case, ...] = (
    ("nothing otherwise", {"view": _VIEW, "compared": {}}),
    ("another day", {"view": _VIEW, "compared": {"at": "2019-04-01", "look": "swipe"}}),
    ("now is the day of the view", {"view": _VIEW, "compared": {"at": "now"}}),
    ("a clock that counts in one alone", {"view": _VIEW, "compared": {"known": "now"}}),
    ("another clock", {"view": _VIEW, "compared": {"known": "2020-02-29", "recorded": "2026-01-01"}}),
    ("names as in the data", {"view": _VIEW, "compared": {"names": "data"}}),
    ("another policy of names", {"view": {**_VIEW, "names": ""}, "compared": {"names": "descriptive"}}),
    ("without a publisher", {"view": _VIEW, "compared": {"without": "reuters"}}),
)


MEASURING: tuple[Case, ...] = (
    ("nothing", {"draw": ""}),
    ("a point", {"draw": "point:32.9,13.2"}),
    ("a short and a long line", {"draw": "line:32.9,13.2;32.9,13.205|line:32.9,13.2;32.1,20.1"}),
    ("a line with corners, to the west", {"draw": "line:32.9,13.2;31,12;27,10.1"}),
    ("along a meridian", {"draw": "line:27,17;26,17"}),
    ("small and large areas", {"draw": "area:30,18;30.01,18;30.01,18.01|area:30,18;30,22;27,22"}),
    ("an outline that crosses itself", {"draw": "area:30,18;27,22;30,22;27,18"}),
    ("round ones", {"draw": "circle:27,17;150|circle:27,17;0.5|rings:27,17;50;100;1200.5"}),
)
