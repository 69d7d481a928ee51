"""`python -m geo`, and `libya-map` where the project is installed: start the page and the API beside it.

Streamlit takes the place of this process, so that a signal to it reaches the server.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

from geo import __version__
from geo.errors import GeoError
from geo.hosts import written
from geo.settings import REPOSITORY, Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the server; return 2 where it cannot be started."""
    given = _parser().parse_args(arguments)
    options = {"HOST": given.host, "PORT": given.port, "LIBYA_ROOT": given.root}
    environ = {**os.environ, **{name: text for name, text in options.items() if text is not None}}
    try:
        settings = Settings.from_env(environ)
        if settings.style:
            from geo.figure.sheet.house import read_house  # noqa: PLC0415 - few servers have one

            read_house(settings.style)
    except GeoError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"Libya map on http://{written(settings.host)}:{settings.port}", flush=True)
    if not settings.is_local:
        print(readers(settings), file=sys.stderr, flush=True)
    environ |= {"HOST": settings.host, "PORT": str(settings.port), "LIBYA_ROOT": str(settings.root)}
    # Each thread that ever worked would keep a heap of its own for what it asked for at its busiest.
    environ.setdefault("MALLOC_ARENA_MAX", "2")
    return _become(command(settings), environ)


def readers(settings: Settings) -> str:
    """Return in one line who can read what of a server that other machines reach.

    Examples
    --------
    >>> readers(Settings(host="0.0.0.0", clearance="AMBER"))  # noqa: S104
    'Whoever reaches 0.0.0.0:8501 can read everything up to TLP:AMBER; there are no accounts.'
    """
    where = f"{settings.host}:{settings.port}"
    return (
        f"Whoever reaches {where} can read everything up to TLP:{settings.clearance}; there are no accounts."
    )


def command(settings: Settings) -> list[str]:
    """Return the command that serves the page: Streamlit with `app.py`, which stands beside our data."""
    server = ["--server.address", settings.host, "--server.port", str(settings.port)]
    page = ["-m", "streamlit", "run", str(REPOSITORY / "app.py")]
    return [sys.executable, *page, *server]


def _become(arguments: list[str], environ: Mapping[str, str]) -> NoReturn:
    # Python imports from the folder where it starts, so it starts where the code that runs now belongs.
    os.chdir(REPOSITORY)
    os.execve(arguments[0], arguments, environ)  # noqa: S606 - there is no shell to ask


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="libya-map",
        description="Serve the map of who controls, wants and moves what in Libya.",
        epilog="Each option can also be set as a variable of the environment; the option comes first.",
    )
    parser.add_argument("--host", help="address to listen on (HOST; default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", help="port to listen on (PORT; default: 8501)")
    parser.add_argument("--root", help="folder with layers/ and data/ (LIBYA_ROOT; default: our own)")
    parser.add_argument("--version", action="version", version=f"libya-map {__version__}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
