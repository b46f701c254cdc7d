"""Emergency access afterwards: a responsible nurse says whether it was right; the reader hears it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE, YOUTH_WORKER, SignIn
from tests.support.client import Client
from tests.support.colleagues import add_colleague
from tests.support.door import Door
from webapp.accounts import store
from webapp.audit.models import AccessEntry
from webapp.contacts.models import EmergencyAccess
from webapp.db import Database

WHY = "Bewusteloos gevonden bij het station"


@pytest.fixture
def client_id(door: Door) -> str:
    return door.accepted("client.add", {"alias": "Van Sanne (demo)", "legal_basis": "wgbo"})


@pytest.fixture
def noted(door: Door, contact: Any, client_id: str) -> str:
    """A contact of the nurse with a clinical note."""
    return door.accepted("contact.log", contact(client=client_id, clinical_note="Kanarie"))


@pytest.fixture
def reader(sign_in: SignIn, colleague: str, noted: str) -> Client:
    """A second nurse, who read that note by emergency access."""
    browser = sign_in(colleague)
    assert browser.post(f"/contacten/{noted}/noodtoegang", data={"reason": WHY}).status_code == 303
    return browser


def page_of(database: Database) -> str:
    with database.reading() as session:
        return f"/noodtoegang/{session.exec(select(EmergencyAccess)).one().id}"


def test_it_waits_on_the_authors_home_until_judged_and_the_reader_hears(
    door: Door, reader: Client, noted: str, demo_database: Database
):
    page = page_of(demo_database)
    assert page in door.client.get("/").text
    assert WHY in door.client.get(page).text
    assert page not in reader.get("/").text
    assert "nog niet bekeken" in reader.get(f"/contacten/{noted}").text
    assert door.client.post(page, data={}).status_code == 422
    assert door.client.post(page, data={"verdict": "unjustified"}).status_code == 422, "no without words"
    data = {"verdict": "unjustified", "words": "Ik was bereikbaar, bel de volgende keer."}
    assert door.client.post(page, data=data).status_code == 303
    assert page not in door.client.get("/").text
    assert "niet terecht" in reader.get("/").text
    told = reader.get(f"/contacten/{noted}").text
    assert "niet terecht" in told
    assert "Ik was bereikbaar" in told
    assert "Demo Sanne" in told
    with demo_database.reading() as session:
        rows = session.exec(select(AccessEntry).where(AccessEntry.subject == "emergency_access")).all()
        raw = session.connection().exec_driver_sql("select verdict_words from emergency_access").scalar_one()
    assert [(row.action, row.detail) for row in rows] == [("update", "unjustified")]
    assert b"bereikbaar" not in (raw if isinstance(raw, bytes) else str(raw).encode())


def test_right_needs_no_words(door: Door, reader: Client, noted: str, demo_database: Database):
    assert door.client.post(page_of(demo_database), data={"verdict": "justified"}).status_code == 303
    assert "Jouw noodtoegang is bekeken: terecht" in reader.get("/").text


def test_first_judgement_stands(
    door: Door, reader: Client, noted: str, contact: Any, client_id: str, sign_in: SignIn, demo_database: Database
):
    add_colleague(demo_database, "Demo Derde", "derde")
    third = Door(sign_in("derde"))
    third.accepted("contact.log", contact(client=client_id, clinical_note="Verband"))
    page = page_of(demo_database)
    assert page in third.client.get("/").text, "who has the client in care is responsible too"
    assert third.client.post(page, data={"verdict": "justified"}).status_code == 303
    assert third.client.post(page, data={"verdict": "justified"}).status_code == 303, "sent twice it is one"
    late = door.client.post(page, data={"verdict": "unjustified", "words": "Nee"})
    assert late.status_code == 409
    assert page not in door.client.get("/").text


def test_reader_does_not_judge_an_own_access_also_not_with_care_since(
    reader: Client, noted: str, contact: Any, client_id: str, demo_database: Database
):
    Door(reader).accepted("contact.log", contact(client=client_id, clinical_note="Nu van mij"))
    page = page_of(demo_database)
    assert reader.get(page).status_code == 404
    assert reader.post(page, data={"verdict": "justified"}).status_code == 404


@pytest.mark.parametrize(
    ("user", "status"),
    [(YOUTH_WORKER, 403), ("beheer", 403), ("privacy", 403), ("straatverpleegkundige-almere", 404), ("derde", 404)],
)
def test_others_judge_nothing(
    sign_in: SignIn, reader: Client, noted: str, demo_database: Database, user: str, status: int
):
    add_colleague(demo_database, "Demo Derde", "derde")
    page, browser = page_of(demo_database), sign_in(user)
    assert browser.get(page).status_code == status
    assert browser.post(page, data={"verdict": "justified"}).status_code == status


def test_privacy_officer_judges_where_no_nurse_is_left_and_does_not_read_the_reason(
    sign_in: SignIn, reader: Client, noted: str, demo_database: Database
):
    overseer, page = sign_in("privacy"), page_of(demo_database)
    assert overseer.get(f"/toezicht{page}").status_code == 404, "the author is still there"
    assert "Demo Karin" in overseer.get("/toezicht/noodtoegang").text
    with demo_database.transaction() as session:
        author = store.find_demo_user(session, NURSE)
        assert author is not None
        author.place(author.organisation_id, author.roles, active=False)
        session.add(author)
    html = overseer.get(f"/toezicht{page}").text
    assert "Demo Karin" in html
    assert WHY not in html
    assert f"/toezicht{page}" in overseer.get("/toezicht/noodtoegang").text
    assert "wacht op jouw toezicht" in overseer.get("/").text
    assert overseer.post(f"/toezicht{page}", data={"verdict": "unjustified"}).status_code == 422
    assert overseer.post(f"/toezicht{page}", data={"verdict": "justified"}).status_code == 303
    assert "terecht" in reader.get("/").text


def test_author_who_moved_is_not_responsible_any_more(door: Door, reader: Client, noted: str, demo_database: Database):
    with demo_database.transaction() as session:
        author = store.find_demo_user(session, NURSE)
        elsewhere = store.find_demo_user(session, YOUTH_WORKER)
        assert author is not None
        assert elsewhere is not None
        author.place(elsewhere.organisation_id, author.roles)
        session.add(author)
    assert door.client.get(page_of(demo_database)).status_code == 404


def test_two_responsible_people_at_once_are_one_judgement(
    door: Door, reader: Client, noted: str, demo_database: Database
):
    page = page_of(demo_database)
    answers = [
        door.client.post(page, data={"verdict": one, "words": "Ja"}).status_code for one in ("justified", "unjustified")
    ]
    assert answers == [303, 409]
    with demo_database.reading() as session:
        assert session.exec(select(EmergencyAccess)).one().verdict == "justified"
