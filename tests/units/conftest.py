"""The night and its people, as the tests of tonight's beds have them."""

from __future__ import annotations

from tests.beds.fixtures import night

__all__ = ["night"]
