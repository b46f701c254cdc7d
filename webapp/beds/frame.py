"""The values of tonight's beds in the frame of every page: the winter regime, and the user's waiting items."""

from __future__ import annotations

from typing import Any

from webapp.accounts.login import person_here
from webapp.accounts.permissions import Permission
from webapp.beds.winter import banner

BANNERS = ("beds/winter/_banner.html",)


def frame() -> dict[str, Any]:
    """``cold``; the address that counts this user's waiting items; and the user whose shortcuts the phone gets."""
    person = person_here()
    may = person.actor.may if person else lambda _permission: False
    hears = may(Permission.request_beds) or may(Permission.answer_requests)
    counts = may(Permission.count_beds)
    return {
        "cold": banner.read_active(),
        "waits_at": "/bedden/wacht" if hears else None,
        "counts_beds": counts,
        "shortcuts_for": "opvang" if counts else None,
    }
