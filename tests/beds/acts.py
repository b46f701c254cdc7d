"""Beds asked by plain forms."""

from __future__ import annotations

from typing import Any

from werkzeug.test import TestResponse

from tests.beds.night import AUTOMATIC, shelters_of
from tests.support.client import Client
from webapp.db import new_id


def shelter_id(client: Client, name: str) -> str:
    return str(next(shelter["id"] for label, shelter in shelters_of(client).items() if name in label))


def ask(client: Client, name: str = AUTOMATIC, **more: Any) -> TestResponse:
    form = {"id": str(new_id()), "shelter": shelter_id(client, name), "category": "mixed", "age_group": "adult"}
    return client.post("/bedden/vragen", data={**form, "gender": "man", "persons": "1", **more})
