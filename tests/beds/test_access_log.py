"""The access log of a bed: a decision on a request has the ground of its asker or of the shelter."""

from __future__ import annotations

import pytest
from sqlmodel import select

from tests.beds.night import AUTOMATIC, BY_HAND, Night
from tests.beds.requests.acts import client_of, hold, refuse
from tests.beds.stays.acts import arrive, extend, no_show
from webapp.audit.models import AccessEntry
from webapp.beds.ledger.models import BedRequest


def grounds(night: Night, request: BedRequest) -> list[str]:
    """On what ground each change of a request was allowed."""
    with night.database.reading() as session:
        entries = session.exec(
            select(AccessEntry)
            .where(AccessEntry.subject_id == request.id, AccessEntry.action == "update")
            .order_by(AccessEntry.n)  # type: ignore[arg-type]
        ).all()
        return [entry.ground for entry in entries]


@pytest.mark.one_store
def test_what_the_shelter_does_with_a_request_is_logged_as_the_shelters(night: Night):
    known = client_of(night)
    missed, asked = night.ask(AUTOMATIC, client=known), night.ask(BY_HAND)
    extend(night, missed, "opvang")
    no_show(night, missed)
    arrive(night, missed)
    hold(night, asked)
    refuse(night, asked)
    assert grounds(night, missed) == ["shelter"] * 3
    assert grounds(night, asked) == ["shelter"] * 2


@pytest.mark.one_store
def test_what_the_asker_or_a_colleague_does_is_logged_as_such(night: Night):
    mine, ours = night.ask(AUTOMATIC), night.ask(AUTOMATIC)
    with night.write() as session:
        session.get_one(BedRequest, ours.id).asked_by = night.actor("beheer").user_id
    extend(night, mine)
    night.cancel(mine)
    extend(night, ours)
    night.cancel(ours)
    assert (grounds(night, mine), grounds(night, ours)) == (["own"] * 2, ["organisation"] * 2)
