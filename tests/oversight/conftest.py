"""People of the demo, each in a browser of their own, and the log that they leave."""

from __future__ import annotations

from tests.contacts.fixtures import colleague, contact, demo_database, door, nurse, sign_in

__all__ = ["colleague", "contact", "demo_database", "door", "nurse", "sign_in"]
