"""ODT: a letter as an open text document (OpenDocument 1.3) that every word processor opens. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from webapp.sheets.ods_file import pack
from webapp.sheets.table import clean

MIMETYPE = "application/vnd.oasis.opendocument.text"


def write(lines: Sequence[str]) -> bytes:
    """Write the file: a paragraph a line."""
    inside = "".join(f"<text:p>{escape(clean(line))}</text:p>" for line in lines)
    return pack(MIMETYPE, f"<office:body><office:text>{inside}</office:text></office:body>")
