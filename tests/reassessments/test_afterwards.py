"""Reassessment afterwards: the figures, the end of the term, and what a phone keeps."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from tests.contacts.acts import SignIn
from tests.reassessments.acts import (
    HOME,
    NURSE,
    answer,
    begun,
    campaign_of,
    ids_of,
    in_days,
    mine,
    upload,
)
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts import store as accounts
from webapp.db import Database, new_id
from webapp.demo import reassessments
from webapp.figures.small_numbers import LEAST
from webapp.placements.imports.rows import Row
from webapp.reassessments import figures, service
from webapp.reassessments.kind import Outcome
from webapp.reassessments.models import Reassessment, ReassessmentCampaign, ReassessmentDraft
from webapp.reassessments.rows import read_rows, recognise
from webapp.worklist.models import DueDone


def test_figures_hide_small_numbers(officer: Client, door: Door, sign_in: SignIn) -> None:
    names = "\n".join(f"Proef {n};{NURSE}" for n in range(12))
    made = begun(officer, f"Naam;Medewerker\n{names}\n", name="Telcampagne")
    rows = [*ids_of(officer, made).values()]
    for row in rows[:6]:
        assert answer(door, row, "continues", due_on=in_days(30))["status"] == "accepted"
    page = sign_in("beleid").get(f"{HOME}/cijfers").text
    part = page[page.index("Telcampagne") :]
    assert "6 van 12 gedaan" in part
    assert answer(door, rows[6], "changes", reason="more", due_on=in_days(30))["status"] == "accepted"
    page = sign_in("beleid").get(f"{HOME}/cijfers").text
    part = page[page.index("Telcampagne") :][:900]
    assert "er staat een aantal onder de 5 in" in part
    assert "Proef 1" not in page
    assert "Telcampagne" not in sign_in("beleid-almere").get(f"{HOME}/cijfers").text
    assert door.client.get(f"{HOME}/cijfers").status_code == 403


@given(st.dictionaries(st.sampled_from([*Outcome, ""]), st.integers(0, 12)))
def test_no_small_number_follows_from_what_a_reader_of_aggregates_sees(counted: dict[str, int]) -> None:
    campaign = ReassessmentCampaign(
        name="", due_on=date(2026, 1, 1), region_id=new_id(), organisation_id=new_id(), made_by=new_id()
    )
    told = figures.progress_of(campaign, Counter(counted), hidden=True)
    people = sum(counted.values())
    if told.done:
        assert all(n == 0 or n >= LEAST for n in (int(told.done), people - int(told.done)))
    if told.lines:
        assert all(n == 0 or n >= LEAST for n in (int(number) for _, number, _ in told.lines))


def test_names_go_after_the_term_and_drafts_after_a_week(
    officer: Client, door: Door, one: str, demo_database: Database
) -> None:
    assert answer(door, one, "ends", reason="able", note="Weg te halen")["status"] == "accepted"
    lying = campaign_of(upload(officer, "Naam\nProef Draft\n"))
    with demo_database.transaction() as session:
        made = session.get_one(ReassessmentCampaign, session.get_one(Reassessment, UUID(one)).campaign_id)
        made.ended_on = clock.today() - timedelta(days=740)
        session.get_one(ReassessmentCampaign, UUID(lying)).made_at = clock.now() - timedelta(days=8)
        session.flush()
        service.erase_past_term(session)
    with demo_database.reading() as session:
        row = session.get_one(Reassessment, UUID(one))
        assert (row.person, row.outcome, row.reason) == ("", "ends", "able")
        notes = session.exec(select(DueDone.note).where(DueDone.subject_id == row.id)).all()
        assert set(notes) == {None}
        assert session.get(ReassessmentDraft, UUID(lying)) is None
    assert door.client.get(f"{HOME}/{one}").status_code == 404
    assert answer(door, one, "continues")["status"] == "rejected"


def test_page_is_on_the_phone_until_it_is_done(door: Door, one: str) -> None:
    path = f"{HOME}/{one}"
    assert path in door.client.get("/offline/snapshot").get_json()["fragments"]
    assert answer(door, one, "continues")["status"] == "accepted"
    assert path not in door.client.get("/offline/snapshot").get_json()["fragments"]


def test_quiet_person_is_due_for_nobody(officer: Client, door: Door, demo_database: Database, one: str) -> None:
    client = door.accepted("client.add", {"name": "Proef Stil", "legal_basis": "wmo"})
    with demo_database.transaction() as session:
        session.get_one(Reassessment, UUID(one)).client_id = UUID(client)
    assert one in mine(door.client)
    door.accepted("client.quiet", {"client": client, "state": "died"})
    assert one not in mine(door.client)
    assert "Herinneringen zijn stil" in door.client.get(f"{HOME}/{one}").text


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=8))
def test_no_cell_breaks_the_reading(cells: list[list[str]]) -> None:
    rows = [Row(number, row) for number, row in enumerate(cells)]
    columns = recognise(["Naam", "Kenmerk", "Gemeente", "Medewerker", "Klaar voor"], {})
    read = read_rows(rows, columns, ["Huizen"], {}, date(2026, 12, 1))
    assert len(read.entries) + len(read.refused) == len(rows)
    assert all(entry.person for entry in read.entries)


def test_demo_has_people_in_every_state_in_both_regions(demo_database: Database) -> None:
    with demo_database.transaction() as session:
        reassessments.make(session)
        reassessments.make(session)
    with demo_database.reading() as session:
        for name in ("plaatsing", "plaatsing-almere"):
            officer = accounts.find_demo_user(session, name)
            assert officer
            query = select(Reassessment.outcome).where(Reassessment.organisation_id == officer.organisation_id)
            found = session.exec(query).all()
            assert set(found) == {"", "continues", "changes", "ends", "not_done"}
            assert len(found) == 10
