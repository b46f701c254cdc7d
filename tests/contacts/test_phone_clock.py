"""When a contact was, as a phone with a wrong clock tells it: received − (sent − saved), as with beds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.contacts.acts import SignIn
from tests.support.door import Door
from webapp import clock
from webapp.contacts.models import FollowUp, StreetContact
from webapp.db import Database

OFF = [timedelta(0), timedelta(days=-1096), timedelta(days=-40), timedelta(days=-1), timedelta(days=1)]
"""How far a phone's clock is beside the truth."""
EARLIER = timedelta(hours=3)
BY_THEN = timedelta(minutes=1)


@pytest.fixture
def happened(demo_database: Database) -> Callable[[str], datetime]:
    """When a contact was, by the store."""

    def at(contact_id: str) -> datetime:
        with demo_database.transaction() as session:
            return session.get_one(StreetContact, UUID(contact_id)).occurred_at

    return at


def log(door: Door, body: dict[str, Any], off: timedelta, ago: timedelta = EARLIER) -> str:
    """A contact that was saved a while ago on a phone whose clock is off."""
    there = clock.now() + off
    return door.accepted("contact.log", body, client_time=(there - ago).isoformat(), sent_at=there.isoformat())


def about(at: datetime, expected: datetime) -> bool:
    """True for the same moment, but for the time a test takes."""
    return abs(at - expected) < BY_THEN


@pytest.mark.parametrize("off", OFF, ids=str)
def test_contact_without_a_time_happened_when_it_was_saved(door: Door, contact: Any, happened: Any, off: timedelta):
    assert about(happened(log(door, contact(), off)), clock.now() - EARLIER)


@pytest.mark.parametrize("off", OFF, ids=str)
def test_time_that_was_typed_stands_where_it_can_be(door: Door, contact: Any, happened: Any, off: timedelta):
    typed = clock.now() - timedelta(days=3)
    assert about(happened(log(door, contact(occurred_at=typed.isoformat()), off)), typed)


@pytest.mark.parametrize("off", OFF, ids=str)
def test_time_on_the_phones_own_today_is_a_time_of_today(door: Door, contact: Any, happened: Any, off: timedelta):
    typed = clock.now() + off - EARLIER - timedelta(seconds=30)
    assert about(happened(log(door, contact(occurred_at=typed.isoformat()), off)), clock.now() - EARLIER)


def test_time_still_to_come_for_a_clock_that_is_right_is_the_saving(door: Door, contact: Any, happened: Any):
    typed = clock.now() + timedelta(days=2)
    made = log(door, contact(occurred_at=typed.isoformat()), timedelta(0))
    assert about(happened(made), clock.now() - EARLIER)


def test_clock_that_was_set_between_saving_and_sending_tells_nothing(door: Door, contact: Any, happened: Any):
    saved = clock.now() - timedelta(days=1096)
    made = door.accepted("contact.log", contact(), client_time=saved.isoformat(), sent_at=clock.now().isoformat())
    assert about(happened(made), clock.now())
    assert "liep niet gelijk" in door.client.get(f"/contacten/{made}").text


def test_item_that_waited_for_weeks_is_as_old_as_it_is(door: Door, contact: Any, happened: Any):
    weeks = timedelta(days=45)
    assert about(happened(log(door, contact(), timedelta(0), weeks)), clock.now() - weeks)


def test_phone_that_does_not_say_when_it_sends_is_not_dated_years_back(door: Door, contact: Any, happened: Any):
    long_ago = (clock.now() - timedelta(days=1096)).isoformat()
    assert about(happened(door.accepted("contact.log", contact(), client_time=long_ago)), clock.now())


@pytest.mark.parametrize("off", OFF, ids=str)
def test_correction_is_of_a_time_that_was_shown_not_of_the_phones(
    door: Door, contact: Any, happened: Any, off: timedelta
):
    was = clock.now() - timedelta(days=2)
    made = door.accepted("contact.log", contact(occurred_at=was.isoformat()))
    there, wanted = clock.now() + off, was - timedelta(minutes=30)
    changes = {"occurred_at": {"from": was.isoformat(), "to": wanted.isoformat()}}
    sent = {"client_time": there.isoformat(), "sent_at": there.isoformat()}
    door.accepted("contact.correct", {"contact": made, "changes": changes}, **sent)
    assert about(happened(made), wanted)


@pytest.mark.parametrize("off", OFF, ids=str)
def test_follow_up_was_done_when_it_was_ticked(
    sign_in: SignIn, door: Door, contact: Any, demo_database: Database, off: timedelta
):
    agreed = {"text": "Bellen", "due_on": clock.today().isoformat()}
    made = door.accepted("contact.log", contact(follow_up=agreed))
    there = clock.now() + off
    door.accepted(
        "follow_up.complete", {"follow_up": made}, client_time=(there - EARLIER).isoformat(), sent_at=there.isoformat()
    )
    with demo_database.transaction() as session:
        done_at = session.get_one(FollowUp, UUID(made)).done_at
    assert done_at is not None
    assert about(done_at, clock.now() - EARLIER)
