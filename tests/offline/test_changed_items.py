"""An item that waits may be changed: of its versions one is made, whichever comes first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.offline.acts import note_kind, nurse, operation, performed, send
from tests.support.client import Client
from webapp.db import new_id

__all__ = ["note_kind", "nurse"]  # fixtures of the acts


@pytest.mark.parametrize("first_comes", [True, False])
def test_of_an_item_and_its_change_one_is_made(nurse: Client, first_comes: bool) -> None:
    first = operation("eerst", 1)
    change = operation("anders", 2, replaces=first["id"])
    again = operation("nog anders", 3, replaces=first["id"])
    items = [first, change, again] if first_comes else [change, first, again]
    answers = [send(nurse, item)[0] for item in items]
    assert [answer["status"] for answer in answers] == ["accepted", "rejected", "rejected"]
    assert performed == ["eerst" if first_comes else "anders"]
    assert [answer.get("code") for answer in answers[1:]] == [
        "already_accepted" if first_comes else "replaced", "already_accepted"]  # fmt: skip


def test_change_of_a_change_that_came_too_late_is_not_made_either(nurse: Client) -> None:
    first = operation("eerst", 1)
    late = operation("anders", 2, replaces=first["id"])
    later = operation("nog anders", 3, replaces=late["id"])
    answers = send(nurse, first, late, later)
    assert [answer.get("code") for answer in answers] == [None, "already_accepted", "already_accepted"]
    assert performed == ["eerst"]


def test_change_of_another_users_item_is_just_an_item(nurse: Client, demo_app: Any) -> None:
    first = operation("eerst", 1)
    send(nurse, first)
    other = Client(demo_app, demo_app.response_class).sign_in("jongerenwerker")
    [answer] = send(other, operation("anders", 1, replaces=first["id"]), device=str(new_id()))
    assert answer["status"] == "accepted"
    [again] = send(nurse, first)
    assert again["status"] == "duplicate"
