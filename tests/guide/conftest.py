"""Phones as in the tests of beds."""

from tests.beds.fixtures import at

__all__ = ["at"]
