"""A nurse, a colleague of hers, and a youth worker of another organisation."""

from __future__ import annotations

from tests.contacts.fixtures import acting, colleague, contact, demo_database, door, nurse, session, sign_in
from tests.referrals.fixtures import body, person, there, youth

__all__ = [
    "acting", "body", "colleague", "contact", "demo_database", "door", "nurse", "person", "session", "sign_in",
    "there", "youth",
]  # fmt: skip
