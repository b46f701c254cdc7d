"""A nurse, a colleague of hers, and her clients."""

from __future__ import annotations

from tests.contacts.fixtures import acting, colleague, contact, demo_database, door, nurse, session, sign_in
from tests.referrals.fixtures import youth

__all__ = ["acting", "colleague", "contact", "demo_database", "door", "nurse", "session", "sign_in", "youth"]
