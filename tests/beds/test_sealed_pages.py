"""A value that a database administrator moves or damages is marked in its place, and breaks no page."""

from __future__ import annotations

import re
from collections import deque

import pytest
from flask import Flask
from sqlalchemy import text

from tests.beds.acts import ask, shelter_id
from tests.beds.night import AUTOMATIC, Night
from tests.beds.stays.forms import check_in
from tests.contacts.fixtures import contact
from tests.rooms.walk import START, answer, sign_up
from tests.support.client import Client
from tests.support.door import Door
from webapp import schema
from webapp.db import Database, Sealed

__all__ = ["contact"]  # a fixture

TOLD = "Dit is niet te lezen: het is beschadigd of verplaatst."
_LINK = re.compile(r'href="(/[^"#]*)"')
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_ALIKE, _MOST = 3, 120


@pytest.fixture
def database(night: Night) -> Database:
    return night.database


def run(database: Database, *statements: str) -> None:
    with database.transaction() as session:
        for statement in statements:
            session.connection().execute(text(statement))


def test_two_guests_whose_names_were_swapped_are_told(database: Database, worker: Client) -> None:
    for name in ("Kanariepietje", "Roodborstje", "Winterkoninkje"):
        url = check_in(worker, name=name)
    others = "(select name from bed_stay_name n where n.id <> bed_stay.id)"
    run(
        database,
        "create table bed_stay_name as select id, name from bed_stay where name is not null order by id desc limit 2",
        f"update bed_stay set name = {others} where id in (select id from bed_stay_name)",
    )
    page = worker.get(url)
    assert page.status_code == 200
    assert "Kanariepietje" in page.text
    assert not re.search("Roodborstje|Winterkoninkje", page.text)
    assert page.text.count(TOLD) == 2
    assert "This cannot be read: it is damaged or was moved." in worker.get(f"{url}?lang=en").text


def test_damaged_name_survives_the_form_in_which_it_stands(database: Database, worker: Client) -> None:
    url = check_in(worker, name="Kanariepietje")
    run(database, "update bed_stay set name = substr(name, 1, 20)")
    for language, cents in (("nl", "7,50"), ("en", "8,50")):
        [stay] = re.findall(r'href="(/bedden/verblijf/[^"]+)"', worker.get(f"{url}?lang={language}").text)
        html = worker.get(stay).text.split('/gegevens"')[1].split("</form>")[0]
        form = dict(re.findall(r'name="([^"]+)"[^>]*? value="([^"]*)"', html))
        assert form["name"] == form["_from.name"] == TOLD
        assert worker.post(f"{stay}/gegevens", data={**form, "own_contribution": cents}).status_code == 303
    with database.reading() as session:
        changed = "select name, own_contribution from bed_stay where own_contribution is not null"
        kept, cents = session.connection().execute(text(changed)).one()
    assert (len(kept), cents) == (20, 850)


def test_no_page_breaks_when_every_sealed_value_is_damaged(
    demo_app: Flask, database: Database, nurse: Client, worker: Client, contact
) -> None:
    door = Door(nurse)
    made = door.accepted("contact.log", contact(clinical_note="Verband vernieuwd", topics=["wound"]))
    changes = {"channel": {"from": "street", "to": "phone"}, "topics": {"from": ["wound"], "to": ["sleep"]}}
    door.accepted("contact.correct", {"contact": made, "changes": changes})
    for name in ("Kanariepietje", "Roodborstje"):
        check_in(worker, name=name)
        held = ask(nurse, alias=name).location
    assert f"{held}/is-er" in worker.get(f"/bedden/{shelter_id(worker, AUTOMATIC)}/komst").text
    sign_up(nurse)
    run(
        database,
        *(
            f'update {table.name} set "{column.name}" = substr("{column.name}", 1, 20)'
            for table in schema.METADATA.sorted_tables
            for column in table.columns
            if isinstance(column.type, Sealed)
        ),
    )
    told = {f"/contacten/{made}", held}
    for user in ("straatverpleegkundige", "jongerenwerker", "opvang", "coordinator", "verhuurder", "beheer"):
        read = crawl(demo_app, user, [f"/contacten/{made}", held, f"/contacten/{made}/corrigeren"])
        assert {path: status for path, (status, _) in read.items() if status >= 500} == {}, user
        told -= {path for path, (_, is_told) in read.items() if is_told}
    assert told == set()
    assert worker.post(f"{held}/is-er").status_code == 303, "who cannot be read can still be let in"
    assert nurse.get("/offline/snapshot").status_code == 200


def crawl(app: Flask, user: str, first: list[str]) -> dict[str, tuple[int, bool]]:
    """Pages that links lead to, a few of each kind: their status, and whether something is told there."""
    client = Client(app, app.response_class)
    client.sign_in(user)
    waiting, read, kinds = deque([*first, "/", "/meer"]), {}, {}
    while waiting and len(read) < _MOST:
        path = waiting.popleft()
        kind = _ID.sub("<id>", path.split("?")[0])
        if path in read or kinds.get(kind, 0) >= _ALIKE or kind.startswith(("/static", "/uitloggen")):
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        page = client.get(path, follow_redirects=True)
        read[path] = page.status_code, TOLD in page.text if page.mimetype == "text/html" else False
        if page.mimetype == "text/html":
            waiting.extend(_LINK.findall(page.text))
    return read


def test_host_begins_again_where_the_answers_are_damaged(database: Database, demo_client: Client) -> None:
    answer(demo_client, "waar")
    run(database, "update host_signup_draft set answers = substr(answers, 1, 20)")
    assert demo_client.get(f"{START}/huis").location == f"{START}?kwijt=1"
    answer(demo_client, "waar")
    assert demo_client.get(f"{START}/huis").status_code == 200
    with database.reading() as session:
        drafts = "select length(answers) from host_signup_draft where answers is not null"
        kept = session.connection().execute(text(drafts)).scalars().all()
    assert sorted(kept)[0] == 20
    assert len(kept) == 2
