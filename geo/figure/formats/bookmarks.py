"""Bookmarks for a PDF that matplotlib wrote, appended as the format allows: what is there stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.errors import GeoError

_ROOT = re.compile(rb"/Root (\d+) 0 R")
_SIZE = re.compile(rb"/Size (\d+)")
_INFO = re.compile(rb"/Info (\d+) 0 R")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


def with_bookmarks(pdf: bytes, marks: Sequence[tuple[str, int]]) -> bytes:
    """Return the PDF with an outline.

    Parameters
    ----------
    pdf : bytes
        With a plain cross-reference table and a flat list of pages, as matplotlib writes it.
    marks : sequence of (str, int)
        Title and page, counted from 0.

    Raises
    ------
    GeoError
        When the PDF is not made like that.
    """
    trailer = pdf[pdf.rfind(b"trailer") :]
    root, size, info, start = (pattern.search(trailer) for pattern in (_ROOT, _SIZE, _INFO, _START))
    catalog = root and re.search(rb"(?:^|\n)%b 0 obj\s*<<(.*?)>>\s*endobj" % root[1], pdf, re.DOTALL)
    kids = re.search(rb"/Kids \[([^\]]*)\]", pdf)
    if not (root and size and start and catalog and kids):
        raise GeoError("bookmarks: this PDF is not made as expected; write the book without them")
    pages = [int(number) for number in re.findall(rb"(\d+) 0 R", kids[1])]
    first = int(size[1])
    objects: dict[int, bytes] = {
        int(root[1]): b"<<%b /Outlines %d 0 R /PageMode /UseOutlines >>" % (catalog[1], first),
        first: b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>"
        % (first + 1, first + len(marks), len(marks)),
    }
    for i, (title, page) in enumerate(marks):
        number = first + 1 + i
        beside = b" /Prev %d 0 R" % (number - 1) if i else b""
        beside += b" /Next %d 0 R" % (number + 1) if i + 1 < len(marks) else b""
        text = b"FEFF" + title.encode("utf-16-be").hex().upper().encode()
        objects[number] = b"<< /Title <%b> /Parent %d 0 R /Dest [%d 0 R /Fit]%b >>" % (
            text,
            first,
            pages[page],
            beside,
        )
    added = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    table = bytearray(b"xref\n0 1\n0000000000 65535 f \n")
    for number, content in sorted(objects.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(added))
        added += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    at = len(added)
    described = b" /Info %d 0 R" % int(info[1]) if info else b""
    added += table + b"trailer\n<< /Size %d /Root %d 0 R%b /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        first + 1 + len(marks),
        int(root[1]),
        described,
        int(start[1]),
        at,
    )
    return bytes(added)
