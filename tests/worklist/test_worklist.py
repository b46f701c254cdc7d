"""What is due by a rule: on one page, given an outcome by form and phone, once, by who may, and undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import SignIn
from tests.support.client import Client
from tests.support.door import Door
from tests.support.together import together
from webapp import clock
from webapp.accounts.actor import actor_of
from webapp.accounts.store import find_demo_user
from webapp.audit.models import AccessEntry
from webapp.db import Database, new_id
from webapp.directory.checks import CHECK
from webapp.directory.models import Entry
from webapp.errors import Conflict
from webapp.referrals.models import Referral
from webapp.worklist.inputs import DueDoneInput
from webapp.worklist.models import DueDone
from webapp.worklist.service import Given, give_outcome

HOME = "/vervolgacties"
ANSWER = "referral_answer"
NAME = "Zeynep Bulut"


@pytest.fixture
def referral(door: Door, body: Callable[..., dict[str, Any]], demo_database: Database) -> str:
    """A referral whose answer was due some days ago."""
    made = door.accepted("referral.send", body())
    with demo_database.transaction() as session:
        session.get_one(Referral, UUID(made)).moved_at = clock.now() - timedelta(days=12)
    return made


@pytest.fixture
def entry(demo_database: Database) -> str:
    """An entry of the directory that the nurse's organisation keeps, and that nobody checked for a year."""
    with demo_database.transaction() as session:
        row = session.exec(select(Entry).order_by(Entry.id)).first()
        nurses = session.exec(select(Referral.organisation_id)).first()
        assert row
        row.checked_on, row.name = clock.today() - timedelta(days=365), "Inloop De Kade"
        if nurses:
            row.organisation_id = nurses
        return str(row.id)


def rows(client: Client, **asked: str) -> list[dict[str, Any]]:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return list(client.get(f"{HOME}?{query}", headers={"Accept": "application/json"}).get_json()["rows"])


def row_of(client: Client, subject: str) -> dict[str, Any]:
    return next(row for row in rows(client, rule=ANSWER) if row["subject"] == subject)


def said(subject: str, outcome: str = "asked", **more: str) -> dict[str, str]:
    return {"rule": ANSWER, "subject": subject, "outcome": outcome, **more}


def acts(database: Database) -> list[DueDone]:
    with database.reading() as session:
        return list(session.exec(select(DueDone).order_by(DueDone.at)).all())


def test_page_and_rows_tell_what_is_due_by_which_rule(nurse: Client, referral: str) -> None:
    page = nurse.get(HOME).text
    assert "Vraag of ze deze persoon aannemen" in page
    assert NAME in page
    assert "taak is aan de beurt" in nurse.get("/").text or "taken zijn aan de beurt" in nurse.get("/").text
    row = row_of(nurse, referral)
    assert (row["rule"], row["url"], row["who"]) == (ANSWER, f"/doorverwijzingen/{referral}", NAME)
    assert date.fromisoformat(row["due_on"]) < clock.today()
    others = {one["rule"] for one in rows(nurse)}
    assert others >= {"follow_up", ANSWER}
    assert {one["rule"] for one in rows(nurse, rule="follow_up")} == {"follow_up"}
    assert rows(nurse, rule="nonsense") == []
    assert [one["subject"] for one in rows(nurse, zoek="bulut")] == [referral]
    assert NAME in nurse.get(f"{HOME}?vorm=csv").text


def test_pages_of_the_list_hold_each_row_once(nurse: Client, referral: str) -> None:
    total = nurse.get(HOME, headers={"Accept": "application/json"}).get_json()["total"]
    found = [(one["rule"], one["subject"]) for n in range(1, 9) for one in rows(nurse, pagina=str(n))]
    assert len(found) == len(set(found)) == total


def test_outcome_by_a_form_is_kept_and_undone(nurse: Client, referral: str, demo_database: Database) -> None:
    due_on = row_of(nurse, referral)["due_on"]
    note = "Belden terug: maandag weten ze het"
    answer = nurse.post(f"{HOME}/taken/gedaan", data=said(referral, due_on=due_on, note=note))
    assert answer.status_code == 303
    page = nurse.get(answer.location).text
    assert "Ongedaan maken" in page
    assert row_of(nurse, referral)["due_on"] > clock.today().isoformat(), "again after three working days"
    assert "1 keer geprobeerd" in page
    [act] = acts(demo_database)
    assert (act.note, act.settles, act.client_id is not None) == (note, False, True)
    assert nurse.post(f"{HOME}/taken/terug", data={"rule": ANSWER, "subject": referral}).status_code == 303
    assert row_of(nurse, referral)["due_on"] == due_on
    assert nurse.post(f"{HOME}/taken/terug", data={"rule": ANSWER, "subject": referral}).status_code == 303


def test_outcome_stands_in_the_line_of_the_client_and_in_the_log(
    door: Door, referral: str, person: str, demo_database: Database
) -> None:
    door.accepted("due.done", said(referral, note="Sprak met Fatima"))
    page = door.client.get(f"/clienten/{person}?soort=taak").text
    assert "Sprak met Fatima" in page
    with demo_database.reading() as session:
        entries = session.exec(select(AccessEntry).where(AccessEntry.subject == "due_done")).all()
    assert {entry.action for entry in entries} >= {"create"}
    assert {str(entry.client_id) for entry in entries} == {person}


def test_same_outcome_twice_is_one_and_a_note_is_never_lost(door: Door, referral: str, demo_database: Database) -> None:
    due_on = row_of(door.client, referral)["due_on"]
    sent = str(new_id())
    first = door.send("due.done", said(referral, due_on=due_on), id=sent)
    assert first["status"] == "accepted"
    assert first["url"] == f"/doorverwijzingen/{referral}"
    assert door.send("due.done", said(referral, due_on=due_on), id=sent)["status"] == "duplicate"
    assert len(acts(demo_database)) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rule": "nonsense", "subject": "", "outcome": "asked"}, "rule"),
        ({"rule": ANSWER, "subject": "", "outcome": "reached"}, "outcome"),
        ({"rule": ANSWER, "subject": "", "outcome": ""}, "outcome"),
        ({"rule": ANSWER, "subject": "geen id", "outcome": "asked"}, "subject"),
    ],
)
def test_impossible_words_are_sentences(
    door: Door, referral: str, wrong: dict[str, str], field: str, demo_database: Database
) -> None:
    sent = {**wrong, "subject": wrong["subject"] or referral}
    result = door.send("due.done", sent)
    assert (result["status"], list(result["fields"])) == ("rejected", [field])
    assert door.client.post(f"{HOME}/taken/gedaan", data=sent).status_code == 422
    assert acts(demo_database) == []


def test_only_whose_work_it_is_gives_an_outcome(
    door: Door, youth: Client, sign_in: SignIn, referral: str, demo_database: Database
) -> None:
    for other in (youth, sign_in("straatverpleegkundige-almere")):
        assert Door(other).send("due.done", said(referral))["status"] == "rejected"
        assert other.post(f"{HOME}/taken/gedaan", data=said(referral)).status_code == 404
        assert Door(other).send("due.undone", {"rule": ANSWER, "subject": referral})["status"] == "rejected"
    for name in ("opvang", "beheer"):
        refused = Door(sign_in(name)).send("due.done", said(referral))
        assert (refused["status"], refused["code"]) == ("rejected", "not_allowed")
    for name in ("vrijwilliger", "beleid"):
        assert sign_in(name).get(HOME).status_code == 403
    assert Door(sign_in("straatverpleegkundige")).send("due.done", said(str(new_id())))["status"] == "rejected"
    assert acts(demo_database) == []


def test_silent_client_is_not_reminded_of(door: Door, referral: str, person: str) -> None:
    assert NAME in door.client.get(HOME).text
    door.accepted("client.quiet", {"client": person, "state": "died"})
    assert NAME not in door.client.get(HOME).text
    assert [one for one in rows(door.client) if one["subject"] == referral] == []
    assert NAME not in door.client.get("/offline/snapshot").get_json()["fragments"][HOME]["html"]
    door.accepted("client.quiet", {"client": person, "state": "none"})
    assert NAME in door.client.get(HOME).text


def test_answered_referral_asks_no_more(door: Door, youth: Client, referral: str) -> None:
    answer = {"referral": referral, "step": "sent", "answer": "declined", "reason": "full"}
    assert Door(youth).send("referral.answer", answer)["status"] == "accepted"
    assert [one for one in rows(door.client) if one["subject"] == referral] == []


def test_phone_keeps_it_with_its_forms(door: Door, referral: str) -> None:
    kept = door.client.get("/offline/snapshot").get_json()["fragments"][HOME]["html"]
    assert NAME in kept
    assert 'data-offline="due.done"' in kept
    assert f'value="{referral}"' in kept


def test_follows_a_client_who_went_into_another(door: Door, referral: str, person: str) -> None:
    door.accepted("due.done", said(referral, note="Nog bellen"))
    other = door.accepted("client.add", {"name": "Zeynep Boulut", "legal_basis": "wmo"})
    door.accepted("client.merge", {"from": person, "into": other})
    assert "Nog bellen" in door.client.get(f"/clienten/{other}?soort=taak").text
    door.accepted("due.done", said(referral, note="Weer gebeld"))
    door.accepted("client.unmerge", {"client": person})
    assert "Nog bellen" in door.client.get(f"/clienten/{person}?soort=taak").text


def check(subject: str, outcome: str, **more: str) -> dict[str, str]:
    return {"rule": CHECK.word, "subject": subject, "outcome": outcome, **more}


def test_entry_of_the_directory_is_checked_changed_or_gone(
    door: Door, referral: str, entry: str, demo_database: Database
) -> None:
    [row] = [one for one in rows(door.client, rule=CHECK.word) if one["subject"] == entry]
    assert "Inloop De Kade" in door.client.get(HOME).text
    door.accepted("due.done", check(entry, "gone", due_on=row["due_on"]))
    assert "Dit staat niet meer in de wegwijzer" in door.client.get(f"/wegwijzer/{entry}").text
    door.accepted("due.undone", {"rule": CHECK.word, "subject": entry})
    assert "Dit staat niet meer in de wegwijzer" not in door.client.get(f"/wegwijzer/{entry}").text
    assert entry in [one["subject"] for one in rows(door.client, rule=CHECK.word)]
    door.accepted("due.done", check(entry, "right", due_on=row["due_on"]))
    [row] = [one for one in rows(door.client, rule=CHECK.word) if one["subject"] == entry]
    assert row["due_on"] > (clock.today() + timedelta(days=150)).isoformat(), "again in half a year"
    assert "Inloop De Kade" not in door.client.get(HOME).text
    with demo_database.reading() as session:
        assert session.get_one(Entry, UUID(entry)).checked_on == clock.today()


def test_of_two_keepers_the_second_hears_what_the_first_said(
    door: Door, sign_in: SignIn, colleague: str, referral: str, entry: str, demo_database: Database
) -> None:
    [row] = [one for one in rows(door.client, rule=CHECK.word) if one["subject"] == entry]
    seen = {"due_on": row["due_on"]}
    door.accepted("due.done", check(entry, "gone", **seen))
    late = Door(sign_in(colleague))
    refused = late.send("due.done", check(entry, "right", **seen))
    assert refused["status"] == "conflict"
    assert refused["current"]["outcome"]["value"] == "gone"
    page = late.client.post(f"{HOME}/taken/gedaan", data=check(entry, "right", **seen))
    assert (page.status_code, "intussen al gedaan" in page.text) == (409, True)
    assert late.send("due.done", check(entry, "gone", **seen))["status"] == "accepted"
    assert len(acts(demo_database)) == 1
    late.accepted("due.done", check(entry, "gone", note="Bord is weg", **seen))
    assert [one.note for one in acts(demo_database)] == [None, "Bord is weg"]
    assert late.send("due.undone", {"rule": CHECK.word, "subject": str(new_id())})["status"] == "rejected"


def test_keeper_of_another_organisation_is_asked_nothing(youth: Client, referral: str, entry: str) -> None:
    assert entry not in [one["subject"] for one in rows(youth, rule=CHECK.word)]
    assert Door(youth).send("due.done", check(entry, "gone"))["status"] == "rejected"


def test_count_on_the_home_screen_leaves_out_what_comes_later(door: Door, referral: str) -> None:
    assert "1 taak is aan de beurt" in door.client.get("/").text
    door.accepted("due.done", said(referral))
    assert "aan de beurt" not in door.client.get("/").text


def test_own_calendar_has_the_day_and_nobody(nurse: Client, referral: str) -> None:
    found = re.search(r'value="[^"]*(/agenda/[\w-]+\.ics)"', nurse.post("/account/agenda/aan").text)
    assert found
    text = nurse.get(found[1]).text.replace("\r\n ", "")
    assert f"UID:{referral}-{ANSWER}@" in text
    assert f"/doorverwijzingen/{referral}" in text
    assert "Zeynep" not in text


def test_list_leads_from_the_addresses_of_the_contract(sign_in: SignIn) -> None:
    shelter = sign_in("opvang").get(HOME)
    assert (shelter.status_code, "Van het team" in shelter.text) == (200, False)


def test_of_five_at_once_one_outcome_holds(
    door: Door, sign_in: SignIn, referral: str, entry: str, demo_database: Database
) -> None:
    [row] = [one for one in rows(door.client, rule=CHECK.word) if one["subject"] == entry]
    with demo_database.reading() as session:
        user = find_demo_user(session, "straatverpleegkundige")
        assert user
        actor = actor_of(user)

    def act(n: int) -> Given:
        said = DueDoneInput.model_validate(check(entry, ("right", "gone")[n % 2], due_on=row["due_on"]))
        with demo_database.transaction() as session:
            return give_outcome(session, actor, said, new_id())

    results = together(5, act)
    [act_that_holds] = acts(demo_database)
    refused = [one for one in results if isinstance(one, Conflict)]
    assert len(refused) == (2 if act_that_holds.outcome == "right" else 3)
