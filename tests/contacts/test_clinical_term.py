"""A clinical note is a working note: it is saved as a file for the nurse's own record, and erased after its term."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE, YOUTH_WORKER, SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts.models import Region
from webapp.audit.models import AccessEntry
from webapp.contacts.clinical import erasure
from webapp.contacts.models import ClinicalNote, ContactCorrection
from webapp.db import Database

CANARY = "kanarie-die-gewist-wordt"
_now = clock.now


@pytest.fixture
def client_id(door: Door) -> str:
    return door.accepted("client.add", {"name": "Zoë Ångström", "alias": "Zo", "legal_basis": "wgbo"})


@pytest.fixture
def noted(door: Door, contact: Any, client_id: str) -> str:
    """A contact of that client with a note that was corrected once."""
    made = door.accepted("contact.log", contact(client=client_id, clinical_note="eerst-" + CANARY))
    changes = {"clinical_note": {"from": "eerst-" + CANARY, "to": CANARY}}
    door.accepted("contact.correct", {"contact": made, "changes": changes})
    return made


def later(monkeypatch: pytest.MonkeyPatch, **by: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: _now() + timedelta(**by))


def erase(database: Database) -> None:
    with database.transaction() as session:
        erasure.erase_past_term(session)


def note_of(database: Database, contact_id: str) -> ClinicalNote:
    with database.reading() as session:
        return session.get_one(ClinicalNote, UUID(contact_id))


def logged(database: Database, action: str, contact_id: str) -> list[AccessEntry]:
    with database.reading() as session:
        return list(
            session.exec(
                select(AccessEntry).where(
                    AccessEntry.subject == "clinical_note",
                    AccessEntry.action == action,
                    AccessEntry.subject_id == UUID(contact_id),
                )
            ).all()
        )


def test_page_tells_the_day_and_then_that_it_is_gone(
    door: Door, noted: str, demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/contacten/{noted}"
    assert "Wordt gewist op" in door.client.get(path).text
    later(monkeypatch, days=179)
    erase(demo_database)
    door.client.sign_in(NURSE)
    assert CANARY in door.client.get(path).text, "not a day too early"
    later(monkeypatch, days=185)
    erase(demo_database)
    door.client.sign_in(NURSE)
    page = door.client.get(path).text
    assert CANARY not in page
    assert "Gewist op" in page
    [entry] = logged(demo_database, "delete", noted)
    assert (entry.ground, entry.client_id is not None) == ("term", True)


def test_no_earlier_text_stays(
    noted: str, demo_database: Database, monkeypatch: pytest.MonkeyPatch, door: Door
) -> None:
    later(monkeypatch, days=185)
    erase(demo_database)
    erase(demo_database)
    with demo_database.reading() as session:
        rows = session.exec(select(ContactCorrection).where(ContactCorrection.contact_id == UUID(noted))).all()
    assert [row.field for row in rows] == []
    assert note_of(demo_database, noted).text is None
    assert len(logged(demo_database, "delete", noted)) == 1, "erased once, logged once"


def test_phone_no_longer_gets_an_erased_note(
    door: Door, noted: str, demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CANARY in door.client.get("/offline/snapshot").text
    later(monkeypatch, days=185)
    erase(demo_database)
    door.client.sign_in(NURSE)
    kept = door.client.get("/offline/snapshot")
    assert kept.status_code == 200
    assert CANARY not in kept.text


def test_note_written_again_starts_its_term_again(
    door: Door, noted: str, demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = note_of(demo_database, noted).erase_on
    later(monkeypatch, days=100)
    door.client.sign_in(NURSE)
    changes = {"clinical_note": {"from": CANARY, "to": "opnieuw"}}
    Door(door.client).accepted("contact.correct", {"contact": noted, "changes": changes})
    assert note_of(demo_database, noted).erase_on > before + timedelta(days=90)


def test_erased_note_still_shows_that_there_was_nursing(
    door: Door, noted: str, contact: Any, client_id: str, demo_database: Database, sign_in: SignIn, colleague: str
) -> None:
    """A region with a short term: care does not end with the text."""
    other = Door(sign_in(colleague))
    own = other.accepted("contact.log", contact(client=client_id, clinical_note="Verband"))
    with demo_database.transaction() as session:
        session.get_one(ClinicalNote, UUID(own)).erase_on = clock.today()
    erase(demo_database)
    assert CANARY in other.client.get(f"/contacten/{noted}").text


def test_term_is_the_regions(door: Door, contact: Any, demo_database: Database, sign_in: SignIn) -> None:
    with demo_database.transaction() as session:
        for region in session.exec(select(Region)):
            region.clinical_note_months = 1
            session.add(region)
    made = door.accepted("contact.log", contact(clinical_note=CANARY))
    assert note_of(demo_database, made).erase_on <= clock.today() + timedelta(days=31)
    beheer = sign_in("beheer")
    fields = {"municipalities": "Hilversum\nHuizen", "clinical_note_months": "36"}
    assert "Kies 1 tot 24 maanden." in beheer.post("/beheer/regio", data=fields).text


def test_home_warns_before_with_the_file_at_hand(
    door: Door, noted: str, monkeypatch: pytest.MonkeyPatch, demo_database: Database
) -> None:
    assert "worden binnenkort gewist" not in door.client.get("/").text
    later(monkeypatch, days=172)
    door.client.sign_in(NURSE)
    assert "binnenkort gewist" in door.client.get("/").text
    assert "Zo" in door.client.get("/verpleegkundige-notities?alle=ja").text
    page = door.client.get("/verpleegkundige-notities").text
    assert f'action="/contacten/{noted}/verpleegkundige-notitie"' in page
    assert CANARY not in page, "the list shows no text"
    saved = door.client.post(f"/contacten/{noted}/verpleegkundige-notitie", data={"vorm": "txt"})
    assert CANARY in saved.text
    assert note_of(demo_database, noted).saved_at is not None
    assert "Als bestand bewaard" in door.client.get(f"/contacten/{noted}").text


def test_file_of_a_client_is_text_or_json_and_is_in_the_log(
    door: Door, noted: str, client_id: str, demo_database: Database
) -> None:
    path = f"/clienten/{client_id}/verpleegkundige-notities"
    page = door.client.get(path)
    assert "Zoë Ångström" in page.text
    assert CANARY not in page.text
    text = door.client.post(path, data={"vorm": "txt"})
    assert text.get_data().startswith(b"\xef\xbb\xbf")
    assert CANARY in text.text
    assert "Zo" not in text.headers["Content-Disposition"]
    found = door.client.post(path, data={"vorm": "json"}).get_json()
    [one] = found["notes"]
    assert (one["clinical_note"], one["name"], one["contact"]) == (CANARY, "Zoë Ångström", noted)
    assert [entry.detail for entry in logged(demo_database, "export", noted)] == ["txt", "json"]


@pytest.mark.parametrize("who", [YOUTH_WORKER, "opvang", "beheer", "beleid", "straatverpleegkundige-almere"])
def test_nobody_else_saves_or_sees_it(sign_in: SignIn, noted: str, client_id: str, who: str) -> None:
    other: Client = sign_in(who)
    for path in (f"/contacten/{noted}/verpleegkundige-notitie", f"/clienten/{client_id}/verpleegkundige-notities"):
        answer = other.post(path, data={"vorm": "txt"})
        assert answer.status_code in (403, 404)
        assert CANARY not in answer.text
    assert other.get(f"/clienten/{client_id}/verpleegkundige-notities").status_code in (403, 404)


def test_nurse_without_the_client_in_care_saves_nothing(
    sign_in: SignIn, colleague: str, noted: str, client_id: str
) -> None:
    other = sign_in(colleague)
    assert other.post(f"/contacten/{noted}/verpleegkundige-notitie", data={"vorm": "txt"}).status_code == 404
    assert other.post(f"/clienten/{client_id}/verpleegkundige-notities", data={"vorm": "json"}).status_code == 404


@pytest.mark.parametrize("form", ["", "pdf", "txt/../json"])
def test_other_forms_are_not_there(door: Door, noted: str, form: str) -> None:
    assert door.client.post(f"/contacten/{noted}/verpleegkundige-notitie", data={"vorm": form}).status_code == 404
