"""The same people as in the tests of contacts."""

from tests.contacts.fixtures import demo_database, sign_in

__all__ = ["demo_database", "sign_in"]
