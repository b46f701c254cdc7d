"""The figures of a region: demand and supply, what nominations wait for, Housing First, and hidden small numbers."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tests.contacts.acts import SignIn
from tests.placements.acts import JSON, OFFICER, accepted, add_home, answer, offer, programme_id, refer
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts.actor import actor_of
from webapp.accounts.store import find_demo_user
from webapp.db import Database
from webapp.placements.exits.bottlenecks import Waits, waits_for
from webapp.placements.exits.figures import count_housed

FIGURES = "/plaatsingen/cijfers"


@pytest.mark.parametrize(
    ("state", "town", "signed", "free", "parked", "wait"),
    [
        ("nomination", "Huizen", (), {"Huizen": 0, "Laren": 2}, False, Waits.no_home),
        ("nomination", "Huizen", (), {"Huizen": 1}, False, Waits.offer),
        ("nomination", "", (), {"Laren": 2}, False, Waits.offer),
        ("nomination", "", (), {}, True, Waits.parked),
        ("contract", "", ("tenant",), {}, False, Waits.landlord),
        ("contract", "", ("tenant", "landlord"), {}, False, Waits.care),
        ("contract", "", ("care", "landlord"), {}, False, Waits.tenant),
    ],
)
def test_what_a_nomination_waits_for(
    state: str, town: str, signed: tuple[str, ...], free: dict[str, int], parked: bool, wait: Waits
) -> None:
    assert waits_for(state, town, signed, free, is_parked=parked) == wait


def test_demand_and_supply_follow_the_nominations(
    door: Door, officer: Door, keeper: Client, demo_database: Database
) -> None:
    def row() -> tuple[int, int]:
        rows = keeper.get(f"{FIGURES}?zoek=laren", headers=JSON).get_json()["rows"]
        return int(rows[0]["demand"]), int(rows[0]["supply"])

    demand, supply = row()
    made = refer(door, programme_id(demo_database, "Uitstroomwoning"), "Vraag (test)", municipality="Laren")
    accepted(officer, made, ("referral", "yes"), ("decision", "yes"))
    assert row() == (demand + 1, supply)
    unit = add_home(keeper, name="Larense hof", municipality="Laren")
    assert row() == (demand + 1, supply + 1)
    offer(officer, unit, made)
    for party in ("tenant", "care", "landlord"):
        assert answer(officer, made, "contract", "yes", party=party)["status"] == "accepted"
    assert row() == (demand, supply)


def test_policy_officer_reads_no_small_number(sign_in: SignIn, keeper: Client) -> None:
    page = sign_in("beleid").get(FIGURES)
    assert page.status_code == 200
    assert "(demo)" not in page.text
    shown = page.text[page.text.index("<main") : page.text.index("</main")]
    numbers = re.findall(r"(\d+|<5|&lt;5) (?:wacht|voorgedragen|geplaatst)", shown)
    assert numbers
    assert not set(numbers) & {"1", "2", "3", "4"}
    assert "1 voorgedragen" in keeper.get(FIGURES).text
    for name in ("straatverpleegkundige", "opvang", "beheer"):
        assert sign_in(name).get(FIGURES).status_code == 403


def test_target_is_beside_placed_planned_and_short(
    sign_in: SignIn, door: Door, officer: Door, keeper: Client, demo_database: Database
) -> None:
    """Who reads aggregates gets no 'short' that gives a small number away."""

    def told() -> tuple[str, str, str, str]:
        row = re.search(r'<th scope="row">IBP\+</th>(.*?)</tr>', keeper.get(FIGURES).text)
        assert row
        _waits, placed, planned, target, short = re.findall(r">([^<]+)</td>", row[1])
        return placed, planned, target, short

    assert told() == ("0", "0", "20", "20")
    made = refer(door, programme_id(demo_database, "IBP+"), "Streefgetal (test)")
    accepted(officer, made, ("referral", "yes"))
    offer(officer, add_home(keeper), made)
    assert told() == ("0", "1", "20", "19")
    accepted(door, made, ("offer", "yes"))
    assert told() == ("1", "0", "20", "19")
    page = sign_in("beleid").get(FIGURES).text
    row = re.search(r'<th scope="row">IBP\+</th>(.*?)</tr>', page)
    assert row
    assert re.findall(r">([^<]+)</td>", row[1])[1:] == ["&lt;5", "0", "20", "–"]


def test_housing_first_counts_the_same_home_and_homeless_again(
    door: Door, officer: Door, keeper: Client, demo_database: Database
) -> None:
    def housed() -> list[int]:
        with demo_database.reading() as session:
            told = count_housed(session, actor_of(find_demo_user(session, OFFICER)))  # type: ignore[arg-type]
        return [int(one) for one in (told.placed, told.lives, told.same_home, told.homeless)]

    before = housed()
    first = programme_id(demo_database, "Housing First")
    made = refer(door, first, "Eerst een huis (test)")
    accepted(officer, made, ("referral", "yes"))
    offer(officer, add_home(keeper), made)
    accepted(door, made, ("offer", "yes"))
    assert [b - a for a, b in zip(before, housed(), strict=True)] == [1, 1, 1, 0]
    assert answer(officer, made, "placed", "exit", reason="homeless")["status"] == "accepted"
    assert [b - a for a, b in zip(before, housed(), strict=True)] == [1, 0, 0, 1]


def test_day_of_an_exit_is_no_day_to_come(door: Door, officer: Door, demo_database: Database) -> None:
    made = refer(door, programme_id(demo_database, "Ondersteuning in de opvang"), "Dag (test)")
    accepted(officer, made, ("referral", "yes"))
    for day in (clock.today() + timedelta(days=1), date(2020, 1, 1)):
        refused = answer(officer, made, "placed", "exit", reason="support_done", on=day.isoformat())
        assert list(refused["fields"]) == ["on"]
