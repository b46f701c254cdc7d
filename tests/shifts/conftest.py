"""A nurse, her colleague, and a clock that goes on."""

from tests.contacts.fixtures import colleague, contact, demo_database, door, nurse, sign_in
from tests.handover.fixtures import pass_time

__all__ = ["colleague", "contact", "demo_database", "door", "nurse", "pass_time", "sign_in"]
