"""A picture made anew: turned upright, small, WebP, and without anything but its pixels. Pure.

What came is read by its content, never by its name or type. Its size is judged from the header before a pixel is read,
a JPEG is decoded at a fraction of its size, and one picture is decoded at a time, so memory stays bounded. Place, date,
camera and colour profile stay behind because the pixels go into a new image.
"""

from __future__ import annotations

import hashlib
import io
import threading
from dataclasses import dataclass

from PIL import Image, ImageOps

from webapp.errors import N_, Invalid

MOST_BYTES = 12 * 1024 * 1024
LONGEST_EDGE = 1600
LARGEST = 400_000
"""Bytes of the picture that is kept."""
_FORMATS = ("JPEG", "PNG", "WEBP")
_PIXELS, _PIXELS_IN_PARTS = 16_000_000, 60_000_000
"""The most pixels of a picture; of a JPEG that decodes in parts."""
_TRIES = ((LONGEST_EDGE, 80), (LONGEST_EDGE, 60), (LONGEST_EDGE, 40), (1000, 40), (600, 30))
"""Longest edge and quality, until the picture is small enough; the last is always."""
_FIELD = "picture"
NONE = N_("Kies een foto.")
TOO_LARGE = N_("Deze foto is te groot. Kies er een van hoogstens 12 MB.")
_TOO_WIDE = N_("Deze foto heeft te veel beeldpunten. Maak hem kleiner en kies hem opnieuw.")
_NO_PICTURE = N_("Dit is geen foto die Onderdak kan lezen. Kies een foto als JPEG, PNG of WebP.")
_BROKEN = N_("Deze foto is beschadigd. Kies een andere, of maak hem opnieuw.")
_FAULTS = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, ArithmeticError, Warning)
"""A library for pictures meets a damaged file with any of these; a warning is one where warnings are errors."""
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Remade:
    """A WebP picture and its size in pixels."""

    data: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """The same for the same picture."""
        return hashlib.sha256(self.data).hexdigest()


def remake(sent: bytes) -> Remade:
    """Make a picture anew.

    Raises:
        Invalid: at ``picture``: nothing, too large, no picture, or broken.
    """
    if not sent:
        raise Invalid({_FIELD: NONE})
    if len(sent) > MOST_BYTES:
        raise Invalid({_FIELD: TOO_LARGE})
    with _one_at_a_time:
        image = _open(sent)
        try:
            return _small(image)
        except _FAULTS as error:
            raise Invalid({_FIELD: _BROKEN}) from error


def _open(sent: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(sent), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Invalid({_FIELD: _TOO_WIDE}) from error
    except _FAULTS as error:
        raise Invalid({_FIELD: _NO_PICTURE}) from error
    in_parts = image.format == "JPEG" and not image.info.get("progressive")
    if image.width * image.height > (_PIXELS_IN_PARTS if in_parts else _PIXELS):
        raise Invalid({_FIELD: _TOO_WIDE})
    return image


def _small(image: Image.Image) -> Remade:
    image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
    clean = Image.new("RGB", upright.size, "white")
    if upright.mode == "RGBA":
        clean.paste(upright, mask=upright.getchannel("A"))
    else:
        clean.paste(upright.convert("RGB"))
    for edge, quality in _TRIES:
        clean.thumbnail((edge, edge))
        kept = io.BytesIO()
        clean.save(kept, "WEBP", quality=quality, method=4)
        if kept.tell() <= LARGEST:
            break
    return Remade(kept.getvalue(), *clean.size)
