"""An address to hand on: as text, and as a picture for a phone that scans it."""

from __future__ import annotations

import segno
from flask import current_app


def address(path: str) -> tuple[str, str]:
    """The whole address of a link, and its picture as a QR code."""
    link = f"{current_app.extensions['config'].origin}{path}"
    return link, segno.make(link, error="m", micro=False).svg_data_uri(
        scale=6, border=3, dark="#251c28", light="#ffffff"
    )
