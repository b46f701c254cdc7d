"""The papers come out of the running system: a new table or permission must be declared before it is served."""

from __future__ import annotations

import ast
import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

import webapp
from tests.contacts.acts import SignIn
from webapp import schema
from webapp.accounts.permission_words import WORDS
from webapp.accounts.permissions import TABLE, Permission, Role
from webapp.audit.service import Action
from webapp.oversight.nen7513 import ACTION_CODES
from webapp.oversight.papers.nobody import NOBODY
from webapp.oversight.papers.processings import ACTIVITIES, activity_of
from webapp.oversight.words import ACTIONS, COUNTED, GROUNDS, SUBJECTS

WEBAPP = Path(webapp.__file__ or "").parent


def test_every_table_is_in_the_register_once():
    told = Counter([table for one in ACTIVITIES for table in one.tables] + list(NOBODY))
    assert set(schema.METADATA.tables) - set(told) == set(), "add it to webapp/oversight/papers/processings.py"
    assert set(told) - set(schema.METADATA.tables) == set(), "this table is gone"
    assert [table for table, times in told.items() if times > 1] == []


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda one: one.word)
def test_activity_has_a_term_with_its_source_and_somebody_who_may_see_it(activity):
    assert activity.terms
    assert all(term.words and term.source for term in activity.terms)
    assert any(set(activity.permissions) & allowed for allowed in TABLE.values())


def test_every_permission_has_its_words():
    assert WORDS.keys() == set(Permission), "add it to webapp/accounts/permission_words.py"


def test_every_act_of_the_log_has_words_and_a_code():
    assert {action.value for action in Action} | {"refused"} == ACTIONS.keys() == COUNTED.keys()
    assert {action.value for action in Action} == ACTION_CODES.keys()


def test_every_subject_and_ground_that_is_written_has_words():
    subjects, grounds = set(), set()
    for path in WEBAPP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("record", "Read"):
                place = 3 if getattr(node.func, "id", "") == "record" else 0
                subjects |= {one.value for one in node.args[place : place + 1] if isinstance(one, ast.Constant)}
                last = node.args[3:4] if place == 0 else []
                given = [*last, *(word.value for word in node.keywords if word.arg == "ground")]
                grounds |= {one.value for one in given if isinstance(one, ast.Constant)}
    assert len(subjects) > 20, "the calls changed: this test looks at nothing"
    assert subjects - SUBJECTS.keys() == set(), "add it to webapp/oversight/words.py"
    assert grounds - GROUNDS.keys() == set(), "add it to webapp/oversight/words.py"


def test_log_row_knows_its_activity():
    assert activity_of("client") == "clients"
    assert activity_of("people.index") == ""


def test_register_is_a_page_and_a_file(sign_in: SignIn):
    browser = sign_in("beheer")
    html = browser.get("/beheer/verwerkingsregister").text
    for said in ("Straatcontacten en vervolgacties", "Wmo 2015, artikel 5.3.4", "Demo Frida", "Straatzorg (demo)"):
        assert said in html, said
    answer = browser.post("/beheer/verwerkingsregister", data={"vorm": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(ACTIVITIES)
    notes = next(row for row in rows if row["verwerking"] == "Verpleegkundige werknotities")
    assert notes["ontvangers"] == "straatverpleegkundige"
    assert "clinical_note: text, written_at" in notes["velden"]
    assert browser.post("/beheer/verwerkingsregister", data={"vorm": "exe"}).status_code == 404
    assert sign_in("straatverpleegkundige").get("/beheer/verwerkingsregister").status_code == 403


def test_accessibility_statement_is_a_page_html_and_json(sign_in: SignIn):
    browser = sign_in("beheer")
    assert "Toegankelijkheidsverklaring" in browser.get("/beheer/toegankelijkheid").text
    found = json.loads(browser.post("/beheer/toegankelijkheid", data={"vorm": "json"}).data)
    assert (found["status"], found["is_draft"], found["organisation"]) == ("C", True, "Gooi en Vechtstreek")
    assert all({"cause", "consequence", "alternative", "measure"} <= one.keys() for one in found["deviations"])
    html = browser.post("/beheer/toegankelijkheid", data={"vorm": "html"})
    assert "attachment" in html.headers["Content-Disposition"]
    assert "<h1>Toegankelijkheidsverklaring</h1>" in html.text
    assert browser.post("/beheer/toegankelijkheid", data={"vorm": "doc"}).status_code == 404


def test_roles_are_readable_for_administrators_and_everyone_reads_their_own(sign_in: SignIn):
    html = sign_in("beheer").get("/beheer/rollen").text
    assert html.count("<section") == len(Role) + 1
    assert "contacten vastleggen" in html
    nurse = sign_in("straatverpleegkundige")
    assert nurse.get("/beheer/rollen").status_code == 403
    own = nurse.get("/account/rollen").text
    assert "verpleegkundige notities schrijven" in own
    assert "mensen uitnodigen" not in own
    assert "/account/rollen" in nurse.get("/account").text
    assert "record contacts" in nurse.get("/account/rollen?lang=en").text
