"""Homes and offers: one home goes to one person, nobody is in two places, a unit holds no more than its places."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from tests.contacts.acts import SignIn
from tests.placements.acts import (
    HOME_SAID,
    HOMES,
    JSON,
    OFFICER,
    accepted,
    add_home,
    answer,
    line,
    offer,
    programme_id,
    refer,
    standing,
    wait_in_line,
)
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts.models import User
from webapp.accounts.store import find_demo_user
from webapp.db import Database
from webapp.placements.homes.models import Home, Occupation, UnitOffer
from webapp.units.models import UnitPlaces


def second_officer(database: Database) -> str:
    """The name of a colleague of the officer."""
    with database.transaction() as session:
        known = find_demo_user(session, OFFICER)
        assert known is not None
        session.add(
            User(
                region_id=known.region_id,
                organisation_id=known.organisation_id,
                name="Demo Tweede",
                roles=[*known.roles],
                username="plaatsing-2",
                demo=True,
            )
        )
    return "plaatsing-2"


def free(keeper: Client, unit: str) -> tuple[int, bool]:
    """The free places of a home and whether it is offered, as the list has it."""
    rows = keeper.get(f"{HOMES}?zoek=testhof", headers=JSON).get_json()["rows"]
    row = next(one for one in rows if one["id"] == unit)
    return row["free"], row["offered"]


@pytest.fixture
def thuis(demo_database: Database) -> str:
    """A programme in which nobody waits yet."""
    return programme_id(demo_database, "Gewoon Thuis")


def test_a_yes_occupies_the_home_and_an_exit_frees_it(door: Door, officer: Door, keeper: Client, thuis: str) -> None:
    unit = add_home(keeper)
    made = wait_in_line(door, officer, thuis, "Bewoner (test)")
    assert offer(officer, unit, made)["status"] == "accepted"
    assert standing(door.client, made) == "offer"
    assert free(keeper, unit) == (1, True)
    accepted(door, made, ("offer", "yes"))
    assert free(keeper, unit) == (0, False)
    assert "Bewoner (test)" in keeper.get(f"{HOMES}/{unit}").text
    assert line(keeper, thuis) == []
    assert answer(officer, made, "placed", "exit")["fields"].keys() == {"reason"}
    assert answer(officer, made, "placed", "exit", reason="family")["status"] == "accepted"
    assert free(keeper, unit) == (1, False)
    assert standing(keeper, made) == "exit"


def test_a_no_has_a_reason_and_keeps_the_place_in_line(door: Door, officer: Door, keeper: Client, thuis: str) -> None:
    unit = add_home(keeper)
    first = wait_in_line(door, officer, thuis, "Eerste (test)")
    second = wait_in_line(door, officer, thuis, "Tweede (test)")
    assert offer(officer, unit, first)["status"] == "accepted"
    assert [one["id"] for one in line(keeper, thuis)] == [first, second], "an offer keeps the place"
    assert answer(door, first, "offer", "no")["fields"].keys() == {"reason"}
    assert answer(door, first, "offer", "no", reason="area")["status"] == "accepted"
    rows = line(keeper, thuis)
    assert [one["id"] for one in rows] == [first, second]
    assert "zei 1 keer nee" in rows[0]["order"]
    assert free(keeper, unit) == (1, False)
    assert offer(officer, unit, second)["status"] == "accepted"


def test_two_officers_who_offer_one_home(
    door: Door, officer: Door, keeper: Client, thuis: str, sign_in: SignIn, demo_database: Database
) -> None:
    other = Door(sign_in(second_officer(demo_database)))
    unit = add_home(keeper)
    one, two = (wait_in_line(door, officer, thuis, f"Kandidaat {n} (test)") for n in (1, 2))
    assert offer(officer, unit, one)["status"] == "accepted"
    late = offer(other, unit, two)
    assert (late["status"], late["code"]) == ("rejected", "taken")
    assert "unit" in late["fields"]
    page = other.client.post(f"/plaatsingen/{two}/aanbod", data={"unit": unit})
    assert page.status_code == 422
    assert "net aan iemand anders aangeboden" in page.text
    second = offer(other, add_home(keeper, name="Testhof 2"), one)
    assert second["status"] == "conflict", "nobody has two offers"
    assert second["current"]["step"]["value"] == "offer"
    accepted(door, one, ("offer", "yes"))
    assert offer(other, unit, two)["code"] == "taken", "lived in"


def test_a_home_withdrawn_after_the_offer(door: Door, officer: Door, keeper: Client, thuis: str) -> None:
    unit = add_home(keeper)
    made = wait_in_line(door, officer, thuis, "Pech (test)")
    offer(officer, unit, made)
    assert keeper.post(f"{HOMES}/{unit}/weg", data={"on": clock.today().isoformat()}).status_code == 303
    assert standing(keeper, made) == "waiting"
    late = answer(door, made, "offer", "yes")
    assert late["status"] == "conflict"
    assert late["current"]["step"]["value"] == "waiting"
    assert "De plek is er niet meer" in keeper.get(f"/plaatsingen/{made}").text
    assert offer(officer, unit, made)["code"] == "gone"


def test_nobody_is_in_two_places(
    door: Door, officer: Door, keeper: Client, thuis: str, person: str, demo_database: Database
) -> None:
    made = refer(door, thuis, client=person)
    accepted(officer, made, ("referral", "yes"), ("decision", "yes"))
    offer(officer, add_home(keeper), made)
    accepted(door, made, ("offer", "yes"))
    second = refer(door, programme_id(demo_database, "Housing First"), client=person)
    accepted(officer, second, ("referral", "yes"))
    other = add_home(keeper, name="Testhof 2")
    assert offer(officer, other, second)["status"] == "accepted"
    refused = answer(door, second, "offer", "yes")
    assert (refused["status"], refused["code"]) == ("rejected", "placed_elsewhere")
    assert standing(keeper, second) == "offer"
    assert answer(officer, made, "placed", "exit", reason="other_programme")["status"] == "accepted"
    accepted(door, second, ("offer", "yes"))
    assert free(keeper, other) == (0, False)


def test_parked_or_died_is_offered_nothing(door: Door, officer: Door, keeper: Client, thuis: str, person: str) -> None:
    unit = add_home(keeper)
    parked = wait_in_line(door, officer, thuis, "Later (test)")
    until = (clock.today() + timedelta(days=5)).isoformat()
    assert answer(officer, parked, "waiting", "park", reason="not_ready", until=until)["status"] == "accepted"
    assert offer(officer, unit, parked)["code"] == "parked"
    made = refer(door, thuis, client=person)
    accepted(officer, made, ("referral", "yes"), ("decision", "yes"))
    door.accepted("client.quiet", {"client": person, "state": "died"})
    assert offer(officer, unit, made)["code"] == "died"


def test_home_of_another_programme_or_organisation_is_not_offered(
    door: Door, officer: Door, keeper: Client, thuis: str, demo_database: Database, sign_in: SignIn
) -> None:
    made = wait_in_line(door, officer, thuis, "Elders (test)")
    domus = add_home(keeper, programme=programme_id(demo_database, "Domus"))
    assert offer(officer, domus, made)["code"] == "other_programme"
    theirs = sign_in("plaatsing-almere")
    away = theirs.post(f"{HOMES}/nieuw", data={**HOME_SAID, "municipality": "Almere"}).location.rsplit("/", 1)[1]
    assert offer(officer, away, made)["code"] == "gone"
    assert keeper.get(f"{HOMES}/{away}").status_code == 404
    assert offer(Door(theirs), away, made)["status"] == "rejected"
    assert offer(door, domus, made)["code"] == "not_allowed"


def test_from_exit_ready_to_a_signed_contract(door: Door, officer: Door, keeper: Client, thuis: str) -> None:
    old, new = add_home(keeper), add_home(keeper, name="Testhof 2")
    made = wait_in_line(door, officer, thuis, "Verhuist (test)")
    offer(officer, old, made)
    accepted(door, made, ("offer", "yes"))
    accepted(officer, made, ("placed", "exit_ready"))
    later = (clock.today() + timedelta(days=200)).isoformat()
    told = offer(officer, new, made, lease_holder="care", turn_over_on=later, coupled=True)
    assert told["status"] == "accepted"
    assert free(keeper, old) == (0, False), "the old place is theirs until the contract is signed"
    for party in ("tenant", "care"):
        assert answer(door, made, "contract", "yes", party=party)["status"] == "accepted"
    assert answer(door, made, "contract", "yes", party="landlord")["code"] == "not_allowed"
    state = keeper.get(f"/plaatsingen/{made}", headers=JSON).get_json()
    assert state["parties"] == {"tenant": "yes", "landlord": None, "care": "yes"}
    assert answer(officer, made, "contract", "yes", party="landlord")["status"] == "accepted"
    assert (free(keeper, old), free(keeper, new)) == ((1, False), (0, False))
    page = keeper.get(f"/plaatsingen/{made}").text
    assert "de zorgorganisatie" in page
    assert standing(keeper, made) == "placed"


def test_one_who_does_not_sign_gives_the_home_back(
    door: Door, officer: Door, keeper: Client, demo_database: Database
) -> None:
    new = add_home(keeper)
    made = refer(door, programme_id(demo_database, "Uitstroomwoning"), "Twijfelt (test)")
    accepted(officer, made, ("referral", "yes"), ("decision", "yes"))
    assert standing(keeper, made) == "nomination"
    assert offer(officer, new, made)["status"] == "accepted"
    assert answer(officer, made, "contract", "no", party="landlord", reason="not_fitting")["status"] == "accepted"
    assert standing(keeper, made) == "nomination"
    assert free(keeper, new) == (1, False)


def test_a_safety_flag_hides_where_somebody_lives(
    door: Door, officer: Door, keeper: Client, thuis: str, person: str
) -> None:
    unit = add_home(keeper)
    made = refer(door, thuis, client=person)
    accepted(officer, made, ("referral", "yes"), ("decision", "yes"))
    offer(officer, unit, made)
    accepted(door, made, ("offer", "yes"))
    door.accepted("client.edit", {"client": person, "changes": {"whereabouts": {"from": "open", "to": "hidden"}}})
    assert "Zeynep" not in keeper.get(f"{HOMES}/{unit}").text
    assert "Geheime Laan" not in keeper.get(f"/plaatsingen/{made}").text
    assert "Geheime Laan" in door.client.get(f"/plaatsingen/{made}").text, "who works with them knows"
    assert "Geheime Laan" not in keeper.get(f"{HOMES}?vorm=csv").get_data(as_text=True)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"municipality": "Utrecht"}, "Kies een gemeente van deze regio."),
        ({"places": "0"}, "van 1 tot 500"),
        ({"until_date": "2020-01-01"}, "De laatste dag ligt voor de eerste."),
        ({"from_date": "2020-01-01"}, "vandaag of later"),
        ({"name": ""}, "een naam die jullie herkennen"),
    ],
)
def test_bad_input_of_a_home(keeper: Client, more: dict[str, str], words: str) -> None:
    page = keeper.post(f"{HOMES}/nieuw", data={**HOME_SAID, **more})
    assert page.status_code == 422
    assert words in page.text


_ACTS = st.lists(
    st.tuples(
        st.sampled_from(["offer", "yes", "no", "lapsed", "exit", "withdrawn"]), st.integers(0, 2), st.integers(0, 1)
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_ACTS)
def test_no_home_holds_more_than_its_places_whatever_is_done(
    door: Door, officer: Door, keeper: Client, demo_database: Database, acts: list[tuple[str, int, int]]
) -> None:
    first = programme_id(demo_database, "Housing First")
    units = [add_home(keeper, name=f"Testhof {n}", places=str(n + 1)) for n in range(2)]
    people = [refer(door, first, f"Kans {n} (test)") for n in range(3)]
    for one in people:
        accepted(officer, one, ("referral", "yes"))
    for act, person, unit in acts:
        if act == "offer":
            offer(officer, units[unit], people[person])
            continue
        step = "placed" if act == "exit" else "offer"
        reason = {"no": "area", "lapsed": "no_answer", "exit": "family", "withdrawn": "helped"}.get(act)
        answer(officer, people[person], step, act, **({"reason": reason} if reason else {}))
        with demo_database.reading() as session:
            stays = session.exec(select(Occupation).where(Occupation.until.is_(None))).all()  # type: ignore[union-attr]
            live = session.exec(select(UnitOffer).where(UnitOffer.state == "open")).all()
            places = {one.unit_id: one.places for one in session.exec(select(UnitPlaces)).all()}
            homes = {one.id for one in session.exec(select(Home)).all()}
        by_unit = Counter(one.unit_id for one in stays)
        assert all(number <= places[one] for one, number in by_unit.items() if one in homes)
        assert all(number == 1 for number in Counter(one.placement_id for one in stays).values())
        assert all(number == 1 for number in Counter(one.unit_id for one in live).values())
