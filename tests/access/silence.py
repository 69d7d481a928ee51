"""Whether an answer tells of a planted row, however it is packed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence

import pypdf

from tests.access.asking import Root
from tests.access.planting import (
    TELLTALE,
    TELLTALE_AR,
)
from tests.asgi import Answer


def same(body: bytes, root: Root) -> bytes:
    """Return an answer without what tells two data versions apart: that, where they are, how many are out."""
    version = root.evidence.version
    text = body.replace(version.encode(), b"VERSION").replace(version[:8].encode(), b"VERSION")
    text = text.replace(str(root.path).encode(), b"ROOT")
    return re.sub(rb'("not_shown": ?|"above_clearance": ?)\d+', rb"\1N", text)


def assert_silent(answer: Answer, asked: Sequence[str], where: str) -> None:
    """Fail where an answer tells of a planted row; what was asked for may be repeated."""
    body = answer.body
    if answer.status != 200 or where.startswith("/api/search"):
        for text in sorted(asked, key=len, reverse=True):
            body = body.replace(text.encode(), b"")
    assert not tells(body, answer.headers), where


def tells(body: bytes, headers: dict[str, str] | None = None) -> bool:
    """Tell whether bytes hold a text of a planted row, however they are packed."""
    telling = TELLTALE.encode(), TELLTALE_AR.encode(), json.dumps(TELLTALE_AR)[1:-1].encode()
    told = json.dumps(headers or {}).lower()
    return TELLTALE in told or any(text in part.lower() for part in unpacked(body) for text in telling)


def unpacked(body: bytes) -> Iterator[bytes]:
    """Yield bytes, and whatever is in them where they are a document or an archive."""
    yield body
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from unpacked(packed.read(name))
    if body.startswith(b"%PDF"):
        document = pypdf.PdfReader(io.BytesIO(body))
        yield "\n".join(page.extract_text() for page in document.pages).encode()
        yield str(document.metadata).encode()
