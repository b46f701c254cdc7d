"""An administrator's acts on shelters."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from tests.support.changes import changes
from tests.support.client import Client
from webapp import clock
from webapp.accounts.actor import Actor
from webapp.beds.administration import service as administration
from webapp.beds.administration.inputs import ShelterInput
from webapp.beds.shelters.models import Shelter
from webapp.db import Session, new_id


def shelter_form(client: Client, **more: Any) -> dict[str, Any]:
    html = client.get("/beheer/opvang/nieuw").text
    organisation = re.search(r'<option value="([0-9a-f-]{36})">Opvang \(demo\)', html)
    worker = re.search(r'name="staff" value="([0-9a-f-]{36})"', html)
    assert organisation
    assert worker
    return {
        "id": str(new_id()),
        "confidential": "false",
        "name": "Nieuwe opvang (demo)",
        "organisation": organisation[1],
        "municipality": "Laren",
        "phone": "035 000 00 09",
        "hold_rule": "automatic",
        "hold_minutes": "30",
        "stale_minutes": "120",
        "min_age": "",
        "max_age": "",
        "count_times": "",
        "staff": [worker[1]],
        **more,
    }


def edit_shelter(session: Session, actor: Actor, shelter_id: UUID, **wanted: Any) -> Shelter:
    """As a form that was opened a moment before."""
    shown = administration.shown(session, *administration.region_shelter(session, actor, shelter_id))
    session.expire_all()
    edit = changes(ShelterInput, {name: shown[name] for name in wanted}, **wanted)
    return administration.edit_shelter(session, actor, edit, shelter_id)


def places(client: Client, url: str, kind: str, capacity: int, days: int = 0) -> TestResponse:
    day = clock.tonight() + timedelta(days=days)
    return client.post(
        f"{url}/capaciteit", data={"kind": kind, "capacity": str(capacity), "from_date": day.isoformat()}
    )
