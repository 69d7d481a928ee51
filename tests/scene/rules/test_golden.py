"""The Python rules answer the golden cases exactly; tests/js/rules asks the same of JavaScript."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden.rules import RULES, filled

FOLDER = Path(__file__).resolve().parents[2] / "golden"
FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
CASES = [
    pytest.param(name.partition("-")[0], file["shared"], case, id=f"{name}: {case['name']}")
    for name, file in FILES.items()
    for case in file["cases"]
]


@pytest.mark.parametrize(("rule", "shared", "case"), CASES)
def test_the_rule_answers_as_frozen(rule: str, shared: dict[str, Any], case: dict[str, Any]) -> None:
    assert RULES[rule](filled(case["input"], shared)) == case["output"]


def test_each_rule_has_cases_and_each_case_a_name_of_its_own() -> None:
    assert {name.partition("-")[0] for name in FILES} == set(RULES)
    for file in FILES.values():
        names = [case["name"] for case in file["cases"]]
        assert len(names) == len(set(names))


def test_the_files_stay_small() -> None:
    assert max(path.stat().st_size for path in FOLDER.glob("*.json")) < 300_000
