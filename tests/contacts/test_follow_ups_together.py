"""A follow-up and two people: whose it is once it was handed on, and a tap that comes late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.contacts.acts import NURSE, SignIn, due_on, in_days, user_id
from tests.support.colleagues import add_colleague
from tests.support.door import Door
from webapp import clock
from webapp.accounts.models import User
from webapp.contacts.models import FollowUp
from webapp.db import Database

PLACES = ("/", "/vervolgacties", "/offline/snapshot")
Result = dict[str, Any]


@pytest.fixture
def karin(demo_database: Database, colleague: str) -> str:
    """The id of a second nurse in the nurse's organisation."""
    return user_id(demo_database, colleague)


@pytest.fixture
def other(sign_in: SignIn, colleague: str) -> Door:
    """The phone of that second nurse."""
    return Door(sign_in(colleague))


@pytest.fixture
def known(door: Door) -> str:
    """A client whom the nurse works with."""
    return door.accepted("client.add", {"alias": "Doorgegeven (demo)", "legal_basis": "wgbo"})


def hide(door: Door, client: str) -> None:
    """The safety flag."""
    changes = {"whereabouts": {"from": "open", "to": "hidden"}}
    door.accepted("client.edit", {"client": client, "changes": changes})


def has(door: Door, text: str) -> list[bool]:
    """True for each place that has it: the home screen, the own list and the phone's copy."""
    return [text in door.client.get(path).text for path in PLACES]


def test_what_the_colleague_may_no_longer_see_comes_back(
    door: Door, other: Door, due: Any, known: str, karin: str
) -> None:
    made = due("Kanarieafspraak", 0, client=known)
    door.accepted("follow_up.hand_on", {"follow_up": made, "colleague": karin})
    assert (has(door, "Kanarieafspraak")[1], has(other, "Kanarieafspraak")[1]) == (False, True)
    counted = door.client.get("/").text
    hide(door, known)
    assert has(door, "Kanarieafspraak") == [True] * 3
    assert "Kanarieafspraak" not in other.client.get("/vervolgacties").text
    assert door.client.get("/").text != counted
    for path in ("/vervolgacties", "/vervolgacties/team", f"/contacten/{made}"):
        assert "bij Demo Karin" not in door.client.get(path).text, "she does not have it"


def test_colleague_who_works_with_a_hidden_client_keeps_it(
    door: Door, other: Door, due: Any, known: str, karin: str, contact: Any
) -> None:
    made = due("Blijft van Karin", 0, client=known)
    other.accepted("contact.log", contact(client=known))
    door.accepted("follow_up.hand_on", {"follow_up": made, "colleague": karin})
    hide(door, known)
    assert has(door, "Blijft van Karin")[:2] == [False, False]
    assert has(other, "Blijft van Karin") == [True] * 3
    assert "bij Demo Karin" in door.client.get("/vervolgacties/team").text
    other.client.post(f"/clienten/{known}/loslaten")
    assert has(door, "Blijft van Karin") == [True] * 3


def test_colleague_who_logged_it_keeps_it_under_a_safety_flag(
    door: Door, other: Door, known: str, karin: str, contact: Any
) -> None:
    told = {"text": "Terug naar Karin", "due_on": in_days(0)}
    made = other.accepted("contact.log", contact(client=known, follow_up=told))
    other.client.post(f"/clienten/{known}/loslaten")
    door.accepted("follow_up.hand_on", {"follow_up": made, "colleague": karin})
    hide(door, known)
    door.accepted("contact.log", contact(client=known))
    assert "Terug naar Karin" in other.client.get("/vervolgacties").text
    assert "Terug naar Karin" not in door.client.get("/vervolgacties").text


@pytest.mark.parametrize("roles", [["policy_officer"], ["shelter_worker"], ["volunteer", "host"]])
def test_what_a_colleague_with_other_work_has_comes_back(
    door: Door, due: Any, karin: str, demo_database: Database, roles: list[str]
) -> None:
    made = due("Ander werk", 0)
    door.accepted("follow_up.hand_on", {"follow_up": made, "colleague": karin})
    assert has(door, "Ander werk")[:2] == [False, False]
    with demo_database.transaction() as session:
        user = session.get_one(User, UUID(karin))
        user.place(user.organisation_id, roles)
        session.add(user)
    assert has(door, "Ander werk") == [True] * 3


Late = Callable[..., Result]


@pytest.fixture
def late(door: Door) -> Late:
    """A tap of the nurse that waited half a day for the network."""

    def send(kind: str, body: dict[str, Any]) -> Result:
        at = clock.local(clock.now())
        waited = {"client_time": (at - timedelta(hours=12)).isoformat(), "sent_at": at.isoformat()}
        return door.send(f"follow_up.{kind}", body, **waited)

    return send


def move(door: Door, made: str, before: int, days: int) -> None:
    """Somebody chooses another day."""
    changes = {"follow_up.due_on": {"from": in_days(before), "to": in_days(days)}}
    door.accepted("contact.correct", {"contact": made, "changes": changes})


def in_words(days: int) -> str:
    return f"{clock.today() + timedelta(days=days):%d-%m-%Y}"


def test_late_tomorrow_leaves_the_day_a_colleague_chose(
    other: Door, due: Any, late: Late, demo_database: Database
) -> None:
    made = due("Verzetten", 0)
    move(other, made, 0, 5)
    result = late("tomorrow", {"follow_up": made, "due_on": in_days(0)})
    assert (result["status"], result["code"]) == ("rejected", "changed")
    assert in_words(5) in result["message"]
    assert due_on(demo_database, made) == (in_days(5), 0)


def test_tomorrow_that_finds_the_day_it_saw_or_wants_is_taken(
    door: Door, due: Any, demo_database: Database, karin: str
) -> None:
    made = due("Verzetten", 0)
    body = {"follow_up": made, "due_on": in_days(0)}
    for _ in range(2):
        door.accepted("follow_up.tomorrow", body)
        assert due_on(demo_database, made) == (in_days(1), 0)


def test_tap_that_was_queued_before_this_still_arrives(
    other: Door, due: Any, late: Late, demo_database: Database
) -> None:
    made = due("Van vroeger", 0)
    move(other, made, 0, 5)
    assert late("tomorrow", {"follow_up": made})["status"] == "accepted"
    assert due_on(demo_database, made)[0] != in_days(5)


def test_late_tomorrow_of_what_was_done_leaves_it_done(
    door: Door, other: Door, due: Any, late: Late, demo_database: Database
) -> None:
    made = due("Al gedaan", 0)
    move(other, made, 0, 5)
    other.accepted("follow_up.complete", {"follow_up": made})
    assert late("tomorrow", {"follow_up": made, "due_on": in_days(0)})["status"] == "accepted"
    assert due_on(demo_database, made) == (in_days(5), 0)
    assert made not in door.client.get("/vervolgacties").text


def test_late_try_counts_and_leaves_the_day_a_colleague_chose(
    other: Door, due: Any, late: Late, demo_database: Database
) -> None:
    made = due("Langsgaan", -3)
    move(other, made, -3, -1)
    assert late("missed", {"follow_up": made, "due_on": in_days(-3)})["status"] == "accepted"
    assert due_on(demo_database, made) == (in_days(-1), 1)
    assert late("take_back", {"follow_up": made, "step": "missed"})["status"] == "accepted"
    assert due_on(demo_database, made) == (in_days(-1), 0)


@pytest.fixture
def third(demo_database: Database) -> str:
    """The id of one more nurse there."""
    add_colleague(demo_database, "Demo Joke", "collega-joke")
    return user_id(demo_database, "Demo Joke")


def holder(database: Database, made: str) -> str:
    with database.reading() as session:
        return str(session.get_one(FollowUp, UUID(made)).holder_id)


def test_late_handing_on_leaves_it_with_whom_a_colleague_gave_it(
    door: Door, other: Door, due: Any, late: Late, demo_database: Database, karin: str, third: str
) -> None:
    made, sanne = due("Wie gaat er", 0), user_id(demo_database, NURSE)
    other.accepted("follow_up.hand_on", {"follow_up": made, "colleague": third, "holder": sanne})
    body = {"follow_up": made, "colleague": karin, "holder": sanne}
    result = late("hand_on", body)
    assert (result["status"], result["code"]) == ("rejected", "changed")
    assert "Demo Joke" in result["fields"]["colleague"]
    assert holder(demo_database, made) == third
    assert late("hand_on", {**body, "colleague": third})["status"] == "accepted", "it is as they wanted"
    assert late("hand_on", {**body, "holder": third})["status"] == "accepted", "they saw who had it"
    assert holder(demo_database, made) == karin
    assert late("hand_on", {"follow_up": made, "colleague": third})["status"] == "accepted", "queued before this"


def test_one_gives_on_what_one_was_given_meanwhile(
    other: Door, due: Any, late: Late, demo_database: Database, karin: str, third: str
) -> None:
    made, sanne = due("Van mij", 0), user_id(demo_database, NURSE)
    for colleague in (third, sanne):
        other.accepted("follow_up.hand_on", {"follow_up": made, "colleague": colleague})
    assert late("hand_on", {"follow_up": made, "colleague": karin, "holder": third})["status"] == "accepted"
    assert holder(demo_database, made) == karin


def test_who_cannot_do_it_any_more_stands_in_nobodys_way(
    door: Door, other: Door, due: Any, late: Late, demo_database: Database, karin: str, third: str
) -> None:
    made, sanne = due("Joke stopt", 0), user_id(demo_database, NURSE)
    other.accepted("follow_up.hand_on", {"follow_up": made, "colleague": third})
    with demo_database.transaction() as session:
        user = session.get_one(User, UUID(third))
        user.place(user.organisation_id, user.roles, active=False)
        session.add(user)
    assert late("hand_on", {"follow_up": made, "colleague": karin, "holder": sanne})["status"] == "accepted"
    assert holder(demo_database, made) == karin


def test_forms_carry_what_was_seen_and_say_what_is_so_now(
    door: Door, other: Door, due: Any, demo_database: Database, karin: str, third: str
) -> None:
    made, sanne = due("Met een formulier", 0), user_id(demo_database, NURSE)
    shown = door.client.get(f"/contacten/{made}").text
    assert shown.count(f'name="due_on" value="{in_days(0)}"') == 2, "to tomorrow, and missed"
    assert f'name="holder" value="{sanne}"' in shown
    other.accepted("follow_up.hand_on", {"follow_up": made, "colleague": third})
    move(other, made, 0, 5)
    refused = door.client.post(f"/vervolgacties/{made}/morgen", data={"due_on": in_days(0)})
    assert refused.status_code == 422
    assert in_words(5) in refused.text
    refused = door.client.post(f"/vervolgacties/{made}/doorgeven", data={"colleague": karin, "holder": sanne})
    assert refused.status_code == 422
    assert "Demo Joke" in refused.text
    assert f'name="holder" value="{third}"' in door.client.get(f"/contacten/{made}").text
