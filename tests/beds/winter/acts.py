"""Winter beds that begin, change and end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.beds.night import AUTOMATIC, Night
from webapp import clock
from webapp.beds.shelters.winter_models import ColdActivation
from webapp.beds.winter import service as winter
from webapp.beds.winter.inputs import WinterBedsInput, WinterEndInput, WinterInput
from webapp.db import new_id
from webapp.validation import read


def activate(night: Night, by: str = "beleid", **more: Any) -> ColdActivation:
    body = {"ends_at": (clock.now() + timedelta(days=2)).isoformat(), "reason": "Strenge vorst", **more}
    with night.write() as session:
        return winter.activate(session, night.actor(by), read(WinterInput, body), new_id())


def with_beds(night: Night, places: int = 12, **more: Any) -> ColdActivation:
    return activate(night, shelter=night.shelter(AUTOMATIC).id, places=places, **more)


def change(night: Night, places: int, name: str = AUTOMATIC) -> None:
    """The administrator says how many extra beds there are now."""
    with night.write() as session:
        data = read(WinterBedsInput, {"shelter": night.shelter(name).id, "places": places})
        winter.open_beds(session, night.actor("beheer"), data)


def end(night: Night, by: str = "beleid") -> ColdActivation:
    with night.write() as session:
        return winter.end(session, night.actor(by), read(WinterEndInput, {"reason": "Het dooit"}))
