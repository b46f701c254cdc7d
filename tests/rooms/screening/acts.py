"""Acts that the tests of hosts share."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlmodel import select

from tests.rooms.walk import sign_up
from tests.support.client import Client
from webapp import clock
from webapp.accounts.models import User
from webapp.rooms.models import Host, Room

SEEN = {
    "checks": ["room", "lock"],
    "certificate_on": "2026-10-01",
    "lives_alone": "true",
    "reference_on": "2026-11-01",
    "consent": "not_needed",
    "note": "Fijn huis",
}


def fresh(app: Flask) -> Client:
    """Another browser."""
    return Client(app, app.response_class)


def new_host(app: Flask, **more: Any) -> tuple[Host, Room]:
    """Somebody who just signed up."""
    sign_up(fresh(app), **more)
    with app.extensions["database"].reading() as session:
        found = session.exec(
            select(Host, Room).join(Room, Room.host_id == Host.id).order_by(Room.created_at.desc())
        ).first()
    return found[0], found[1]


def room_now(app: Flask, room_id: UUID) -> Room:
    """The room as it is now."""
    with app.extensions["database"].reading() as session:
        return session.get_one(Room, room_id)


def user_id(app: Flask, role_name: str) -> str:
    """The demo user's id."""
    with app.extensions["database"].reading() as session:
        return str(session.exec(select(User.id).where(User.username == role_name)).one())


VISIT = clock.today() + timedelta(days=35)
"""The day of the visit that ``plan`` plans, at seven in the evening."""


def plan(coordinator: Client, host: Host, visitor: str, **more: Any) -> Any:
    """Plan a visit."""
    form = {"visit_at": f"{VISIT}T19:00", "visitor": visitor, "where": "Demostraat 1"} | more
    return coordinator.post(f"/kamers/verhuurders/{host.id}/bezoek", data=form)
