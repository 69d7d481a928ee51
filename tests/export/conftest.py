"""A data root of all kinds of geometry, our own data, and the route over the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.settings import REPOSITORY, Settings

if TYPE_CHECKING:
    from conftest import DataRoot
from tests.export.opening import MIXED_TOML, Site


@pytest.fixture(scope="module")
def real() -> Evidence:
    settings = Settings(root=REPOSITORY)
    return current(settings, everybody(settings))


@pytest.fixture
def mixed(data_root: DataRoot) -> DataRoot:
    """Return a data root with a layer of all kinds of geometry, and columns named like those we add."""
    data_root.declare("mixed", MIXED_TOML)
    line = {"type": "LineString", "coordinates": [[13, 30], [14, 31]]}
    own = {"class": "thing", "lon": "x", "geom": "y", "fid": "z", "share": 0.5}
    data_root.collection(
        "mixed",
        [
            data_root.feature("m-point", **own, name_ar="مصراتة", actors="gnu", claims="claim-tripoli-gnu-1"),
            data_root.feature("m-line", line, **own, valid_from="2021-03", valid_to="2023"),
            data_root.feature("m-area", data_root.square(20, 22), **own, marking="AMBER"),
            data_root.feature("m-lost", None, **(own | {"share": None})),
        ],
    )
    return data_root


@pytest.fixture
def site(mixed: DataRoot) -> Site:
    assert mixed.evidence({"spots": lambda inputs: None}).faults.empty
    return Site(mixed.path, clearance="AMBER")
