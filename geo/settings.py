"""The environment, read once into one frozen value; nothing else reads it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.errors import InvalidSettings
from geo.hosts import authority, origin
from geo.model import MARKINGS, marking_of

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "installed"
"""Where a wheel puts what stands beside the package in a checkout: app.py, .streamlit, layers and data."""

REPOSITORY = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent
"""The checkout that this code belongs to; for an installed project, the folder of what came with it."""

_OWN = Path.home() / ".local" / "state" / "libya-map" / "own"
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})
_LAST_PORT = 65535
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,200}(/[A-Za-z0-9._~/-]{0,200})?")
_SCHEDULER = re.compile(r"(tcp|tls)://[A-Za-z0-9.:\[\]-]{1,200}:[0-9]{1,5}")
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """How this process was told to run.

    Attributes
    ----------
    root : Path
        Folder that holds layers/ and data/ (LIBYA_ROOT; default: `REPOSITORY`).
    host : str
        Address to listen on (HOST; default 127.0.0.1, this machine only).
    port : int
        Port to listen on (PORT; default 8501).
    tiles : bool
        Whether the OpenStreetMap background may be offered (LIBYA_TILES; default false). Even then it is
        never on by itself, because it is fetched from another host.
    hosts : tuple of str
        Names, with a port or for any port, that the server answers to beside those of this machine
        (LIBYA_HOSTS, with commas; default none). "*" is any name.
    origins : tuple of str
        Pages of other origins that may ask `/api` and `/ogc`, such as https://gis.example.org (LIBYA_ORIGINS,
        with commas; default none).
    clearance : str
        The highest handling marking that may be shown (LIBYA_CLEARANCE; default CLEAR).
    own : Path or None
        Where layers that users add in the browser are kept (LIBYA_OWN; default ~/.local/state/libya-map/own);
        None = nobody may add any (LIBYA_OWN=no).
    address : str
        Where readers of a figure find this server (LIBYA_ADDRESS, such as https://map.example.org/libya;
        default none): figures then have a code that leads to what is behind them.
    style : Path or None
        The style of the house that figures have (LIBYA_HOUSE_STYLE, a TOML file; default none).
    dask : str
        Where the scheduler of a Dask cluster is that prepares large layers (LIBYA_DASK, such as
        tcp://10.0.0.5:8786; default none: this machine does it).
    """

    root: Path = REPOSITORY
    host: str = "127.0.0.1"
    port: int = 8501
    tiles: bool = False
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    clearance: str = MARKINGS[0]
    own: Path | None = _OWN
    address: str = ""
    style: Path | None = None
    dask: str = ""

    @property
    def is_local(self) -> bool:
        """Whether it listens for this machine alone."""
        return self.host in _THIS_MACHINE

    @property
    def layers_dir(self) -> Path:
        """Folder of the layer declarations."""
        return self.root / "layers"

    @property
    def data_dir(self) -> Path:
        """Folder of the evidence."""
        return self.root / "data"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Return the settings that the environment asks for.

        Parameters
        ----------
        environ : mapping of str to str, optional
            Read instead of the process environment. A variable that is set but empty counts as not set.

        Raises
        ------
        InvalidSettings
            Naming every variable that cannot be used, and what it may hold.

        Examples
        --------
        >>> Settings.from_env({"PORT": "8600", "LIBYA_TILES": "yes"}).port
        8600
        """
        environ = os.environ if environ is None else environ
        given = {name: value.strip() for name, value in environ.items()}
        faults: list[str] = []
        root = Path(given.get("LIBYA_ROOT") or REPOSITORY).expanduser().resolve()
        faults += [
            f"LIBYA_ROOT: '{root}' has no folder {name}/; give the folder that holds layers/ and data/"
            for name in ("layers", "data")
            if not (root / name).is_dir()
        ]
        port = given.get("PORT") or str(cls.__dataclass_fields__["port"].default)
        if not (port.isascii() and port.isdigit() and 0 < int(port) <= _LAST_PORT):
            faults.append(f"PORT: '{port}' is not a port; give a number from 1 to {_LAST_PORT}")
        tiles = (given.get("LIBYA_TILES") or "false").lower()
        if tiles not in _YES | _NO:
            faults.append(f"LIBYA_TILES: '{tiles}' is neither yes nor no; give true or false")
        hosts = _listed(given.get("LIBYA_HOSTS"))
        faults += [
            f"LIBYA_HOSTS: '{name}' is no host; give names such as map.example.org or [2001:db8::1]:8443, "
            "with commas, or * for any"
            for name in hosts
            if name != "*" and authority(name) is None
        ]
        origins = _listed(given.get("LIBYA_ORIGINS"))
        faults += [
            f"LIBYA_ORIGINS: '{name}' is no origin; give addresses such as https://a.example.org, without "
            "a path, with commas"
            for name in origins
            if origin(name) is None
        ]
        clearance = marking_of(given.get("LIBYA_CLEARANCE") or MARKINGS[0])
        if clearance not in MARKINGS:
            faults.append(f"LIBYA_CLEARANCE: '{clearance}' is no marking; give one of {', '.join(MARKINGS)}")
        own = given.get("LIBYA_OWN") or str(_OWN)
        address = (given.get("LIBYA_ADDRESS") or "").rstrip("/")
        if address and not _ADDRESS.fullmatch(address):
            faults.append(
                f"LIBYA_ADDRESS: '{address}' is no address; give one such as https://map.example.org/libya"
            )
        style = given.get("LIBYA_HOUSE_STYLE") or ""
        dask = given.get("LIBYA_DASK") or ""
        if dask and not _SCHEDULER.fullmatch(dask):
            faults.append(f"LIBYA_DASK: '{dask}' is no scheduler; give one such as tcp://10.0.0.5:8786")
        if faults:
            raise InvalidSettings("\n".join(faults))
        return cls(
            root=root,
            host=given.get("HOST") or "127.0.0.1",
            port=int(port),
            tiles=tiles in _YES,
            hosts=hosts,
            origins=origins,
            clearance=clearance,
            own=None if own.lower() in _NO else Path(own).expanduser().resolve(),
            address=address,
            style=Path(style).expanduser().resolve() if style else None,
            dask=dask,
        )


def _listed(text: str | None) -> tuple[str, ...]:
    """Return what a setting lists with commas."""
    return tuple(filter(None, (name.strip() for name in (text or "").split(","))))
