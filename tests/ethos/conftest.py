"""Contacts of the demo's workers, for a count."""

from __future__ import annotations

from tests.contacts.fixtures import acting, at, colleague, contact, demo_database, door, nurse, session, sign_in

__all__ = ["acting", "at", "colleague", "contact", "demo_database", "door", "nurse", "session", "sign_in"]
