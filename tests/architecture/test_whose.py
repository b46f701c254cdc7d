"""A person's record is there for who works with them and for nobody else: every address, listing, file and operation.

Asked by every role, of another organisation and of another region, of one client with a contact, a clinical note, a
follow-up, a referral and a consent. Beside ``test_access``, which asks of nobody what a role may do at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.architecture.addresses import USERS, rules
from tests.contacts.acts import in_days
from tests.support.client import Client
from tests.support.door import Door
from tests.support.plainest import filled_in
from webapp.accounts.store import find_demo_user
from webapp.db import Database, new_id
from webapp.offline.registry import schemas

pytestmark = pytest.mark.one_store
NURSE, OVERSEER = "straatverpleegkundige", "privacy"
FIRST, LAST = "Kanariematrix", "Zeldenrustveld"
WORDS = (LAST, "kanarienotitie", "kanarieafspraak", "kanarievraag")
STRANGERS = sorted({*USERS, f"{NURSE}-almere"} - {NURSE, OVERSEER})
"""Nobody of them works with the client; the privacy officer reads the log of everybody, and no record."""
SUBJECTS = ("client", "contact", "gone", "into", "one", "other")


@pytest.fixture
def ids(demo_app: Flask) -> dict[str, str]:
    """The client of a nurse, and what was written of them."""
    door = Door(Client(demo_app, demo_app.response_class).sign_in(NURSE))
    client = door.accepted("client.add", {"name": f"{FIRST} {LAST}", "legal_basis": "wgbo", "birth_year": 2010})
    contact = door.accepted(
        "contact.log",
        {"client": client, "channel": "street", "ethos_category": "public_space", "topics": ["wound"],
         "note": WORDS[1], "clinical_note": WORDS[1],
         "follow_up": {"text": WORDS[2], "due_on": in_days(0)}},
    )  # fmt: skip
    consent = {"client": client, "with_whom": WORDS[3], "purpose": WORDS[3], "given_by": "self",
               "given_on": in_days(0), "until": in_days(9)}  # fmt: skip
    door.accepted("consent.give", consent)
    return {"client_id": client, "contact_id": contact}


def of_record(app: Flask, method: str, ids: dict[str, str]) -> Iterator[tuple[Rule, str]]:
    for rule in rules(app, method):
        if rule.arguments and rule.arguments <= ids.keys():
            built = rule.build({name: ids[name] for name in rule.arguments}, append_unknown=False)
            assert built
            yield rule, built[1]


def told(text: str) -> list[str]:
    return [word for word in WORDS if word in text]


@pytest.mark.parametrize("name", STRANGERS)
def test_no_address_of_a_record_opens_for_who_does_not_work_with_it(
    demo_app: Flask, ids: dict[str, str], name: str
) -> None:
    browser = Client(demo_app, demo_app.response_class).sign_in(name)
    asked = [(method, one) for method in ("GET", "POST") for one in of_record(demo_app, method, ids)]
    assert len(asked) > 40
    for method, (rule, address) in asked:
        answer = browser.open(address, method=method)
        shut = (403, 404, 422) if method == "POST" else (403, 404)  # an empty form may be missed before its record
        assert answer.status_code in shut, f"{method} {rule} answers {answer.status_code} to {name}"
        assert told(answer.text) == [], rule


@pytest.mark.parametrize("name", STRANGERS)
def test_record_of_another_answers_as_one_that_never_was(demo_app: Flask, ids: dict[str, str], name: str) -> None:
    browser = Client(demo_app, demo_app.response_class).sign_in(name)
    nowhere = {one: str(new_id()) for one in ids}
    for method in ("GET", "POST"):
        pairs = zip(of_record(demo_app, method, ids), of_record(demo_app, method, nowhere), strict=True)
        for (rule, there), (_rule, not_there) in pairs:
            answered = [browser.open(address, method=method).status_code for address in (there, not_there)]
            assert len(set(answered)) == 1, f"{method} {rule} tells {name} that it is there: {answered}"


@pytest.mark.parametrize("name", [*STRANGERS, OVERSEER])
def test_no_list_file_or_snapshot_names_who_is_anothers(demo_app: Flask, ids: dict[str, str], name: str) -> None:
    browser = Client(demo_app, demo_app.response_class).sign_in(name)
    for rule in rules(demo_app, "GET"):
        if rule.arguments or rule.endpoint == "accounts.demo":
            continue
        for more in ("", f"?zoek={FIRST.lower()}"):
            assert told(browser.get(f"{rule.rule}{more}").text) == [], f"{rule}{more} tells {name}"
        as_data = browser.get(rule.rule, headers={"Accept": "application/json"})
        assert told(as_data.text) == [], f"{rule} as data tells {name}"
        if "POST" in (rule.methods or ()):
            file = browser.post(rule.rule, data={"vorm": "csv", "zoek": FIRST})
            assert told(file.get_data().decode("utf-8", "replace")) == [], f"{rule} as a file tells {name}"


@pytest.mark.parametrize("name", STRANGERS)
def test_no_operation_of_a_phone_touches_who_is_anothers(demo_app: Flask, ids: dict[str, str], name: str) -> None:
    door = Door(Client(demo_app, demo_app.response_class).sign_in(name))
    known: dict[str, Any] = dict.fromkeys(SUBJECTS, ids["client_id"]) | {"contact": ids["contact_id"]}
    tried = 0
    for kind, schema in schemas().items():
        body = schema["body"]
        if not set(SUBJECTS) & body.get("properties", {}).keys():
            continue
        tried += 1
        answer = door.send(kind, filled_in(body, body.get("$defs", {}), known), schema=schema["schema"])
        assert answer["status"] in ("rejected", "conflict"), f"{kind} of {name}: {answer}"
        assert told(str(answer)) == [], kind
    assert tried > 15


def test_who_is_given_access_reads_it_until_it_ends(demo_app: Flask, ids: dict[str, str]) -> None:
    database: Database = demo_app.extensions["database"]
    with database.reading() as session:
        worker = find_demo_user(session, "jongerenwerker")
        assert worker
        user = str(worker.id)
    door = Door(Client(demo_app, demo_app.response_class).sign_in(NURSE))
    given = door.accepted(
        "client.share", {"client": ids["client_id"], "user": user, "until": in_days(1), "consent": True}
    )
    other = Client(demo_app, demo_app.response_class).sign_in("jongerenwerker")
    record = f"/clienten/{ids['client_id']}"
    assert LAST in other.get(record).text
    assert record in other.get("/offline/snapshot").text
    opened = {rule.rule: other.get(address).status_code for rule, address in of_record(demo_app, "GET", ids)}
    assert opened["/contacten/<uuid:contact_id>"] == 200
    assert opened["/clienten/<uuid:client_id>/verpleegkundige-notities"] == 403, "never for a youth worker"
    door.accepted("client.share_end", {"handover": given})
    for rule, address in of_record(demo_app, "GET", ids):
        assert other.get(address).status_code in (403, 404), rule
    assert record not in other.get("/offline/snapshot").text
