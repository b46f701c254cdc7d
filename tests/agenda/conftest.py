"""Contacts with agreements, for a calendar."""

from __future__ import annotations

from tests.contacts.fixtures import acting, at, colleague, contact, demo_database, door, due, nurse, session, sign_in

__all__ = ["acting", "at", "colleague", "contact", "demo_database", "door", "due", "nurse", "session", "sign_in"]
