"""The same people as in the tests of contacts."""

from tests.contacts.fixtures import at, demo_database, sign_in

__all__ = ["at", "demo_database", "sign_in"]
