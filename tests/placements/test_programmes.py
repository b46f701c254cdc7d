"""Programmes as rows: added, dated terms, ended with people waiting."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contacts.acts import SignIn
from tests.placements.acts import (
    accepted,
    add_home,
    answer,
    body,
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
from webapp.db import Database
from webapp.placements.shapes import SHAPES

HOME = "/plaatsingen/voorzieningen"
SAID = {"name": "Skaeve Huse", "kind": "assessed", "decision_days": "42", "offer_days": "5", "organisations": "A\nB\n"}


def test_demo_has_every_programme_in_both_regions(sign_in: SignIn) -> None:
    for name in ("plaatsing", "plaatsing-almere"):
        page = sign_in(name).get(HOME).text
        for programme in ("Beschermd Wonen+", "Domus", "Housing First", "IBP+", "Interventiewoning wijkongeschikt"):
            assert programme in page


def test_each_kind_can_be_added_and_used(keeper: Client, door: Door, officer: Door) -> None:
    for kind in SHAPES:
        made = keeper.post(f"{HOME}/nieuw", data={**SAID, "name": f"Nieuw {kind}", "kind": kind})
        assert made.status_code == 303, kind
        placed = refer(door, made.location.rsplit("/", 1)[1], f"Iemand {kind} (test)")
        accepted(officer, placed, ("referral", "yes"))


def test_bad_input_stays_with_a_sentence_at_its_field(keeper: Client) -> None:
    page = keeper.post(f"{HOME}/nieuw", data={**SAID, "kind": "", "decision_days": "0"})
    assert page.status_code == 422
    assert "Kies een soort." in page.text
    assert "van 1 tot 1000" in page.text
    assert "Skaeve Huse" in page.text
    same = keeper.post(f"{HOME}/nieuw", data={**SAID, "name": "beschermd  WONEN"})
    assert same.status_code == 422
    assert "Zo heet er al een." in same.text


def test_terms_are_dated_and_the_past_stays(keeper: Client, programme: str) -> None:
    yesterday, later = clock.today() - timedelta(days=1), clock.today() + timedelta(days=30)
    said = {"decision_days": "30", "offer_days": "3", "reasons": "Wil naar Weesp"}
    assert keeper.post(f"{HOME}/{programme}/termijnen", data={**said, "from_date": yesterday}).status_code == 422
    assert keeper.post(f"{HOME}/{programme}/termijnen", data={**said, "from_date": later}).status_code == 303
    page = keeper.get(f"{HOME}/{programme}").text
    assert "besluit 30 dagen" in page
    assert "56 dagen" in page, "the terms of today hold until then"


def test_a_programme_that_ends_takes_nobody_and_keeps_who_waits(
    keeper: Client, door: Door, officer: Door, demo_database: Database
) -> None:
    programme = programme_id(demo_database, "Gewoon Thuis")
    made = wait_in_line(door, officer, programme, "Blijft (test)")
    ends = {"on": clock.today().isoformat()}
    refused = keeper.post(f"{HOME}/{programme}/stoppen", data=ends)
    assert (refused.status_code, "Kies waar zij heen gaan" in refused.text) == (422, True)
    assert keeper.post(f"{HOME}/{programme}/stoppen", data={**ends, "waiting": "stay"}).status_code == 303
    result = door.send("placement.refer", body(programme, "Te laat (test)"))
    assert (result["status"], result["code"]) == ("rejected", "ended")
    assert "1 wacht nog" in keeper.get(f"{HOME}/{programme}").text
    assert [one["id"] for one in line(keeper, programme)] == [made]
    assert "De voorziening is gestopt" in keeper.get(f"/plaatsingen/{made}").text
    assert answer(officer, made, "waiting", "no", reason="programme_ends")["status"] == "accepted"
    assert keeper.post(f"{HOME}/{programme}/terugzetten").status_code == 303
    refer(door, programme, "Weer (test)")


def test_line_goes_over_with_its_order_and_days(
    door: Door, officer: Door, keeper: Client, demo_database: Database
) -> None:
    programme, other = (programme_id(demo_database, name) for name in ("Beschermd Wonen+", "Domus"))
    first = wait_in_line(door, officer, programme, "Eerste (test)", urgency="urgent")
    second = wait_in_line(door, officer, programme, "Tweede (test)")
    asked = refer(door, programme, "Derde (test)")
    was = {one["id"]: (one["waiting_since"], one["decided_on"]) for one in line(keeper, programme)}
    said = {"on": clock.today().isoformat(), "waiting": other}
    assert keeper.post(f"{HOME}/{programme}/stoppen", data=said).status_code == 303
    assert line(keeper, programme) == []
    there = [one for one in line(keeper, other) if one["id"] in was]
    assert [one["id"] for one in there] == [first, second]
    assert {one["id"]: (one["waiting_since"], one["decided_on"]) for one in there} == was
    for client in (door.client, keeper):
        told = client.get(f"/plaatsingen/{asked}").text
        assert "Overgegaan van Beschermd Wonen+" in told
        assert "Domus" in told
    accepted(officer, asked, ("referral", "yes"))


@pytest.mark.parametrize("to", ["Housing First", "Uitstroomwoning", "", "x", "elders"])
def test_line_that_cannot_go_over_keeps_the_programme(
    door: Door, officer: Door, keeper: Client, demo_database: Database, to: str
) -> None:
    programme = programme_id(demo_database, "Gewoon Thuis")
    made = refer(door, programme, "Gaat niet mee (test)")
    accepted(officer, made, ("referral", "yes"))
    where = programme_id(demo_database, to) if to in ("Housing First", "Uitstroomwoning") else to
    if to == "elders":
        where = programme_id(demo_database, "Domus", "almere")
    refused = keeper.post(f"{HOME}/{programme}/stoppen", data={"on": clock.today().isoformat(), "waiting": where})
    assert refused.status_code == 422
    assert "stoppen" in refused.text, "the programme goes on"
    assert standing(keeper, made) == "decision"


def test_open_offer_and_double_referral_are_told(
    door: Door, officer: Door, keeper: Client, demo_database: Database, person: str
) -> None:
    programme, other = (programme_id(demo_database, name) for name in ("Beschermd Wonen+", "Domus"))
    said = {"on": clock.today().isoformat(), "waiting": other}
    made = refer(door, programme, client=person)
    second = refer(door, other, client=person)
    refused = keeper.post(f"{HOME}/{programme}/stoppen", data=said)
    assert (refused.status_code, "wacht ook al bij die voorziening" in refused.text) == (422, True)
    assert answer(officer, second, "referral", "withdrawn", reason="mistake")["status"] == "accepted"
    accepted(officer, made, ("referral", "yes"), ("decision", "yes"))
    assert offer(officer, add_home(keeper), made)["status"] == "accepted"
    refused = keeper.post(f"{HOME}/{programme}/stoppen", data=said)
    assert (refused.status_code, "ligt nog een aanbod" in refused.text) == (422, True)


def test_only_its_keeper_changes_it(sign_in: SignIn, nurse: Client, programme: str) -> None:
    said = {"decision_days": "30", "offer_days": "3"}
    assert nurse.post(f"{HOME}/{programme}/termijnen", data=said).status_code == 403
    assert sign_in("plaatsing-almere").post(f"{HOME}/{programme}/termijnen", data=said).status_code == 404
