"""A match from proposal to contract; who may answer what, and what stays sealed."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from tests.rooms.matches.acts import COORDINATOR, HOST, WORKER, Match, a_day_later
from tests.support.client import Client
from tests.support.door import Door
from tests.support.together import together
from webapp.db import Database
from webapp.rooms.pairs import store
from webapp.rooms.pairs.kind import MATCH
from webapp.trajectories.kinds import faults


def test_declaration_has_no_faults() -> None:
    assert faults(MATCH) == []


def test_goes_from_proposal_to_contract(match: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    match.propose()
    assert "Wat zegt de jongere?" in match.worker.get("/").text
    assert "Er is iemand voor je kamer" in match.host.get("/kamers/mijn").text
    assert match.says(match.worker, "proposal", "yes") == 303
    assert "Wat zegt de jongere?" not in match.worker.get("/").text
    assert match.told()["step"] == "proposal"
    assert match.says(match.host, "proposal", "yes") == 303
    assert match.told()["step"] == "introduction"
    assert match.says(match.coordinator, "introduction", "met") == 303
    assert match.says(match.worker, "thinking", "yes") == 303
    assert match.says(match.host, "thinking", "yes") == 303
    assert match.told()["step"] == "thinking", "they have a day"
    a_day_later(monkeypatch)
    match.coordinator = match.browser(COORDINATOR)
    assert match.told()["step"] == "contract"
    assert match.says(match.coordinator, "contract", "signed") == 303
    told = match.told()
    assert (told["step"], told["ended"]) == (None, "signed")
    assert (
        "Voor deze jongere loopt al een match"
        in match.coordinator.get(f"/kamers/verzoeken/{match.request}/kamers").text
    )


def test_no_frees_room_and_youth_and_blocks_the_pair(match: Match, demo_app: Flask) -> None:
    match.propose()
    assert match.says(match.host, "proposal", "no") == 422, "a no has a reason"
    assert match.says(match.host, "proposal", "no", reason="privacy") == 303
    told = match.told()
    assert (told["ended"], told["reason"]) == ("no", "privacy")
    assert "Verlies van privacy" in match.coordinator.get(match.url).text
    assert "Verlies van privacy" not in match.worker.get(match.url).text, "why is for the coordinator"
    assert (match.told(match.worker)["reason"], match.told(match.host)["reason"]) == (None, "privacy")
    other = Match(demo_app, alias="Demo Xander")
    other.room = match.room
    other.propose()
    again = Door(match.coordinator).send("match.propose", {"request": match.request, "room": other.offer()})
    assert again["status"] == "accepted", "the youth is free"
    database: Database = demo_app.extensions["database"]
    with database.reading() as session:
        actor = _actor(session)
        blocked = {(str(request), str(room)) for request, room in store.blocked_pairs(session, actor)}
        live = {str(one) for one in store.live_ids(session, actor)}
    assert (match.request, match.room) in blocked
    assert {match.request, match.room, other.request} <= live


def _actor(session):  # type: ignore[no-untyped-def]
    from webapp.accounts import store as accounts
    from webapp.accounts.actor import actor_of

    user = accounts.find_demo_user(session, COORDINATOR)
    assert user
    return actor_of(user)


def test_live_room_and_youth_are_in_no_other_proposal(match: Match) -> None:
    assert "Demo Yara" in match.coordinator.get("/kamers/matches").text.split('id="h-fits"')[1]
    match.propose()
    page = match.coordinator.get("/kamers/matches").text
    assert match.url in page
    assert "Demo Yara" not in page.split('id="h-fits"')[1]
    for body in ({"request": match.request, "room": match.offer()},):
        refused = Door(match.coordinator).send("match.propose", body)
        assert (refused["status"], refused["code"]) == ("rejected", "taken")
    page = match.coordinator.post("/kamers/matches/nieuw", data={"request": match.request, "room": match.room})
    assert (page.status_code, "net aan een ander voorgesteld" in page.text or "stelde deze kamer net" in page.text) == (
        422,
        True,
    )


def test_of_two_coordinators_at_once_one_wins(match: Match, demo_app: Flask) -> None:
    other = Match(demo_app, alias="Demo Wies")
    wanted = [match.request, other.request]
    doors = [Door(match.browser(COORDINATOR)) for _ in wanted]

    def propose(number: int) -> str:
        told = doors[number].send("match.propose", {"request": wanted[number], "room": match.room})
        return str(told.get("code") or told["status"])

    assert sorted(map(str, together(2, propose))) == ["accepted", "taken"]


def test_both_say_yes_at_the_same_instant(match: Match) -> None:
    match.propose()
    sides = ((match.worker, "youth"), (match.host, "host"))
    statuses = together(2, lambda n: match.says(sides[n][0], "proposal", "yes"))
    assert statuses == [303, 303]
    assert match.told()["step"] == "introduction"


def test_sealed_answers_stay_sealed_everywhere(match: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    match.introduced()
    before = {name: client.get(match.url).text for name, client in (("c", match.coordinator), ("w", match.worker))}
    assert match.says(match.host, "thinking", "no", reason="house_mates") == 303
    for client in (match.coordinator, match.worker):
        told = match.told(client)
        assert told["parties"] == {"youth": None, "host": None}
        assert (told["step"], told["reason"]) == ("thinking", None)
    for name, client in (("c", match.coordinator), ("w", match.worker)):
        page = client.get(match.url).text
        course = page.split('id="h-loop"')[1].split("</ol>")[0]
        assert course == before[name].split('id="h-loop"')[1].split("</ol>")[0]
    rows = match.coordinator.get("/kamers/matches/lopend", headers={"Accept": "application/json"}).text
    assert "house_mates" not in rows
    assert "house_mates" not in json.dumps(match.worker.get("/offline/snapshot").get_json())
    assert match.told(match.host)["parties"]["host"] == "no", "one's own"
    assert match.says(match.host, "thinking", "yes") == 303, "one may change it"
    assert match.says(match.host, "thinking", "no", reason="house_mates") == 303
    assert match.says(match.worker, "thinking", "yes") == 303
    assert match.told()["step"] == "thinking"
    a_day_later(monkeypatch)
    match.coordinator = match.browser(COORDINATOR)
    told = match.told()
    assert (told["ended"], told["reason"]) == ("no", "house_mates")
    page = match.coordinator.get(f"/kamers/verzoeken/{match.request}/kamers").text
    assert "loopt al een match" not in page, "both are free by themselves"


def test_nobody_answers_for_another(match: Match, demo_app: Flask) -> None:
    match.propose()
    assert match.says(match.worker, "proposal", "yes", party="host") == 403
    assert match.says(match.host, "proposal", "yes", party="youth") == 403
    assert match.says(match.worker, "proposal", "yes", party="coordinator") == 403
    assert match.says(match.coordinator, "proposal", "yes") == 422, "whose yes?"
    for name in (f"{COORDINATOR}-almere", f"{WORKER}-almere", f"{HOST}-almere"):
        stranger = Client(demo_app, demo_app.response_class).sign_in(name)
        assert stranger.get(match.url).status_code == 404
        assert match.says(stranger, "proposal", "yes", party="host") == 404
    nurse = Client(demo_app, demo_app.response_class).sign_in("straatverpleegkundige")
    assert nurse.get(match.url).status_code == 403
    told = Door(nurse).send("match.answer", {"match": match.id, "step": "proposal", "answer": "yes"})
    assert (told["status"], told["code"]) == ("rejected", "not_allowed")


def test_late_answer_from_a_phone_is_a_conflict(match: Match) -> None:
    match.propose()
    assert match.says(match.host, "proposal", "no", reason="dates") == 303
    said = {"match": match.id, "step": "proposal", "answer": "yes", "party": "youth"}
    late = Door(match.worker).send("match.answer", said)
    assert (late["status"], late["current"]["step"]["value"]) == ("conflict", "no")
    page = match.worker.post(f"{match.url}/antwoord", data=said)
    assert (page.status_code, "Dit is intussen al verder" in page.text) == (409, True)


def test_answer_without_network_counts_once(match: Match) -> None:
    match.propose()
    kept = match.worker.get("/offline/snapshot").get_json()["fragments"]
    assert 'data-offline="match.answer"' in kept[match.url]["html"]
    assert "Demo Gastvrouw" not in kept[match.url]["html"]
    said = {"match": match.id, "step": "proposal", "answer": "yes", "party": "youth", "reason": None, "until": None}
    door = Door(match.worker)
    assert door.send("match.answer", said)["status"] == "accepted"
    assert door.send("match.answer", said)["status"] == "accepted"
    page = match.coordinator.get(match.url).text
    assert page.count("Jongere: ja gezegd") == 1


@pytest.mark.parametrize("step", ["proposal", "thinking"])
def test_host_who_withdraws_ends_it_with_the_reason(match: Match, step: str) -> None:
    _ = match.propose() if step == "proposal" else match.introduced()
    assert match.host.post(f"/kamers/mijn/{match.room}/stoppen", data={"reason": "changed_mind"}).status_code == 303
    told = match.told()
    assert (told["ended"], told["reason"]) == ("stopped", "host_stopped")
    assert "weer vrij" in match.worker.get(match.url).text
    again = Door(match.coordinator).send("match.propose", {"request": match.request, "room": match.offer()})
    assert again["status"] == "accepted"


def test_withdrawn_request_ends_it(match: Match) -> None:
    match.introduced()
    gone = match.worker.post(f"/kamers/verzoeken/{match.request}/intrekken", data={"reason": "found_elsewhere"})
    assert gone.status_code == 303
    assert (match.told()["ended"], match.told()["reason"]) == ("stopped", "youth_stopped")
    assert "staat" in match.coordinator.get(f"/kamers/{match.room}").text


def test_what_stands_still_comes_to_its_coordinator_and_then_to_all(
    match: Match, monkeypatch: pytest.MonkeyPatch, demo_app: Flask
) -> None:
    match.propose()
    assert "stilstaan" not in match.coordinator.get("/").text
    a_day_later(monkeypatch, 24 * 7 + 1)
    assert "Matches die stilstaan" in match.browser(COORDINATOR).get("/").text
    colleague = match.browser(_second_coordinator(demo_app))
    assert "stilstaan" not in colleague.get("/").text
    a_day_later(monkeypatch, 24 * 4)
    colleague = match.browser("coordinator-twee")
    assert "Matches die stilstaan" in colleague.get("/").text
    assert colleague.post(f"{match.url}/overnemen").status_code == 303
    assert "Demo Tweede let hierop." in colleague.get(match.url).text


def _second_coordinator(app: Flask) -> str:
    from webapp.accounts import store as accounts
    from webapp.accounts.models import User
    from webapp.accounts.permissions import Role

    database: Database = app.extensions["database"]
    with database.transaction() as session:
        first = accounts.find_demo_user(session, COORDINATOR)
        assert first
        session.add(
            User(
                region_id=first.region_id,
                organisation_id=first.organisation_id,
                name="Demo Tweede",
                roles=[Role.coordinator.value],
                username="coordinator-twee",
            )
        )
    return "coordinator-twee"


def test_reader_learns_no_more_than_their_part(match: Match) -> None:
    match.propose()
    page = match.host.get(match.url).text
    assert "een jongere" in page
    for secret in ("Demo Yara", "Ik kook graag.", "Begeleider", "510", "Allergie", "Demo Jongere", "h-loop"):
        assert secret not in page
    assert "Demo Gastvrouw" not in match.worker.get(match.url).text, "the host's name comes with the introduction"
    assert match.says(match.host, "proposal", "yes") == 303
    assert "Demo Truus" not in match.worker.get(match.url).text, "nor who answered for the host"
    assert match.host.get(f"/kamers/verzoeken/{match.request}").status_code == 403


def test_list_searches_filters_and_is_empty(match: Match) -> None:
    page = match.coordinator.get("/kamers/matches/lopend?zoek=niemandmetdezenaam").text
    assert "Geen match gevonden" in page
    match.propose()
    assert match.url in match.coordinator.get("/kamers/matches/lopend?zoek=yara").text
    assert match.url in match.coordinator.get("/kamers/matches/lopend?stap=proposal").text
    assert match.url not in match.coordinator.get("/kamers/matches/lopend?stap=thinking").text
    rows = match.coordinator.get("/kamers/matches?zoek=gastvrouw", headers={"Accept": "application/json"}).get_json()
    assert [row["id"] for row in rows["rows"]] == [match.id]
    assert match.worker.get("/kamers/matches/lopend").status_code == 403
