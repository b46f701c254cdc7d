"""The waiting list: referred, decided, in an order that is total and explained, parked, and left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contacts.acts import SignIn
from tests.placements.acts import JSON, LINE, accepted, answer, body, line, programme_id, refer, standing, wait_in_line
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.db import Database, new_id
from webapp.placements.kind import PLACEMENT
from webapp.placements.shapes import SHAPES
from webapp.placements.waiting.order import Place, count_ahead
from webapp.trajectories.kinds import faults


def test_declaration_has_no_faults() -> None:
    assert faults(PLACEMENT) == []


@pytest.mark.parametrize("word", SHAPES)
def test_every_path_of_a_shape_ends_and_every_step_of_it_is_reached(word: str) -> None:
    shape = SHAPES[word]
    after = {
        step: {PLACEMENT.step(step).find(one).to for one in shape.list_answers(step)}  # type: ignore[union-attr]
        for step in shape.steps
    }
    assert set().union(*after.values()) - {""} == set(shape.steps) - {shape.steps[0]}
    for step in shape.steps:
        seen, new = set[str](), {step}
        while new:
            seen |= new
            new = set().union(*(after.get(one, set()) for one in new)) - seen
        assert "" in seen, f"{word}: {step} never ends"


_MOMENTS = st.integers(0, 3).map(lambda n: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=n))


@given(st.lists(st.tuples(st.integers(0, 2), _MOMENTS), min_size=1, max_size=12))
def test_order_is_total_and_the_people_before_each_are_explained(people: list[tuple[int, datetime]]) -> None:
    places = [Place(rank, since, new_id()) for rank, since in people]
    in_order = sorted(places)
    assert len(set(in_order)) == len(places)
    for position, place in enumerate(in_order, 1):
        ahead = count_ahead(place, in_order)
        assert ahead.position == position
        assert ahead.more_urgent == sum(one.rank < place.rank for one in in_order)


def test_goes_from_referral_to_the_line_and_both_sides_see_the_same(
    door: Door, officer: Door, keeper: Client, programme: str, person: str
) -> None:
    made = refer(door, programme, client=person, urgency="urgent", interim_support=True)
    assert standing(keeper, made) == standing(door.client, made) == "referral"
    assert "Zeynep Bulut" in keeper.get("/plaatsingen").text
    accepted(officer, made, ("referral", "yes"), ("decision", "yes"))
    assert standing(door.client, made) == "waiting"
    row = next(one for one in line(keeper, programme) if one["id"] == made)
    assert row["urgency"] == "urgent"
    assert row["waiting_since"] == row["decided_on"] == clock.today().isoformat()
    assert row["order"].startswith("staat ")
    assert "spoed, wacht sinds" in row["order"]
    page = door.client.get(f"/plaatsingen/{made}").text
    assert "op de wachtlijst" in page
    assert "dringender" in page


def test_positions_follow_urgency_and_then_the_referral(
    door: Door, officer: Door, keeper: Client, demo_database: Database
) -> None:
    programme = programme_id(demo_database, "Gewoon Thuis")
    made = [
        wait_in_line(door, officer, programme, f"Rij {n} (test)", urgency=urgency)
        for n, urgency in enumerate(("normal", "urgent", "normal", "crisis"))
    ]
    rows = line(keeper, programme)
    assert [one["id"] for one in rows] == [made[3], made[1], made[0], made[2]]
    assert [one["position"] for one in rows] == [1, 2, 3, 4]
    assert rows[2]["order"].startswith("staat derde: gewoon, wacht sinds ")
    found = line(keeper, programme, "&zoek=rij 2")
    assert [(one["id"], one["position"]) for one in found] == [(made[2], 4)], "a search keeps the place"
    for position, row in enumerate(rows, 1):
        page = keeper.get(f"/plaatsingen/{row['id']}").text
        assert ("Eerste", "Tweede", "Derde", "Vierde")[position - 1] in page


def test_a_slow_decision_costs_no_place(door: Door, officer: Door, keeper: Client, demo_database: Database) -> None:
    programme = programme_id(demo_database, "Gewoon Thuis")
    slow = refer(door, programme, "Traag (test)")
    quick = wait_in_line(door, officer, programme, "Vlot (test)")
    accepted(officer, slow, ("referral", "yes"), ("decision", "yes"))
    assert [one["id"] for one in line(keeper, programme)] == [slow, quick]


def test_parking_keeps_the_place_and_ends(door: Door, officer: Door, keeper: Client, demo_database: Database) -> None:
    programme = programme_id(demo_database, "Gewoon Thuis")
    first = wait_in_line(door, officer, programme, "Eén (test)")
    wait_in_line(door, officer, programme, "Twee (test)")
    until = (clock.today() + timedelta(days=9)).isoformat()
    assert answer(officer, first, "waiting", "park", until=until)["status"] == "rejected", "without a reason"
    assert answer(officer, first, "waiting", "park", reason="not_ready")["status"] == "rejected", "without an end"
    assert answer(officer, first, "waiting", "park", reason="not_ready", until=until)["status"] == "accepted"
    assert line(keeper, programme)[0]["id"] == first
    assert "geparkeerd tot en met" in line(keeper, programme)[0]["order"]
    assert "Weer beschikbaar" in keeper.get(f"/plaatsingen/{first}").text
    accepted(officer, first, ("waiting", "resume"))
    assert "geparkeerd" not in line(keeper, programme)[0]["order"]


def test_first_screen_tells_who_waits_longest_and_why(keeper: Client) -> None:
    page = keeper.get("/plaatsingen").text
    assert "Wacht het langst, en waarom" in page
    assert page.index("Oude Otto (demo)") < page.index("Lange Lies (demo)") < page.index("Snelle Sam (demo)")
    assert "Geparkeerd tot en met" in page
    assert "wil wonen in Blaricum" in page
    assert "te laat: besluit vóór" in page


def test_sent_twice_it_is_one_and_nobody_stands_twice_in_a_line(door: Door, programme: str, person: str) -> None:
    made = refer(door, programme, client=person)
    again = door.send("placement.refer", body(programme, client=person))
    assert (again["status"], again["code"]) == ("rejected", "already")
    assert "client" in again["fields"]
    assert answer(door, made, "referral", "withdrawn", reason="mistake")["status"] == "accepted"
    refer(door, programme, client=person)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"urgency": "soon"}, "urgency"),
        ({"municipality": "Amsterdam"}, "municipality"),
        ({"programme": str(new_id())}, "programme"),
        ({"alias": None}, "client"),
        ({"note": "x" * 4001}, "note"),
    ],
)
def test_bad_input_is_told_at_its_field(door: Door, programme: str, more: dict[str, Any], field: str) -> None:
    result = door.send("placement.refer", body(**{"programme": programme, "alias": "Iemand (test)", **more}))
    assert result["status"] == "rejected"
    assert list(result["fields"]) == [field]


def test_form_keeps_what_was_typed_and_refers(nurse: Client, programme: str) -> None:
    said = {"client": "other", "alias": "Ünal Ağaoğlu 🌻", "programme": "", "urgency": "normal", "note": "Lift nodig"}
    page = nurse.post("/plaatsingen/aanmelden", data=said)
    assert page.status_code == 422
    assert "Ünal Ağaoğlu 🌻" in page.text
    assert "Lift nodig" in page.text
    made = nurse.post("/plaatsingen/aanmelden", data={**said, "programme": programme})
    assert made.status_code == 303
    assert "Ünal Ağaoğlu 🌻" in nurse.get(made.location).text
    assert made.location.rsplit("/", 1)[1] in nurse.get("/plaatsingen", headers=JSON).text


def test_an_answer_to_a_step_that_moved_on_is_a_conflict(door: Door, officer: Door, programme: str) -> None:
    made = refer(door, programme, "Voorbij (test)")
    accepted(officer, made, ("referral", "yes"), ("decision", "yes"))
    late = answer(officer, made, "referral", "no", reason="other")
    assert late["status"] == "conflict"
    assert late["current"]["step"]["value"] == "waiting"
    page = officer.client.post(
        f"/plaatsingen/{made}/antwoord", data={"step": "decision", "answer": "no", "reason": "other"}
    )
    assert page.status_code == 409
    assert "Dit is intussen al verder" in page.text


def test_answers_belong_to_their_party_and_their_programme(
    door: Door, officer: Door, programme: str, demo_database: Database
) -> None:
    made = refer(door, programme, "Partij (test)")
    assert answer(door, made, "referral", "yes")["code"] == "not_allowed", "the referrer does not decide"
    assert answer(officer, made, "referral", "waits")["status"] == "rejected", "a decision is not skipped"
    assert answer(officer, made, "referral", "no")["fields"].keys() == {"reason"}
    first = refer(door, programme_id(demo_database, "Housing First"), "Eerst (test)")
    accepted(officer, first, ("referral", "yes"))
    assert standing(officer.client, first) == "waiting", "no preconditions asked"
    support = refer(door, programme_id(demo_database, "Ondersteuning in de opvang"), "Steun (test)")
    accepted(officer, support, ("referral", "yes"))
    assert standing(officer.client, support) == "placed"


def test_urgency_moves_someone_and_two_officers_do_not_overwrite(
    door: Door, officer: Door, keeper: Client, demo_database: Database
) -> None:
    programme = programme_id(demo_database, "Gewoon Thuis")
    wait_in_line(door, officer, programme, "Voor (test)")
    made = wait_in_line(door, officer, programme, "Na (test)")
    said = {"urgency": "crisis", "interim_support": "true", "seen": "normal"}
    assert keeper.post(f"/plaatsingen/{made}/urgentie", data=said).status_code == 303
    assert line(keeper, programme)[0]["id"] == made
    assert keeper.post(f"/plaatsingen/{made}/urgentie", data={**said, "urgency": "urgent"}).status_code == 409
    assert door.client.post(f"/plaatsingen/{made}/urgentie", data=said).status_code == 403


def test_who_may_see_what(
    door: Door, officer: Door, programme: str, sign_in: SignIn, colleague: str, person: str
) -> None:
    made = refer(door, programme, client=person)
    url = f"/plaatsingen/{made}"
    assert sign_in(colleague).get(url).status_code == 200, "the referrer's organisation"
    for name in ("jongerenwerker", "plaatsing-almere", "straatverpleegkundige-almere"):
        assert sign_in(name).get(url).status_code == 404, name
    for name in ("opvang", "beleid", "beheer", "coordinator"):
        assert sign_in(name).get(url).status_code == 403, name
    assert sign_in("straatverpleegkundige").get(LINE).status_code == 403
    assert officer.client.get(f"/clienten/{person}").status_code in (403, 404), "the list opens no record"
    other = Door(sign_in("plaatsing-almere"))
    assert answer(other, made, "referral", "yes")["status"] == "rejected"
    assert line(other.client, programme) == []


def test_a_safety_flag_closes_it_for_colleagues(
    door: Door, programme: str, sign_in: SignIn, colleague: str, person: str
) -> None:
    made = refer(door, programme, client=person)
    door.accepted("client.edit", {"client": person, "changes": {"whereabouts": {"from": "open", "to": "hidden"}}})
    assert sign_in(colleague).get(f"/plaatsingen/{made}").status_code == 404
    assert "Verblijf geheim" in door.client.get(f"/plaatsingen/{made}").text


def test_who_died_or_went_into_another_record_in_the_middle(
    door: Door, officer: Door, keeper: Client, programme: str, person: str
) -> None:
    made = refer(door, programme, client=person)
    other = door.accepted("client.add", {"name": "Zeynep B.", "birth_year": 1991, "legal_basis": "wmo"})
    door.accepted("client.merge", {"gone": person, "into": other})
    accepted(officer, made, ("referral", "yes"))
    assert "Zeynep B." in keeper.get(f"/plaatsingen/{made}").text
    door.accepted("client.quiet", {"client": other, "state": "died"})
    assert "overleden" in keeper.get(f"/plaatsingen/{made}").text
    assert door.send("placement.refer", body(programme, client=other))["code"] == "died"


def test_client_page_and_its_line_of_time_tell_where_it_stands(
    door: Door, officer: Door, programme: str, person: str
) -> None:
    made = refer(door, programme, client=person)
    accepted(officer, made, ("referral", "yes"))
    page = door.client.get(f"/clienten/{person}").text
    assert "Aangemeld voor" in page
    assert f"/plaatsingen/{made}" in page
    assert f"/plaatsingen/aanmelden?client={person}" in page


def test_lists_leave_as_files_and_are_written_down(keeper: Client, programme: str) -> None:
    for form in ("csv", "xlsx", "ods"):
        file = keeper.get(f"{LINE}?programma={programme}&vorm={form}")
        assert file.status_code == 200, form
    text = keeper.get(f"{LINE}?programma={programme}&vorm=csv").get_data(as_text=True)
    assert "Waarom deze plaats" in text
    assert "staat eerste: crisis" in text
    assert keeper.get(f"{LINE}?programma=geen").status_code == 200, "an id that is none finds nothing"
