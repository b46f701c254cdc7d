"""The same people as in the tests of contacts, and phones as in those of beds."""

from tests.beds.fixtures import at
from tests.contacts.fixtures import demo_database, sign_in

__all__ = ["at", "demo_database", "sign_in"]
