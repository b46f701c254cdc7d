"""Placements and aftercare: an exit without follow-up is called three months later, also by who kept the placement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import SignIn
from tests.placements.acts import OFFICER, accepted, add_home, answer, offer, programme_id, refer
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.aftercare import service as aftercare
from webapp.aftercare.kind import End
from webapp.aftercare.models import SupportEnd
from webapp.db import Database
from webapp.people.models import Client as Person
from webapp.people.models import WorkingRelation
from webapp.placements.course.support import settle_supported
from webapp.placements.waiting.models import Placement

LIST = "/vervolgacties?rule=aftercare"
LONG_AGO = 100
"""Days: more than three calendar months."""
Leave = Callable[..., str]


@pytest.fixture
def support(demo_database: Database) -> str:
    return programme_id(demo_database, "Ondersteuning in de opvang")


@pytest.fixture
def leave(door: Door, officer: Door, support: str, demo_database: Database) -> Leave:
    """A client of the nurse leaves the programme long ago; nobody met them since. Gives the client."""

    def leave_(name: str, reason: str = "support_done", **more: Any) -> str:
        client = door.accepted(
            "client.add", {"name": name, "legal_basis": "wmo", "contact_ways": ["06 1234 5678", "bij zus Ans"]}
        )
        made = refer(door, support, client=client)
        accepted(officer, made, ("referral", "yes"))
        with demo_database.transaction() as session:
            session.get_one(Placement, UUID(made)).referred_at -= timedelta(days=LONG_AGO + 30)
            for one in session.exec(select(WorkingRelation).where(WorkingRelation.client_id == UUID(client))):
                one.last_at = clock.now() - timedelta(days=LONG_AGO + 30)
        day = (clock.today() - timedelta(days=LONG_AGO)).isoformat()
        assert answer(officer, made, "placed", "exit", reason=reason, on=day, **more)["status"] == "accepted"
        return client

    return leave_


def calls(client: Client) -> dict[str, str]:
    """Name → the call."""
    rows = client.get(LIST, headers={"Accept": "application/json"}).get_json()["rows"]
    return {row["who"]: row["subject"] for row in rows}


def test_exit_without_follow_up_is_called_by_worker_and_officer(
    door: Door, leave: Leave, keeper: Client, sign_in: SignIn
) -> None:
    leave("Noor Nazorg")
    call = calls(keeper)["Noor Nazorg"]
    assert calls(door.client)["Noor Nazorg"] == call  # type: ignore[arg-type]
    assert "Noor Nazorg" in keeper.get("/vervolgacties").text
    assert keeper.get("/nabellen").location == LIST
    page = keeper.get(f"/nabellen/{call}").text
    assert "Uitgestroomd: Ondersteuning in de opvang" in page
    assert 'href="tel:+31612345678"' in page
    assert "zus Ans" not in page, "an officer reads telephone numbers alone"
    assert "/clienten/" not in page
    assert "bij zus Ans" in door.client.get(f"/nabellen/{call}").text
    for name in ("plaatsing-almere", "jongerenwerker", "opvang", "beleid", "beheer"):
        assert sign_in(name).get(f"/nabellen/{call}").status_code in (403, 404), name


def test_officer_calls_and_reads_no_note_of_others(door: Door, officer: Door, leave: Leave, keeper: Client) -> None:
    leave("Nina Notitie")
    call = calls(keeper)["Nina Notitie"]
    said = {"rule": "aftercare", "subject": call}
    door.accepted("due.done", {**said, "outcome": "not_reached", "note": "Ligt in het ziekenhuis"})
    page = keeper.get(f"/nabellen/{call}").text
    assert "Niet bereikt" in page
    assert "ziekenhuis" not in page
    officer.accepted("due.done", {**said, "outcome": "homeless_again", "note": "Slaapt bij een vriend"})
    assert "Slaapt bij een vriend" in keeper.get(f"/nabellen/{call}").text
    assert "Slaapt bij een vriend" in door.client.get(f"/nabellen/{call}").text
    assert "Nina Notitie" not in calls(door.client)  # type: ignore[arg-type]
    late = door.send("due.done", {**said, "outcome": "reached"})
    assert (late["status"], late["current"]["outcome"]["value"]) == ("conflict", "homeless_again")


def test_officer_notes_no_end_and_opens_no_client(officer: Door, leave: Leave, keeper: Client) -> None:
    client = leave("Petra Plek")
    assert officer.send("support.end", {"client": client})["code"] == "not_allowed"
    assert keeper.get(f"/clienten/{client}/begeleiding-klaar").status_code == 403
    assert keeper.get(f"/clienten/{client}").status_code == 403


@pytest.mark.parametrize("reason", ["other_programme", "institution", "died"])
def test_nobody_calls_who_died_or_is_helped_on(leave: Leave, keeper: Client, reason: str) -> None:
    leave(f"Geen Gesprek {reason}", reason)
    assert f"Geen Gesprek {reason}" not in calls(keeper)


def test_follow_up_that_was_told_needs_no_call(leave: Leave, keeper: Client) -> None:
    leave("Vera Vervolg", "own_home", followed=True)
    assert "Vera Vervolg" not in calls(keeper)


def test_who_wants_rest_is_called_by_nobody(door: Door, leave: Leave, keeper: Client) -> None:
    client = leave("Rika Rust")
    assert "Rika Rust" in calls(keeper)
    door.accepted("client.quiet", {"client": client, "state": "asked_for_rest"})
    assert "Rika Rust" not in calls(keeper)


def test_hidden_person_is_not_in_the_officers_list(leave: Leave, keeper: Client, demo_database: Database) -> None:
    client = leave("Geheim Gonda")
    call = calls(keeper)["Geheim Gonda"]
    with demo_database.transaction() as session:
        session.get_one(Person, UUID(client)).whereabouts = "hidden"
    assert "Geheim Gonda" not in calls(keeper)
    assert keeper.get(f"/nabellen/{call}").status_code == 404


def test_new_placement_ends_the_wait_for_a_call(
    door: Door, officer: Door, leave: Leave, support: str, keeper: Client, demo_database: Database
) -> None:
    client = leave("Opnieuw Olga")
    call = calls(keeper)["Opnieuw Olga"]
    accepted(officer, refer(door, support, client=client), ("referral", "yes"))
    assert "Opnieuw Olga" not in calls(keeper)
    assert "Kreeg opnieuw begeleiding" in keeper.get(f"/nabellen/{call}").text
    with demo_database.reading() as session:
        assert session.get_one(SupportEnd, UUID(call)).outcome == "resumed"


def test_who_left_the_shelter_for_a_placement_is_supported(
    door: Door, officer: Door, support: str, demo_database: Database
) -> None:
    client = door.accepted("client.add", {"name": "Doorstroom Dora", "legal_basis": "wmo"})
    accepted(officer, refer(door, support, client=client), ("referral", "yes"))
    with demo_database.transaction() as session:
        end = aftercare.note_end(session, session.get_one(Person, UUID(client)), clock.today(), End.stay)
        assert end.settled_on is None
        settle_supported(session)
        assert end.outcome == "resumed"


def test_merged_person_is_called_once(door: Door, leave: Leave, keeper: Client) -> None:
    first, second = leave("Merel Dubbel"), leave("Merel Dubbele")
    door.accepted("client.merge", {"from": second, "into": first})
    assert len([name for name in calls(keeper) if name.startswith("Merel")]) <= 1


def test_person_by_alias_has_no_number_to_call(door: Door, officer: Door, support: str, keeper: Client) -> None:
    made = refer(door, support, "Alias Alie (test)")
    accepted(officer, made, ("referral", "yes"))
    assert answer(officer, made, "placed", "exit", reason="support_done")["status"] == "accepted"
    assert "Alias Alie (test)" not in calls(keeper)


def test_figures_of_an_officer_are_of_their_placements(leave: Leave, keeper: Client, sign_in: SignIn) -> None:
    leave("Telt Tine")
    year = (clock.today() - timedelta(days=LONG_AGO - 92)).year
    assert "Van jouw organisatie" in keeper.get(f"/nabellen/cijfers?jaar={year}").text
    assert sign_in(f"{OFFICER}-almere").get(f"/nabellen/cijfers?jaar={year}").status_code == 200


def test_merged_person_with_two_places_is_told_and_one_place_ends(
    door: Door, officer: Door, keeper: Client, demo_database: Database
) -> None:
    programme = programme_id(demo_database, "Housing First")
    people = [door.accepted("client.add", {"name": name, "legal_basis": "wmo"}) for name in ("Twee Plek", "Twee Plekk")]
    made = []
    for number, client in enumerate(people):
        made.append(refer(door, programme, client=client))
        accepted(officer, made[-1], ("referral", "yes"))
        offer(officer, add_home(keeper, name=f"Dubbelhof {number}"), made[-1])
        accepted(door, made[-1], ("offer", "yes"))
    assert "twee plekken" not in keeper.get(f"/plaatsingen/{made[0]}").text
    door.accepted("client.merge", {"from": people[1], "into": people[0]})
    page = keeper.get(f"/plaatsingen/{made[0]}").text
    assert "twee plekken" in page
    assert f"/plaatsingen/{made[1]}" in page
    assert answer(officer, made[1], "placed", "exit", reason="other")["status"] == "accepted"
    assert "twee plekken" not in keeper.get(f"/plaatsingen/{made[0]}").text
    assert "Dubbelhof 0" in keeper.get(f"/plaatsingen/{made[0]}").text
    with demo_database.reading() as session:
        ends = select(SupportEnd).where(SupportEnd.client_id == UUID(people[0]))
        assert not session.exec(ends).all(), "the support goes on, so nobody calls"
