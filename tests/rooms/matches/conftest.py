"""A match of the demo."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.rooms.matches.acts import Match


@pytest.fixture
def match(demo_app: Flask) -> Match:
    """A youth and a room that fit, not yet proposed."""
    return Match(demo_app)
