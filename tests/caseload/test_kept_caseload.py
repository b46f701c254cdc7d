"""The caseload a phone keeps: who the user works with, small enough, whole, and sent again only when it changed."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

from sqlmodel import select

from tests.caseload.acts import fill_caseload
from tests.contacts.acts import SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp.audit.models import AccessEntry
from webapp.caseload.regions import MOST
from webapp.contacts.models import StreetContact
from webapp.db import Database
from webapp.people.search import rank
from webapp.text import fold

MOST_BYTES = 1024 * 1024
Body = Callable[..., dict[str, Any]]


def kept(client: Client, since: str | None = None) -> dict[str, Any]:
    """What the phone gets: all, or what changed."""
    answer = client.get("/offline/snapshot", query_string={"since": since} if since else {})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    return found


def test_phone_keeps_the_whole_caseload_small_enough(nurse: Client, demo_database: Database) -> None:
    ids = fill_caseload(demo_database, MOST + 10)
    answer = nurse.get("/offline/snapshot")
    pages = {path for path in answer.get_json()["fragments"] if path.startswith("/clienten/")}
    assert len(pages) == MOST
    assert len(pages & {f"/clienten/{one}" for one in ids}) >= MOST - 20, "the demo's own are among them"
    assert len(gzip.compress(answer.data)) < MOST_BYTES / 4
    page = answer.get_json()["fragments"][sorted(pages)[-1]]["html"]
    assert page.count("<li data-record=") <= 5 * 5
    assert "Wat er gebeurde" in page


def test_phone_gets_again_only_what_changed(nurse: Client, demo_database: Database, contact: Body) -> None:
    ids = fill_caseload(demo_database, 12)
    first = kept(nurse)
    again = kept(nurse, first["taken_at"])
    assert [path for path in again["fragments"] if path.startswith("/clienten")] == []
    Door(nurse).accepted("contact.log", contact(client=str(ids[3]), note="Iets nieuws"))
    changed = kept(nurse, again["taken_at"])
    assert [path for path in changed["fragments"] if path.startswith("/clienten")] == [f"/clienten/{ids[3]}"]
    assert "Iets nieuws" in changed["fragments"][f"/clienten/{ids[3]}"]["html"]


def test_whom_the_user_let_go_leaves_the_phone(nurse: Client, demo_database: Database) -> None:
    ids = fill_caseload(demo_database, 3)
    first = kept(nurse)
    nurse.post(f"/clienten/{ids[0]}/loslaten")
    after = kept(nurse, first["taken_at"])
    assert f"/clienten/{ids[0]}" in after["gone"]
    assert str(ids[0]) not in after["fragments"]["/clienten"]["html"]


def test_phone_keeps_no_whereabouts_of_somebody_with_a_safety_flag(nurse: Client, night: Any, contact: Body) -> None:
    door = Door(nurse)
    client = door.accepted("client.add", {"name": "Kanarie Geheim", "legal_basis": "wgbo", "municipality": "Huizen",
                                          "contact_ways": ["via Kanarieopvang"]})  # fmt: skip
    door.accepted("contact.log", contact(client=client, place="Kanarieplein", note="Gaat goed"))
    night.ask(client=client)
    open_page = kept(nurse)["fragments"][f"/clienten/{client}"]["html"]
    assert "Kanarieplein" in open_page
    assert "Oosterlicht" in open_page
    hidden = {"whereabouts": {"from": "open", "to": "hidden"}, "municipality": {"from": "Huizen", "to": "Laren"}}
    door.accepted("client.edit", {"client": client, "changes": hidden})
    fragments = kept(nurse)["fragments"]
    page = fragments[f"/clienten/{client}"]["html"]
    assert "Gaat goed" in page
    for words in ("Kanarieplein", "Oosterlicht", "Huizen", "Laren", "Kanarieopvang", "Buiten"):
        assert words not in page, words
    row = fragments["/clienten"]["html"].split(client)[1].split("</li>")[0]
    assert "Huizen" not in row


def test_other_roles_keep_nobody(sign_in: SignIn) -> None:
    for user in ("opvang", "coordinator", "vrijwilliger", "beheer", "beleid"):
        fragments = kept(sign_in(user))["fragments"]
        assert [path for path in fragments if path.startswith("/clienten")] == [], user


def test_log_notes_whose_pages_a_phone_got(nurse: Client, demo_database: Database, contact: Body) -> None:
    ids = fill_caseload(demo_database, 3, contacts=2)
    first = kept(nurse)
    kept(nurse, first["taken_at"])
    with demo_database.reading() as session:
        read = session.exec(select(AccessEntry).where(AccessEntry.subject_id == ids[0], AccessEntry.action == "read"))
        grounds = [entry.ground for entry in read.all()]
        contacts = session.exec(select(StreetContact.id).where(StreetContact.client_id == ids[0])).all()
        seen = session.exec(select(AccessEntry.subject_id).where(AccessEntry.client_id == ids[0])).all()
    assert grounds.count("working_relation") == 1, "once: the second time nothing was given"
    assert set(contacts) <= set(seen)


def test_server_and_phone_mean_the_same_people(nurse: Client, demo_database: Database) -> None:
    """``rank`` is the phone's rule too (tests/offline_browser/test_names.py)."""
    fill_caseload(demo_database, 100, contacts=1)
    rows = kept(nurse)["fragments"]["/clienten"]["html"].split("<li data-key=")[1:]
    people = [(row.split('data-id="')[1][:36], row.split('"')[1].replace("&#39;", "'")) for row in rows]
    for typed in ("nguyen ngoc", "łukas", "kowalksi", "Lange A0", "strasse zoe", "ахмед", "فاطمة smit", "oneil"):
        answer = nurse.get("/clienten", query_string={"zoek": typed}, headers={"Accept": "application/json"})
        own = [row["id"] for row in answer.get_json()["rows"] if row["id"] in dict(people)]
        assert own == rank(fold(typed), people)[: len(own)], typed
        assert own, typed


def test_due_list_of_a_full_caseload_is_kept(nurse: Client, demo_database: Database) -> None:
    fill_caseload(demo_database, 60, contacts=1)
    page = kept(nurse)["fragments"]["/vervolgacties"]["html"]
    assert page.count("data-done-row") >= 60
