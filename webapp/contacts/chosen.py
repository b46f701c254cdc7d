"""The person a form was opened for, by ``?client=`` or by a posted field."""

from __future__ import annotations

from uuid import UUID

from flask import request

from webapp.accounts.login import actor
from webapp.contacts import people_chips
from webapp.web.store import reading


def chosen_person(said: str | None = None) -> people_chips.PersonChip | None:
    """The chosen person, when this user may know them; ``said`` replaces the form of the request."""
    try:
        client_id = UUID(request.values.get("client", "") if said is None else said)
    except ValueError:
        return None
    with reading() as session:
        return people_chips.find_person(session, actor(), client_id)
