"""A phone of a demo user, for the browser tests of rooms."""

from tests.beds.fixtures import at

__all__ = ["at"]
