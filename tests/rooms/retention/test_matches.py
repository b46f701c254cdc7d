"""Matches, tenancies and youths past their term: names, words and links go, states and reasons stay."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import SQLModel, select

from tests.rooms.matches.acts import COORDINATOR, HOST, WORKER, Match, a_day_later
from tests.rooms.tenancies.acts import begin
from webapp import clock
from webapp.db import new_id
from webapp.due.days import add_months
from webapp.links.models import PersonalLink
from webapp.rooms.models import Host, Room, RoomRequest
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.portal import service as portal
from webapp.rooms.retention.service import erase_past_term
from webapp.rooms.tenancies.models import Tenancy, TenancyEvaluation, TenancySignal
from webapp.worklist.models import DueDone

Moves = Callable[..., None]


def erase(app: Flask) -> None:
    with app.extensions["database"].transaction() as session:
        erase_past_term(session)


def rows_of(app: Flask, model: type[SQLModel], **of: Any) -> list[Any]:
    with app.extensions["database"].reading() as session:
        return [*session.exec(select(model).filter_by(**of))]


def host_of(app: Flask, match: Match) -> Host:
    with app.extensions["database"].reading() as session:
        room = session.get_one(Room, UUID(match.room))
        return session.get_one(Host, room.host_id)


@pytest.fixture
def agreed(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Match:
    """A match of which both sides said yes."""
    match = Match(demo_app, alias="Demo Zoë").introduced()
    assert match.says(match.worker, "thinking", "yes") == 303
    assert match.says(match.host, "thinking", "yes") == 303
    a_day_later(monkeypatch)
    match.coordinator, match.worker, match.host = (match.browser(one) for one in (COORDINATOR, WORKER, HOST))
    return match


def lived_in(match: Match, went_to: str = "own_home") -> str:
    """The id of its tenancy, with words of everybody, ended today."""
    url = begin(match, starts_on=clock.today().isoformat(), house_rules="Samen koken")
    say = match.coordinator.post
    said = {"rule": "tenancy_evaluation", "outcome": "asked", "note": "Gebeld met Zoë"}
    first = add_months(clock.today(), 1)
    said |= {"subject": url.rsplit("/", 1)[1], "due_on": first.isoformat(), "id": str(new_id())}
    assert say("/vervolgacties/taken/gedaan", data=said).status_code == 303
    page = say(f"{url}/link", data={"party": "host"}).text
    link = re.search(r'value="http[^"]*(/kamers/evaluatie/[^"]+)"', page)
    assert link
    assert match.anybody.post(link[1], data={"grade": "bad", "words": "Veel lawaai"}).status_code == 200
    assert say(f"{url}/evaluatie/youth", data={"grade": "good", "words": "Fijn huis"}).status_code == 303
    assert say(f"{url}/signaal", data={"kind": "quarrel", "note": "Over de afwas"}).status_code == 303
    ended = {"ended_on": clock.today().isoformat(), "reason": "youth_left", "went_to": went_to}
    assert say(f"{url}/einde", data=ended).status_code == 303
    return url.rsplit("/", 1)[1]


def test_two_years_after_its_end_nobody_reads_a_word_and_the_figures_stay(
    demo_app: Flask, agreed: Match, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenancy = lived_in(agreed)
    for days, kept in ((700, True), (735, False)):
        then = clock.now() + timedelta(days=days - (0 if kept else 700))
        monkeypatch.setattr(clock, "now", lambda then=then: then)
        erase(demo_app)
        [row] = rows_of(demo_app, RoomMatch, id=UUID(agreed.id))
        [contract] = rows_of(demo_app, Tenancy, id=UUID(tenancy))
        evaluations = rows_of(demo_app, TenancyEvaluation, tenancy_id=UUID(tenancy))
        signals = rows_of(demo_app, TenancySignal, tenancy_id=UUID(tenancy))
        [asked] = rows_of(demo_app, RoomRequest, id=UUID(agreed.request))
        words = json.dumps(
            [one.model_dump(mode="json") for one in (row, contract, asked, *evaluations, *signals)], ensure_ascii=False
        )
        for word in ("zoe", "Zoë", "Samen koken", "Veel lawaai", "Fijn huis", "Over de afwas", "Ik kook graag"):
            assert (word in words) is kept, word
        assert bool(rows_of(demo_app, PersonalLink, subject_id=UUID(tenancy))) is False or kept
        notes = [one.note for one in rows_of(demo_app, DueDone, subject_id=UUID(tenancy))]
        assert notes == (["Gebeld met Zoë"] if kept else [None])
        assert (row.state, contract.end_reason, contract.went_to) == ("signed", "youth_left", "own_home")
        assert sorted(one.grade for one in evaluations) == ["bad", "good"]
        assert [one.kind for one in signals] == ["quarrel"]
    erase(demo_app)
    again = agreed.browser(COORDINATOR)
    for url in (agreed.url, f"/kamers/huur/{tenancy}", f"/kamers/verzoeken/{agreed.request}"):
        page = again.get(url)
        assert (page.status_code, "Gegevens gewist" in page.text, "Zoë" in page.text) == (200, True, False), url
    assert agreed.url not in again.get("/kamers/matches/lopend?zoek=zoe").text
    assert agreed.url in again.get("/kamers/matches/lopend?stap=signed").text
    assert again.post(f"/kamers/verzoeken/{agreed.request}/heropenen", data={}).status_code == 404
    assert again.get("/kamers/trechter").status_code == 200


def test_running_tenancy_keeps_its_host_and_its_youth(demo_app: Flask, agreed: Match, clock_moves: Moves) -> None:
    begin(agreed, starts_on=clock.today().isoformat())
    with demo_app.extensions["database"].transaction() as session:
        secret = portal.make_link(session, host_of(demo_app, agreed))
    assert agreed.anybody.post(f"{portal.OWN}/{secret}/stoppen", data={"reason": "changed_mind"}).status_code == 303
    clock_moves(days=900)
    erase(demo_app)
    assert host_of(demo_app, agreed).name == "Demo Gastvrouw"
    [asked] = rows_of(demo_app, RoomRequest, id=UUID(agreed.request))
    assert (asked.alias, asked.erased_at) == ("Demo Zoë", None)


def test_youth_without_a_proposal_is_kept_six_weeks(demo_app: Flask, clock_moves: Moves) -> None:
    match = Match(demo_app, alias="Demo Ŷara")
    looks = Match(demo_app, alias="Demo Blijft")
    said = {"reason": "found_elsewhere"}
    assert match.worker.post(f"/kamers/verzoeken/{match.request}/intrekken", data=said).status_code == 303
    clock_moves(days=41)
    erase(demo_app)
    [asked] = rows_of(demo_app, RoomRequest, id=UUID(match.request))
    assert (asked.alias, asked.motivation) == ("Demo Ŷara", "Ik kook graag.")
    clock_moves(days=43)
    erase(demo_app)
    [asked] = rows_of(demo_app, RoomRequest, id=UUID(match.request))
    gone = (asked.alias, asked.motivation, asked.support_worker, asked.profile, asked.allergies, asked.client_id)
    assert gone == ("–", "", "–", None, [], None)
    assert (asked.state, asked.withdraw_reason) == ("withdrawn", "found_elsewhere")
    [other] = rows_of(demo_app, RoomRequest, id=UUID(looks.request))
    assert other.alias == "Demo Blijft"


def test_region_without_a_programme_has_the_terms_of_practice(demo_app: Flask, clock_moves: Moves) -> None:
    match = Match(demo_app, alias="Demo Nergens").propose()
    assert match.says(match.worker, "proposal", "no", "youth", "too_far") == 303
    with demo_app.extensions["database"].transaction() as session:
        for one in session.exec(select(portal.Programme)):
            session.delete(one)
    clock_moves(days=735)
    erase(demo_app)
    [row] = rows_of(demo_app, RoomMatch, id=UUID(match.id))
    assert (row.search_key, row.state, row.reason) == ("", "no", "too_far")
    assert rows_of(demo_app, RoomRequest, id=UUID(match.request))[0].alias == "Demo Nergens", "who looks still"


def test_own_data_of_a_host_has_the_match_and_the_tenancy_and_nothing_of_the_youth(
    demo_app: Flask, agreed: Match
) -> None:
    lived_in(agreed, "street")
    with demo_app.extensions["database"].transaction() as session:
        secret = portal.make_link(session, host_of(demo_app, agreed))
    got = agreed.anybody.get(f"{portal.OWN}/{secret}/gegevens.json")
    [told] = got.get_json()["sign_ups"]
    [one] = told["matches"]
    assert [said["answer"] for said in one["own_answers"]] == ["yes", "yes"]
    [contract] = told["tenancies"]
    assert (contract["house_rules"], contract["end_reason"]) == ("Samen koken", "youth_left")
    assert [said["words"] for said in contract["own_evaluations"]] == ["Veel lawaai"]
    assert [said["kind"] for said in contract["signals"]] == ["quarrel"]
    for word in ("Zoë", "zoe", "Fijn huis", "afwas", "street", agreed.request):
        assert word not in got.text, word
