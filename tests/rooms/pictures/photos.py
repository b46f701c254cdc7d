"""Pictures as people send them, and one that is none."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
GPS, ORIENTATION = 0x8825, 0x0112


def saved(image: Image.Image, form: str, **more: Any) -> bytes:
    kept = io.BytesIO()
    image.save(kept, form, **more)
    return kept.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "GeheimeCamera"
    exif[ORIENTATION] = 6  # turned a quarter
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 14.0, 0.0), 3: "E", 4: (5.0, 10.0, 0.0)})
    image = Image.new("RGB", (400, 200), "white")
    image.paste("red", (0, 0, 200, 200))  # the left half
    return saved(image, "JPEG", exif=exif, icc_profile=b"GeheimProfiel", comment=b"GeheimeOpmerking")
