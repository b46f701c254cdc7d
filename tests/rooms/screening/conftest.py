"""A volunteer's phone."""

from tests.contacts.fixtures import at

__all__ = ["at"]
