"""Bodies for the tests of clients."""

from __future__ import annotations

from typing import Any


def body(**more: Any) -> dict[str, Any]:
    """A client as CONTRACT writes it."""
    return {"alias": "Blauwe Bet (demo)", "birth_year": 1980, "legal_basis": "wmo", "municipality": "Huizen",
            "contact_ways": ["06 00 00 00 00"], **more}  # fmt: skip
