"""No form keeps what looks like a BSN unasked, whether a phone or a plain POST sends it."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from tests.beds.night import AUTOMATIC, Night
from tests.support.client import Client
from tests.support.outline import outline_of
from webapp.contacts.models import StreetContact
from webapp.people.models import Client as Person

WEBAPP = Path(__file__).resolve().parents[2] / "webapp"
ONLY_NUMBERS = {"beds/counts/views.py", "rooms/points/views.py", "rooms/hosts/count_views.py"}
"""No field of theirs takes words."""
TYPED = "zie 123.456.782"
SENTENCE = "Dit lijkt een burgerservicenummer (BSN)"
pytestmark = pytest.mark.one_store


def test_every_page_reads_its_forms_by_the_one_way_that_asks():
    past = {
        path.relative_to(WEBAPP).as_posix()
        for path in WEBAPP.rglob("*views.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "webapp.validation"
        if "read" in [name.name for name in node.names]
    }
    assert past == ONLY_NUMBERS, "use submitted(), submitted_changes() or checked() of webapp/web"


@pytest.fixture
def nurse(demo_app: Flask) -> Client:
    return Client(demo_app, demo_app.response_class).sign_in("straatverpleegkundige")


@pytest.fixture
def worker(demo_app: Flask) -> Client:
    return Client(demo_app, demo_app.response_class).sign_in("opvang")


@pytest.fixture
def night(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Night:
    return Night(demo_app.extensions["database"], monkeypatch)


def form_at(client: Client, path: str, action: str) -> dict[str, Any]:
    """The fields a browser sends of the form that posts to ``action``, with the first choice in every empty one."""
    sent: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    for one in outline_of(client.get(path).text).all("input", "textarea", "option"):
        form = one.closest("form")
        if form is None or (form.get("action") or path) != action:
            continue
        field = one.closest("select") if one.name == "option" else one
        name = (field and field.get("name")) or ""
        value = one.text.strip() if one.name == "textarea" else one.get("value") or ""
        if one.name == "option" or one.get("type") in ("radio", "checkbox"):
            is_chosen = one.get("selected") is not None or one.get("checked") is not None
            if not is_chosen and value and one.get("type") != "checkbox":
                first.setdefault(name, value)
            if not is_chosen:
                continue
        sent.setdefault(name, []).append(value)
    assert sent, (path, action)
    return {**{name: [value] for name, value in first.items()}, **sent}


def asks(client: Client, action: str, form: dict[str, Any], field: str) -> None:
    """Refused with the sentence and, where the page has the form, the tick; nothing else stands in the way."""
    answer = client.post(action, data={**form, field: TYPED})
    assert (answer.status_code, SENTENCE in answer.text) == (422, True), (action, field, answer.status_code)
    ticked = client.post(action, data={**form, field: TYPED, "_geen_bsn": field})
    assert ticked.status_code in (302, 303), (action, field, ticked.status_code)


ID_LIKE_A_BSN = "01a230d0-29e1-73fc-abe6-b25074969d8d"


@pytest.fixture
def officer(demo_app: Flask) -> Client:
    return Client(demo_app, demo_app.response_class).sign_in("plaatsing")


@pytest.mark.parametrize("path", ["/werkplekken/instellen", "/huren-onder-voorwaarden/loket"])
def test_hidden_id_with_such_digits_is_no_question(officer: Client, path: str):
    answer = officer.post(path, data={**form_at(officer, path, path), "seen": ID_LIKE_A_BSN})
    assert answer.status_code == 409, "it is another row than the present one, and nothing else"


@pytest.mark.parametrize("typed", [f"{ID_LIKE_A_BSN} {TYPED}", ID_LIKE_A_BSN.replace("-", " ")])
def test_words_beside_an_id_are_a_question(officer: Client, typed: str):
    path = "/werkplekken/instellen"
    answer = officer.post(path, data={**form_at(officer, path, path), "source": typed})
    assert (answer.status_code, SENTENCE in answer.text) == (422, True)


@pytest.mark.parametrize("field", ["alias", "contact_ways"])
def test_edit_of_a_client_asks(night: Night, nurse: Client, field: str):
    with night.database.reading() as session:
        organisation = night.actor("straatverpleegkundige").organisation_id
        person = session.exec(select(Person).where(Person.organisation_id == organisation)).first()
    path = f"/clienten/{person.id}/wijzigen"
    asks(nurse, path, form_at(nurse, path, path), field)


@pytest.mark.parametrize("field", ["note", "clinical_note", "place", "follow_up.text"])
def test_correction_of_a_contact_asks(night: Night, nurse: Client, field: str):
    with night.database.reading() as session:
        author = night.actor("straatverpleegkundige").user_id
        contact = session.exec(select(StreetContact).where(StreetContact.author_id == author)).first()
    path = f"/contacten/{contact.id}/corrigeren"
    form = form_at(nurse, path, path)
    if field == "follow_up.text":
        form["follow_up.due_on"] = "2027-01-01"
    asks(nurse, path, form, field)


def test_done_follow_up_asks(night: Night, nurse: Client):
    html = nurse.get("/vervolgacties").text
    action = next(
        one.get("action") for one in outline_of(html).all("form") if (one.get("action") or "").endswith("gedaan")
    )
    asks(nurse, action, {}, "outcome")


def test_check_in_asks(night: Night, worker: Client):
    path = f"/bedden/{night.shelter(AUTOMATIC).id}/inschrijven"
    asks(worker, path, {"category": "mixed", "age_group": "adult", "gender": "unsaid", "persons": "1"}, "name")


def test_giving_a_bed_back_asks(night: Night, nurse: Client):
    request = night.ask(AUTOMATIC)
    path = f"/bedden/aanvragen/{request.id}/teruggeven"
    asks(nurse, path, form_at(nurse, path, path), "reason")


@pytest.mark.parametrize("field", ["alias", "note"])
def test_request_of_a_bed_asks(night: Night, nurse: Client, field: str):
    form = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "age_group": "adult"}
    asks(nurse, "/bedden/vragen", form, field)
