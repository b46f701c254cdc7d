"""Many workers at once for the last bed, on both stores: exactly one gets it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.beds.night import AUTOMATIC, Night
from tests.beds.requests.acts import client_of
from tests.beds.stays.acts import arrive, check_in
from tests.support.together import together
from webapp import clock
from webapp.beds.administration import service as administration
from webapp.beds.administration.inputs import CapacityInput
from webapp.beds.kinds import State
from webapp.beds.ledger.models import BedRequest, Stay
from webapp.db import new_id
from webapp.errors import Conflict, Invalid
from webapp.people import service as people
from webapp.people.inputs import ClientInput
from webapp.validation import read

RIVALS = 12


@pytest.mark.parametrize("free", [1, 3])
def test_last_beds_go_to_exactly_as_many_as_there_are(night: Night, free: int):
    night.count(free, base=night.beds(AUTOMATIC, "mixed").version)
    results = together(RIVALS, lambda _: night.ask())
    states = [result.state for result in results if isinstance(result, BedRequest)]
    assert (states.count(State.held), states.count(State.full)) == (free, RIVALS - free)
    beds = night.beds(AUTOMATIC, "mixed")
    assert (beds.free, beds.held) == (0, free)


def test_one_client_gets_one_bed_when_two_kinds_are_asked_at_once(night: Night):
    with night.write() as session:
        data = read(ClientInput, {"alias": "Demo K.", "legal_basis": "wgbo"})
        client = people.add_client(session, night.actor("straatverpleegkundige"), data, new_id()).id
    kinds = ["mixed", "women"] * 4
    results = together(len(kinds), lambda one: night.ask(kind=kinds[one], gender="woman", client=client))
    assert sum(isinstance(result, BedRequest) for result in results) == 1
    assert sum(isinstance(result, Invalid) and result.code == "already_held" for result in results) == 7


def test_one_count_wins_when_several_build_on_the_same_version(night: Night):
    base = night.beds(AUTOMATIC, "mixed").version
    results = together(8, lambda one: night.count(one, base=base))
    assert sum(isinstance(result, Conflict) for result in results) == 7


def test_same_request_is_one_when_it_arrives_in_many_copies(night: Night):
    request_id: UUID = new_id()
    results = together(8, lambda _: night.ask(id=request_id))
    assert {result.id for result in results if isinstance(result, BedRequest)} == {request_id}
    assert night.beds(AUTOMATIC, "mixed").held == 1


def test_house_is_changed_while_beds_of_it_are_asked(night: Night):
    """Both take the region's line first: nobody waits for the other while holding what that one needs."""
    shelter = night.shelter(AUTOMATIC)
    data = read(CapacityInput, {"kind": "mixed", "capacity": 24, "from_date": clock.today() + timedelta(days=2)})

    def act(one: int) -> object:
        if one % 2:
            return night.cancel(night.ask())
        with night.write() as session:
            return administration.set_capacity(session, night.actor("beheer"), data, shelter.id)

    for _ in range(4):
        results = together(8, act)
        assert not [result for result in results if isinstance(result, Exception)]


def test_last_bed_goes_once_when_walk_ins_and_requests_come_together(night: Night):
    night.count(1, base=night.beds(AUTOMATIC, "mixed").version)
    results = together(8, lambda one: night.ask() if one % 2 else check_in(night))
    held = [result for result in results if isinstance(result, BedRequest) and result.state == State.held]
    assert len(held) + sum(isinstance(result, Stay) for result in results) == 1
    beds = night.beds(AUTOMATIC, "mixed")
    assert (beds.free, beds.held + beds.stays) == (0, 1)


def test_guest_is_one_stay_when_two_colleagues_check_them_off_at_once(night: Night):
    request = night.ask()
    results = together(6, lambda _: arrive(night, request))
    assert len({result.id for result in results if isinstance(result, Stay)}) == 1
    assert night.beds(AUTOMATIC, "mixed").stays == 1


def test_second_bed_is_held_when_a_person_decided_so(night: Night):
    client = client_of(night)
    night.ask(client=client)
    with pytest.raises(Invalid) as caught:
        night.ask(client=client, kind="women", gender="woman")
    assert caught.value.code == "already_held"
    assert night.ask(client=client, kind="women", gender="woman", second_bed=True).state == State.held
