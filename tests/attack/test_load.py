"""Expensive things asked for by the dozen: others are answered meanwhile; who has no room is told so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from tests.attack.raw import Reply, Target

DAYS = [date(2014, 1, 1) + timedelta(37 * number) for number in range(40)]


def _patient(target: Target, path: str) -> Reply:
    return target.send(f"GET {path} HTTP/1.1", f"Host: {target.host}", "Connection: close", wait=280)


@pytest.mark.long
@pytest.mark.parametrize("path", ["layers/control.geojson?", "headline?recorded=2099-01-01&"])
def test_forty_other_days_at_once_leave_the_rest_alone(target: Target, path: str) -> None:
    target.get("/api/search?q=sirte")
    with ThreadPoolExecutor(len(DAYS)) as people:
        asked = [people.submit(_patient, target, f"/api/{path}known={day}") for day in DAYS]
        answered = 0
        while not all(one.done() for one in asked):
            for other in ("/api/search?q=sirte", "/api/features/tripoli", "/api/layers/ports.geojson"):
                assert target.get(other).status == 200
                answered += 1
        replies = [one.result() for one in asked]
    assert {reply.status for reply in replies} <= {200, 503}
    assert answered > len(DAYS), "the others waited for the forty"


@pytest.mark.long
def test_more_figures_than_there_is_room_for_are_refused_in_time(target: Target) -> None:
    paths = [f"/api/figure?layers=ports&size=docx-half&preview=1&title={number}" for number in range(45)]
    with ThreadPoolExecutor(len(paths)) as people:
        replies = list(people.map(lambda path: _patient(target, path), paths))
    refused = [reply for reply in replies if reply.status == 503]
    assert {reply.status for reply in replies} == {200, 503}
    assert refused
    assert all(reply.headers["retry-after"].isdigit() and reply.detail for reply in refused)
    assert max(reply.seconds for reply in refused) < 30
