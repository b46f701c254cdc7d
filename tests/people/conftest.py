"""The same people as in the tests of contacts."""

from tests.contacts.fixtures import acting, at, colleague, demo_database, door, nurse, session, sign_in

__all__ = ["acting", "at", "colleague", "demo_database", "door", "nurse", "session", "sign_in"]
