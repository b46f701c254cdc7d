"""The person a form was opened for, by ``?client=`` or by a posted field."""

from __future__ import annotations

from uuid import UUID

from flask import request

from webapp.accounts.login import actor
from webapp.contacts import people_chips
from webapp.web.store import reading


def chosen_person() -> people_chips.PersonChip | None:
    """Find that person, when this user may know them."""
    try:
        client_id = UUID(request.values.get("client", ""))
    except ValueError:
        return None
    with reading() as session:
        return people_chips.find_person(session, actor(), client_id)
