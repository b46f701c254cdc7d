"""Logging a contact, by form and by phone: its facts, its refusals, and that it is one."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE, SHELTER_WORKER, YOUTH_WORKER, SignIn
from tests.support.client import Client
from tests.support.door import Door
from tests.support.stores import go_back
from webapp import clock, schema
from webapp.contacts.models import StreetContact
from webapp.db import Database, new_id

HOSTILE = '"><script>alert(1)</script>{{ 7*7 }}</textarea>'


def test_contact_is_anonymous_when_only_the_living_situation_is_given(nurse: Client) -> None:
    answer = nurse.post("/contacten/nieuw", data={"ethos_category": "public_space"})
    assert answer.status_code == 303
    shown = nurse.get(answer.headers["Location"]).text
    assert ">Anoniem contact</h1>" in shown
    assert "anoniem, geen grondslag nodig" in shown
    assert "Buiten" in shown


@pytest.mark.parametrize(("user", "basis"), [(NURSE, "WGBO"), (YOUTH_WORKER, "Wmo")])
def test_contact_under_an_alias_is_not_called_anonymous(sign_in: SignIn, user: str, basis: str) -> None:
    browser = sign_in(user)
    form = {"ethos_category": "public_space", "alias": "Slapende Sjon", "place": "Onder de brug", "topics": "wound"}
    address = browser.post("/contacten/nieuw", data=form).headers["Location"]
    shown = browser.get(address).text
    assert f"<dd>{basis}</dd>" in shown
    assert "geen grondslag nodig" not in shown
    nameless = {"_from.alias": "Slapende Sjon", "alias": ""}
    assert browser.post(f"{address}/corrigeren", data=nameless).status_code == 303
    assert "anoniem, geen grondslag nodig" in browser.get(address).text


def test_aliases_of_an_older_store_get_their_basis(sign_in: SignIn, demo_database: Database) -> None:
    kept = {}
    for user, alias in ((NURSE, "Oude Sjon"), (YOUTH_WORKER, "Jonge Sjon"), (NURSE, None)):
        form = {"ethos_category": "public_space", **({"alias": alias} if alias else {})}
        kept[user, alias] = sign_in(user).post("/contacten/nieuw", data=form).headers["Location"].rpartition("/")[2]
    before = _bases(demo_database)
    go_back(demo_database, "0023")
    assert {_bases(demo_database)[UUID(one)] for one in kept.values()} == {"anonymous"}
    schema.migrate(demo_database)
    after = _bases(demo_database)
    assert {one: after[UUID(one)] for one in kept.values()} == {one: before[UUID(one)] for one in kept.values()}


def _bases(database: Database) -> dict[UUID, str]:
    with database.reading() as session:
        return dict(session.exec(select(StreetContact.id, StreetContact.legal_basis)).all())


def test_double_submit_is_one_contact_when_the_form_carries_its_id(nurse: Client) -> None:
    form = {"id": str(new_id()), "ethos_category": "unknown", "alias": "Tweemaal (demo)"}
    first, second = (nurse.post("/contacten/nieuw", data=form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == f"/contacten/{form['id']}"
    assert nurse.get("/contacten?zoek=tweemaal").text.count('href="/contacten/01') == 1


def test_form_comes_back_with_what_was_typed_when_the_living_situation_is_missing(nurse: Client) -> None:
    answer = nurse.post("/contacten/nieuw", data={"alias": "Kees", "note": "Had het koud.", "topics": "sleep"})
    assert answer.status_code == 422
    assert "Kies waar deze persoon nu slaapt of woont." in answer.text
    assert "Had het koud." in answer.text
    assert 'value="Kees"' in answer.text
    assert "Fout: " in answer.text


def test_form_asks_for_a_day_when_something_was_agreed_without_one(nurse: Client) -> None:
    form = {"ethos_category": "unknown", "follow_up.text": "Bellen", "follow_up.due_on": ""}
    answer = nurse.post("/contacten/nieuw", data=form)
    assert answer.status_code == 422
    assert "Kies een dag voor wat is afgesproken." in answer.text


def test_chosen_day_counts_when_the_quick_dates_do_not_fit(nurse: Client) -> None:
    far = (clock.today() + timedelta(days=40)).isoformat()
    form = {"ethos_category": "unknown", "follow_up.text": "Terugbellen", "follow_up.due_on": "other"}
    answer = nurse.post("/contacten/nieuw", data={**form, "follow_up.due_on.other": far})
    assert answer.status_code == 303
    assert "Terugbellen" in nurse.get("/vervolgacties?zoek=terugbellen").text


def test_future_moment_is_refused_when_it_is_typed(nurse: Client) -> None:
    later = clock.local(clock.now() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    answer = nurse.post("/contacten/nieuw", data={"ethos_category": "unknown", "occurred_at": later})
    assert answer.status_code == 422
    assert "Dit moment is nog niet geweest." in answer.text


def test_phone_that_is_years_ahead_is_accepted_but_not_believed(door: Door, contact: Any) -> None:
    ahead = "2031-01-01T12:00:00+01:00"
    made = door.accepted("contact.log", contact(), client_time=ahead)
    shown = door.client.get(f"/contacten/{made}").text
    assert "Die klok liep niet gelijk" in shown
    assert f"vandaag {clock.local(clock.now()).strftime('%H')}" in shown


def test_phone_time_is_the_moment_when_none_was_given(door: Door, contact: Any) -> None:
    saved = clock.now() - timedelta(hours=5)
    made = door.accepted("contact.log", contact(), client_time=saved.isoformat())
    shown = door.client.get(f"/contacten/{made}").text
    assert clock.local(saved).strftime("%H:%M") in shown


def test_contact_of_a_phone_is_the_same_as_of_a_form(door: Door, contact: Any) -> None:
    due_on = (clock.today() + timedelta(days=1)).isoformat()
    body = contact(alias="Zwarte Kees (demo)", note="Wil naar binnen.", follow_up={"text": "Deken", "due_on": due_on})
    result = door.send("contact.log", body)
    assert (result["status"], result["version"]) == ("accepted", 1)
    shown = door.client.get(result["url"]).text
    for words in ("Zwarte Kees (demo)", "Wil naar binnen.", "Bij het viaduct, Hilversum", "Slapen", "Deken"):
        assert words in shown


def test_working_relation_begins_when_a_contact_names_a_client(door: Door, contact: Any) -> None:
    client = door.accepted("client.add", {"alias": "Nieuw (demo)", "legal_basis": "wmo"})
    before = door.client.get("/contacten/nieuw/wie").text
    door.accepted("contact.log", contact(client=client, place="Haven"), depends_on=[client])
    chips = door.client.get("/contacten/nieuw/wie").text
    assert "Nieuw (demo)" in before
    assert "vandaag Haven" in chips
    assert 'data-ethos-category="public_space"' in chips


def test_clinical_note_is_refused_when_no_nurse_writes_it(sign_in: SignIn, contact: Any) -> None:
    result = Door(sign_in(YOUTH_WORKER)).send("contact.log", contact(clinical_note="geheim"))
    assert (result["status"], result["code"]) == ("rejected", "not_allowed")


@pytest.mark.parametrize("role", [SHELTER_WORKER, "vrijwilliger", "beleid", "beheer", "coordinator"])
def test_role_without_contacts_is_refused_everywhere(sign_in: SignIn, contact: Any, role: str) -> None:
    client = sign_in(role)
    assert Door(client).send("contact.log", contact())["code"] == "not_allowed"
    for path in ("/contacten", "/contacten/nieuw", "/contacten/nieuw/wie", "/vervolgacties/team", "/clienten"):
        assert client.get(path).status_code == 403, path


def test_client_of_another_organisation_is_unknown_to_the_contact(sign_in: SignIn, door: Door, contact: Any) -> None:
    client = door.accepted("client.add", {"alias": "Van de nurse (demo)", "legal_basis": "wgbo"})
    result = Door(sign_in(YOUTH_WORKER)).send("contact.log", contact(client=client))
    assert (result["status"], result["code"]) == ("rejected", "not_found")


def test_id_of_someone_elses_contact_takes_nothing_from_it(sign_in: SignIn, door: Door, contact: Any) -> None:
    made = door.accepted("contact.log", contact(note="Van de verpleegkundige"))
    answer = sign_in(YOUTH_WORKER).post("/contacten/nieuw", data={"id": made, "ethos_category": "unknown"})
    assert answer.status_code == 303
    assert not answer.location.endswith(made)
    assert "Van de verpleegkundige" in door.client.get(f"/contacten/{made}").text


def test_correction_of_a_phone_with_a_clock_ahead_is_taken_too(door: Door, contact: Any) -> None:
    made = door.accepted("contact.log", contact())
    seen = door.client.get(f"/contacten/{made}/corrigeren").text
    before = re.search(r'name="occurred_at"[^>]*data-from="([^"]+)"', seen)
    assert before
    ahead = (clock.local(clock.now()) + timedelta(minutes=30)).isoformat()
    changes = {"occurred_at": {"from": before[1], "to": ahead}}
    assert door.send("contact.correct", {"contact": made, "changes": changes})["status"] == "accepted"


def test_form_that_was_changed_and_submitted_again_is_another_contact(door: Door) -> None:
    form = {"id": str(new_id()), "ethos_category": "unknown", "note": "Eerste"}
    first = door.client.post("/contacten/nieuw", data=form).location
    assert first == f"/contacten/{form['id']}"
    assert door.client.post("/contacten/nieuw", data=form).location == first
    other = door.client.post("/contacten/nieuw", data={**form, "note": "Tweede, na ‘terug’"}).location
    assert other != first
    assert "Tweede" in door.client.get(other).text


def test_id_of_a_form_is_not_taken_for_an_operation_with_other_content(door: Door, contact: Any) -> None:
    used = str(new_id())
    door.client.post("/contacten/nieuw", data={"id": used, "ethos_category": "unknown", "note": "Van het formulier"})
    result = door.send("contact.log", contact(note="Van de telefoon"), id=used)
    assert (result["status"], result["code"]) == ("rejected", "id_reused")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("channel", "telepathy", "Kies hoe je contact had."),
        ("topics", ["nonsense"], "Kies een van de mogelijkheden."),
        ("occurred_at", "2026-11-22T21:40:00", "Geef bij de tijd ook de tijdzone."),
        ("note", "x" * 4001, "Maak dit korter: hoogstens 4000 tekens."),
        ("place", "a\x00b", "Hier staat een teken dat we niet kunnen bewaren."),
        ("follow_up", {"text": "x"}, "Kies een dag voor wat is afgesproken."),
    ],
)
def test_operation_is_rejected_with_a_sentence_at_the_field(
    door: Door, contact: Any, field: str, value: Any, said: str
) -> None:
    result = door.send("contact.log", contact(**{field: value}))
    assert result["status"] == "rejected"
    assert said in result["fields"].values(), result


@pytest.mark.one_store
def test_hostile_text_is_shown_as_text(door: Door, contact: Any) -> None:
    follow_up = {"text": HOSTILE, "due_on": "2026-11-01"}
    body = contact(alias=HOSTILE, place=HOSTILE, note=HOSTILE, follow_up=follow_up)
    made = door.accepted("contact.log", body)
    pages = [f"/contacten/{made}", f"/contacten/{made}/corrigeren", "/contacten", "/vervolgacties", "/"]
    for html in [door.client.get(path).text for path in pages]:
        assert "alert(1)" in html
        assert "<script>alert" not in html
        assert "{{ 7*7 }}" in html
    fragments = door.client.get("/offline/snapshot").get_json()["fragments"]
    assert "<script>alert" not in "".join(fragment["html"] for fragment in fragments.values())


@pytest.mark.one_store
def test_empty_form_carries_nobody_and_may_be_kept(nurse: Client, sign_in: SignIn, contact: Any) -> None:
    answer = nurse.get("/contacten/nieuw")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    for personal in ("Rooie Piet", "Demo Sanne", "Demo S."):
        assert personal not in answer.text
    assert 'name="clinical_note"' in answer.text
    assert 'name="clinical_note"' not in sign_in(YOUTH_WORKER).get("/contacten/nieuw").text


@pytest.mark.one_store
def test_form_about_someone_is_not_kept_and_shows_that_person_chosen(door: Door, contact: Any) -> None:
    client = door.accepted("client.add", {"alias": "Gekozen (demo)", "legal_basis": "wmo"})
    answer = door.client.get(f"/contacten/nieuw?client={client}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Gekozen (demo)" in answer.text
    assert re.search(rf'value="{client}"[^>]* checked', answer.text)


def test_moments_are_stored_as_instants(door: Door, contact: Any) -> None:
    made = door.accepted("contact.log", contact(occurred_at="2026-03-29T03:30:00+02:00"))
    moment = datetime.fromisoformat("2026-03-29T01:30:00+00:00")
    assert clock.local(moment).strftime("%H:%M") == "03:30"
    assert "29 mrt 03:30" in door.client.get(f"/contacten/{made}").text


@pytest.mark.parametrize("path", ["/contacten/nieuw", "/clienten/nieuw"])
def test_simultaneous_submits_of_one_form_are_one_record(sign_in: SignIn, path: str) -> None:
    form = {"id": str(new_id()), "alias": "Tegelijk (demo)", "ethos_category": "unknown", "legal_basis": "wmo"}
    browsers = [sign_in(NURSE) for _ in range(4)]
    with ThreadPoolExecutor(len(browsers)) as pool:
        answers = list(pool.map(lambda browser: browser.post(path, data=form), browsers))
    assert [answer.status_code for answer in answers] == [303] * len(browsers)
    assert len({answer.headers["Location"] for answer in answers}) == 1
