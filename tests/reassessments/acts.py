"""What people do with campaigns of reassessment."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

from tests.support.client import Client
from tests.support.door import Door
from webapp import clock

HOME, CAMPAIGNS = "/herbeoordelingen", "/herbeoordelingen/campagnes"
JSON = {"Accept": "application/json"}
NURSE = "Demo Sanne"


def in_days(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def upload(client: Client, text: str | bytes, **more: str) -> Any:
    data = text if isinstance(text, bytes) else text.encode()
    said = {"name": "Proef", "due_on": in_days(30), **more}
    return client.post(f"{CAMPAIGNS}/nieuw", data={**said, "bestand": (io.BytesIO(data), "lijst.csv")})


def campaign_of(answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"].rpartition("/")[2])


def begun(client: Client, text: str, **more: str) -> str:
    made = campaign_of(upload(client, text, **more))
    assert client.post(f"{CAMPAIGNS}/{made}/beginnen").status_code == 303
    return made


def ids_of(client: Client, campaign: str) -> dict[str, str]:
    rows = client.get(f"{CAMPAIGNS}/{campaign}", headers=JSON).get_json()["rows"]
    return {row["person"]: row["id"] for row in rows}


def answer(door: Door, row: str, outcome: str, **more: Any) -> dict[str, Any]:
    return door.send("reassessment.answer", {"reassessment": row, "outcome": outcome, **more})


def mine(client: Client) -> set[str]:
    rows = client.get("/vervolgacties?rule=reassessment", headers=JSON).get_json()["rows"]
    return {row["subject"] for row in rows}


def campaigns_of(client: Client) -> list[str]:
    return re.findall(rf"{CAMPAIGNS}/([0-9a-f-]{{36}})", client.get(CAMPAIGNS).text)
