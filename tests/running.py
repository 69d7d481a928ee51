"""How a test runs something: a coroutine in a loop of its own, or anything as somebody without rights."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
PATIENCE = 120
"""Seconds for which anything may be waited for: a busy machine takes many for what takes one here."""
DENO = Path(sys.executable).with_name("deno")


def run_deno(script: str, *rights: str) -> str:
    """Return what a script prints under deno, with no right but those given."""
    command = [DENO, "run", "--no-config", "--quiet", *rights, "--ext=mjs", "-"]
    return subprocess.run(command, input=script, capture_output=True, text=True, check=True).stdout


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Return what the coroutine returns, from a loop in a thread of its own."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def as_somebody_else(folder: Path, do: Callable[[], T]) -> T:
    """Return what `do` returns where no right of an administrator counts: root becomes nobody meanwhile."""
    if os.geteuid() != 0:
        return do()
    for above in (folder, *folder.parents):
        mode = above.stat().st_mode
        if mode & 0o055 != 0o055:
            above.chmod(mode | 0o055)
    os.seteuid(65534)
    try:
        return do()
    finally:
        os.seteuid(0)
