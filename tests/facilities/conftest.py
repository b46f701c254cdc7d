"""The night and its people, as the tests of tonight's beds have them."""

from __future__ import annotations

from tests.beds.fixtures import night, nurse, worker
from tests.contacts.fixtures import sign_in

__all__ = ["night", "nurse", "sign_in", "worker"]
