"""A night with its people, to answer as."""

from __future__ import annotations

from tests.beds.fixtures import night

__all__ = ["night"]
