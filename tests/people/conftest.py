"""The same people as in the tests of contacts."""

from tests.contacts.fixtures import acting, colleague, demo_database, door, nurse, session, sign_in

__all__ = ["acting", "colleague", "demo_database", "door", "nurse", "session", "sign_in"]
