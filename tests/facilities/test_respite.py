"""Guests of a respite house: never more than there are places, nobody in two, and nothing of it on tonight's board."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import select

from tests.beds.night import Night, shelters_of
from tests.beds.stays.acts import arrive as arrive_in_shelter
from tests.beds.stays.acts import check_out
from tests.facilities.respite_house import LUWTE, also, arrive, correct, facility, free, leave, set_places, stays
from tests.support.client import Client
from tests.support.together import together
from webapp import clock
from webapp.accounts.permissions import Role
from webapp.audit.models import AccessEntry
from webapp.db import new_id
from webapp.errors import Conflict, Invalid, NotAllowed, NotFound
from webapp.facilities import respite
from webapp.facilities import store as facility_store
from webapp.facilities.inputs import UntilInput
from webapp.facilities.models import FacilityStaff, RespiteStay
from webapp.people import service as people
from webapp.people.inputs import ClientInput
from webapp.units.store import read_supply
from webapp.validation import read


def client_of(night: Night, by: str = "opvang", **more: object) -> UUID:
    data = read(ClientInput, {"alias": "Kanarie K.", "legal_basis": "wmo", **more})
    with night.write() as session:
        return people.add_client(session, night.actor(by), data, new_id()).id


def test_guest_takes_a_place_and_gives_it_back(night: Night):
    assert free(night) == 2
    stay = arrive(night, referrer="hospital")
    assert (stay.referrer, free(night)) == ("hospital", 1)
    gone = leave(night, stay, "other_care")
    assert (gone.outcome, free(night)) == ("other_care", 2)
    assert leave(night, stay, "hospital").outcome == "other_care", "told twice it is the first time that counts"


def test_full_house_takes_nobody_more(night: Night):
    arrive(night)
    arrive(night)
    with pytest.raises(Invalid) as refused:
        arrive(night)
    assert refused.value.code == "full"
    assert free(night) == 0


def test_last_places_go_to_exactly_as_many_as_there_are(night: Night):
    house = facility(night).id
    results = together(8, lambda _: arrive(night, house=house))
    assert sum(isinstance(result, RespiteStay) for result in results) == 2
    assert sum(isinstance(result, Invalid) and result.code == "full" for result in results) == 6
    assert sum(stay.left_on is None for stay in stays(night)) == 4


def test_same_arrival_in_many_copies_is_one(night: Night):
    stay_id, house = new_id(), facility(night).id
    results = together(6, lambda _: arrive(night, id=stay_id, house=house, guest="Kanarie"))
    assert {result.id for result in results if isinstance(result, RespiteStay)} == {stay_id}
    assert free(night) == 1
    also(night, "jongerenwerker", Role.shelter_worker)
    employ(night, "jongerenwerker")
    with pytest.raises(Conflict):
        arrive(night, by="jongerenwerker", id=stay_id)


def employ(night: Night, username: str) -> None:
    with night.write() as session:
        session.add(FacilityStaff(facility_id=facility(night).id, user_id=night.actor(username).user_id))


def test_late_entry_needs_a_place_on_every_night_since(night: Night):
    today = clock.today()
    first, second = arrive(night), arrive(night)
    night.pass_time(days=3)
    leave(night, first)
    leave(night, second)
    with pytest.raises(Invalid) as refused:
        arrive(night, arrived_on=today)
    assert refused.value.code == "full"
    assert arrive(night, arrived_on=today + timedelta(days=3)).left_on is None


def test_stay_that_is_over_needs_a_place_up_to_its_end_only(night: Night):
    today = clock.today()
    arrive(night)
    arrive(night)
    night.pass_time(days=10)
    over = arrive(night, arrived_on=today - timedelta(days=3), left_on=today, outcome="hospital")
    assert (over.left_on, over.outcome, over.expected_until, free(night)) == (today, "hospital", today, 0)
    for more, code in (
        ({"left_on": today + timedelta(days=1), "outcome": "home"}, "full"),
        ({"left_on": today}, "outcome"),
        ({"outcome": "home"}, "day"),
        ({"left_on": today - timedelta(days=4), "outcome": "home"}, "day"),
        ({"left_on": today + timedelta(days=11), "outcome": "home"}, "day"),
    ):
        with pytest.raises(Invalid) as refused:
            arrive(night, arrived_on=today - timedelta(days=3), **more)
        assert refused.value.code == code, more


def test_departure_is_corrected_while_the_house_is_full(night: Night):
    today = clock.today()
    stay = arrive(night, arrived_on=today - timedelta(days=5))
    leave(night, stay, "hospital", day=today - timedelta(days=3))
    since_yesterday = arrive(night, arrived_on=today - timedelta(days=1))
    arrive(night, arrived_on=today - timedelta(days=1))
    assert free(night) == 0
    corrected = correct(night, stay, "home", today - timedelta(days=1))
    assert (corrected.outcome, corrected.left_on, free(night)) == ("home", today - timedelta(days=1), 0)
    with pytest.raises(Invalid) as refused:
        correct(night, stay, "home", today)
    assert refused.value.code == "full"
    for day in (-6, 1):
        with pytest.raises(Invalid) as refused:
            correct(night, stay, "home", today + timedelta(days=day))
        assert refused.value.code == "day"
    with pytest.raises(Invalid) as refused:
        correct(night, since_yesterday, "home", today)
    assert refused.value.code == "not_left"
    assert correct(night, stay, "unknown", today - timedelta(days=5)).left_on == stay.arrived_on
    with pytest.raises(NotFound):
        correct(night, stay, "home", today, by="opvang-almere")


def test_two_who_correct_a_departure_do_not_undo_each_other(night: Night):
    today, before = clock.today(), clock.today() - timedelta(days=2)
    stay = leave(night, arrive(night, arrived_on=before), "hospital")
    was = {"left_on": today.isoformat(), "outcome": "hospital"}
    correct(night, stay, "hospital", before, was=was)
    corrected = correct(night, stay, "home", today, was=was)
    assert (corrected.left_on, corrected.outcome) == (before, "home")
    with pytest.raises(Conflict) as refused:
        correct(night, stay, "unknown", today, was=was)
    assert list(refused.value.current) == ["outcome"]


def test_departure_is_not_made_later_over_a_night_slept_elsewhere(night: Night):
    also(night, "opvang", Role.street_nurse)
    client, today = client_of(night), clock.today()
    stay = leave(night, arrive(night, client=client, guest=""), "shelter")
    arrive_in_shelter(night, night.ask(client=client, by="opvang"))
    night.pass_time(days=2)
    with pytest.raises(Invalid) as refused:
        correct(night, stay, "shelter", today + timedelta(days=1))
    assert refused.value.code == "elsewhere"
    assert correct(night, stay, "unknown", today).outcome == "unknown"
    for days, end in ((1, 0), (3, 1)):
        first = today - timedelta(days=days)
        over = arrive(night, client=client, arrived_on=first, left_on=first + timedelta(days=end), outcome="home")
        assert over.left_on == first + timedelta(days=end)
    with pytest.raises(Invalid) as refused:
        arrive(night, client=client, arrived_on=today, left_on=today + timedelta(days=1), outcome="home")
    assert refused.value.code == "elsewhere"


def test_places_by_date_never_rewrite_what_was(night: Night):
    today = clock.today()
    set_places(night, 3, today + timedelta(days=5))
    set_places(night, 6, today)
    assert free(night) == 4
    night.pass_time(days=5)
    assert free(night) == 1
    with night.database.reading() as session:
        dated = read_supply(session, facility(night).id).dated
    assert [places for _, places in dated] == [4, 6, 3]


def test_places_do_not_vanish_under_a_guest(night: Night):
    with pytest.raises(Invalid) as refused:
        set_places(night, 1)
    assert "places" in refused.value.fields
    with pytest.raises(Invalid):
        set_places(night, 9, clock.today() - timedelta(days=1))


def test_departure_by_mistake_is_taken_back_while_the_place_is_there(night: Night):
    stay = arrive(night)
    leave(night, stay)
    with night.write() as session:
        assert respite.come_back(session, night.actor("opvang"), stay.id).left_on is None
    leave(night, stay)
    arrive(night)
    arrive(night)
    with pytest.raises(Invalid) as refused, night.write() as session:
        respite.come_back(session, night.actor("opvang"), stay.id)
    assert refused.value.code == "full"


@pytest.mark.parametrize("left", [False, True])
def test_arrival_by_mistake_loses_its_name_and_counts_nowhere(night: Night, *, left: bool):
    stay = arrive(night, guest="Kanariepietje")
    if left:
        leave(night, stay)
    for _ in range(2):
        with night.write() as session:
            respite.undo_arrival(session, night.actor("opvang"), stay.id)
    assert free(night) == 2
    kept = next(one for one in stays(night) if one.id == stay.id)
    assert (kept.name, kept.outcome) == (None, "")
    with night.database.reading() as session:
        today = clock.today()
        assert stay.id not in [one.id for one in facility_store.list_ended(session, kept.facility_id, today, today)]
    with pytest.raises(Invalid) as refused, night.write() as session:
        respite.come_back(session, night.actor("opvang"), stay.id)
    assert refused.value.code == "undone"


def test_guest_may_stay_longer_until_they_left(night: Night):
    stay = arrive(night)
    data = read(UntilInput, {"expected_until": clock.today() + timedelta(days=30)})
    with night.write() as session:
        assert respite.stay_until(session, night.actor("opvang"), data, stay.id).expected_until == data.expected_until
    leave(night, stay)
    with pytest.raises(Invalid), night.write() as session:
        respite.stay_until(session, night.actor("opvang"), data, stay.id)


def test_name_that_is_there_already_is_asked_about_first(night: Night):
    arrive(night, guest="Jan de Kanarie")
    with pytest.raises(Invalid) as refused:
        arrive(night, guest="jan de kanarié")
    assert refused.value.code == "same_name"
    arrive(night, guest="jan de kanarié", other_person=True)
    assert free(night) == 0


def test_client_is_in_one_place_only(night: Night):
    also(night, "opvang", Role.street_nurse)
    client = client_of(night)
    stay = arrive(night, client=client, guest="")
    assert stay.name == "Kanarie K."
    with pytest.raises(Invalid) as refused:
        arrive(night, client=client)
    assert refused.value.code == "elsewhere"
    request = night.ask(client=client, by="opvang")
    with pytest.raises(Invalid):
        arrive_in_shelter(night, request)
    leave(night, stay)
    arrive_in_shelter(night, request)
    with pytest.raises(Invalid) as refused:
        arrive(night, client=client)
    assert refused.value.code == "elsewhere"
    with pytest.raises(Invalid), night.write() as session:
        respite.come_back(session, night.actor("opvang"), stay.id)


def test_departure_is_not_taken_back_over_a_night_slept_elsewhere(night: Night):
    """Left on Monday, slept in a shelter, left that too: on Wednesday they were not here all the time."""
    also(night, "opvang", Role.street_nurse)
    client = client_of(night)
    stay = arrive(night, client=client, guest="")
    leave(night, stay)
    elsewhere = arrive_in_shelter(night, night.ask(client=client, by="opvang"))
    night.pass_time(days=1)
    check_out(night, elsewhere)
    with pytest.raises(Invalid) as refused, night.write() as session:
        respite.come_back(session, night.actor("opvang"), stay.id)
    assert refused.value.code == "elsewhere"


def test_client_who_comes_twice_at_once_gets_one_place(night: Night):
    also(night, "opvang", Role.street_nurse)
    client, house = client_of(night), facility(night).id
    results = together(4, lambda _: arrive(night, client=client, house=house))
    assert sum(isinstance(result, RespiteStay) for result in results) == 1


def test_nobody_under_18(night: Night):
    also(night, "opvang", Role.street_nurse)
    client = client_of(night, birth_year=clock.today().year - 15)
    with pytest.raises(Invalid) as refused:
        arrive(night, client=client)
    assert refused.value.code == "minor_adult_bed"


def test_only_its_own_people_keep_the_guests(night: Night):
    stay = arrive(night)
    for other in ("opvang-almere",):
        with pytest.raises(NotFound):
            leave(night, stay, by=other)
        with pytest.raises(NotFound):
            arrive(night, by=other, house=stay.facility_id)
    for other in ("straatverpleegkundige", "beleid", "beheer", "vrijwilliger"):
        with pytest.raises(NotAllowed):
            leave(night, stay, by=other)
    with pytest.raises(NotAllowed):
        arrive(night, client=client_of(night, by="straatverpleegkundige"))


def test_name_is_sealed_and_every_act_is_in_the_access_log(night: Night):
    stay = arrive(night, guest="Kanariepietje")
    leave(night, stay)
    with night.database.reading() as session:
        query = text("select name from respite_stay where id = :id").bindparams(id=stay.id.hex)
        if night.database.kind == "postgresql":
            query = text("select name from respite_stay where id = :id").bindparams(id=stay.id)
        sealed = bytes(session.connection().execute(query).scalar_one())
        entries = session.exec(select(AccessEntry).where(AccessEntry.subject_id == stay.id)).all()
    assert b"Kanarie" not in sealed
    assert [(entry.action, entry.ground) for entry in entries] == [("create", "facility"), ("update", "facility")]


def test_nothing_of_it_is_on_tonights_board(night: Night, nurse: Client):
    before = night.board()
    etag = nurse.get("/bedden").headers["ETag"]
    arrive(night, guest="Kanariepietje")
    board = nurse.get("/bedden")
    assert (night.board().keys(), board.headers["ETag"]) == (before.keys(), etag)
    assert not any("Luwte" in name or "Keerpunt" in name for name in shelters_of(nurse))
    assert LUWTE not in board.text
    snapshot = nurse.get("/offline/snapshot").text
    assert "Luwte" not in snapshot
    assert "Kanariepietje" not in snapshot
