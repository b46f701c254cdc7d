"""A file that somebody sends with a form."""

from __future__ import annotations

from flask import request

from webapp.errors import N_, Invalid

NO_FILE = N_("Kies een bestand.")


def read_upload(name: str, most: int, too_large: str) -> bytes:
    """The bytes of the file in this field.

    Raises:
        Invalid: at the field: none, an empty one, or one larger than ``most`` bytes.
    """
    chosen = request.files.get(name)
    data = chosen.read(most + 1) if chosen else b""
    if not data:
        raise Invalid({name: NO_FILE})
    if len(data) > most:
        raise Invalid({name: too_large})
    return data
