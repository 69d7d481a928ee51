"""The environment, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.errors import InvalidSettings
from geo.settings import REPOSITORY, Settings

if TYPE_CHECKING:
    from conftest import DataRoot


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_env({}) == Settings(root=REPOSITORY, host="127.0.0.1", port=8501, tiles=False)
    assert Settings.from_env({"PORT": "", "LIBYA_TILES": " "}) == Settings.from_env({})


def test_each_variable_is_read(data_root: DataRoot) -> None:
    given = {"LIBYA_ROOT": str(data_root.path), "HOST": "0.0.0.0", "PORT": "8600", "LIBYA_TILES": "On"}  # noqa: S104
    settings = Settings.from_env(given)
    assert (settings.host, settings.port, settings.tiles) == ("0.0.0.0", 8600, True)  # noqa: S104
    assert settings.layers_dir == data_root.layers
    assert settings.data_dir == data_root.data


def test_every_fault_is_told_at_once(data_root: DataRoot) -> None:
    given = {"LIBYA_ROOT": str(data_root.data), "PORT": "80 80", "LIBYA_TILES": "perhaps"}
    with pytest.raises(InvalidSettings) as caught:
        Settings.from_env(given)
    lines = str(caught.value).splitlines()
    assert [line.split(":")[0] for line in lines] == ["LIBYA_ROOT", "LIBYA_ROOT", "PORT", "LIBYA_TILES"]
    assert "give a number from 1 to 65535" in lines[2]
    assert "give true or false" in lines[3]
