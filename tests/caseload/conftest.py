"""The night and its people, as the tests of tonight's beds and of contacts have them."""

from __future__ import annotations

from tests.beds.fixtures import night
from tests.beds.secret_houses import secrets, switched
from tests.contacts.fixtures import at, colleague, contact, demo_database, door, nurse, sign_in

__all__ = ["at", "colleague", "contact", "demo_database", "door", "night", "nurse", "secrets", "sign_in", "switched"]
