"""Guests who come, by plain forms."""

from __future__ import annotations

from tests.beds.acts import shelter_id
from tests.beds.night import AUTOMATIC
from tests.support.client import Client
from webapp.db import new_id


def check_in(worker: Client, house: str = AUTOMATIC, **more: str) -> str:
    """Check someone in by the form; the address of the shelter."""
    url = f"/bedden/{shelter_id(worker, house)}"
    assert worker.get(f"{url}/inschrijven").status_code == 200
    form = {"id": str(new_id()), "category": "mixed", "age_group": "adult", "persons": "1", **more}
    answer = worker.post(f"{url}/inschrijven", data=form)
    assert (answer.status_code, answer.location) == (303, url)
    return url
