"""The statements of one bed request: everybody behind it waits for each."""

from __future__ import annotations

import pytest

from tests.beds.night import AUTOMATIC, Night, send
from tests.support.client import Client
from tests.support.statements import asked_of

FORM, PHONE = 16, 23
"""Statements at most, for a phone that was seen a moment ago."""


def body(night: Night) -> dict[str, str]:
    return {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "age_group": "adult"}


@pytest.mark.one_store
def test_request_by_a_form_is_one_commit(night: Night, nurse: Client):
    said = body(night)
    nurse.post("/bedden/vragen", data=said)  # the first act of a session moves its lock
    with asked_of(night.database) as asked:
        answer = nurse.post("/bedden/vragen", data=said)
    assert answer.status_code == 303
    assert len(asked.statements) <= FORM, "\n".join(asked.statements)
    assert asked.commits == 1


@pytest.mark.one_store
def test_request_by_a_phone_is_one_commit(night: Night, nurse: Client):
    said = body(night)
    send(nurse, "bed.request", said)
    with asked_of(night.database) as asked:
        result = send(nurse, "bed.request", said, seq=2)
    assert result["status"] == "accepted"
    assert result["effect"]["state"] == "held"
    locks = 2 * (night.database.kind == "postgresql")  # there its phone and its ids are locked by statements
    assert len(asked.statements) <= PHONE + locks, "\n".join(asked.statements)
    assert asked.commits == 1
