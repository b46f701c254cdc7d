"""Each list of the house as a page, as JSON and as a file: the same rows, with the same rights."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import col, select

from tests.contacts.acts import SignIn
from tests.support.client import Client
from webapp.audit.models import AccessEntry
from webapp.audit.service import Action
from webapp.db import Database
from webapp.web import listing
from webapp.web.paging import PER_PAGE

JSON = {"Accept": "application/json"}
LISTS = {
    "/contacten": ("straatverpleegkundige", "street_contact"),
    "/vervolgacties": ("straatverpleegkundige", "follow_up"),
    "/vervolgacties/team": ("straatverpleegkundige", "follow_up"),
    "/clienten": ("straatverpleegkundige", "client"),
    "/kamers": ("coordinator", "room"),
    "/kamers/verzoeken": ("coordinator", "room_request"),
    "/beheer": ("beheer", "app_user"),
}
FILTERS = {
    "/contacten": {"channel": "street", "ethos_category": "public_space", "municipality": "Hilversum"},
    "/vervolgacties": {"channel": "street", "municipality": "Hilversum"},
    "/clienten": {"legal_basis": "wmo"},
    "/kamers": {"state": "new", "staat": "new", "municipality": "Hilversum"},
    "/kamers/verzoeken": {"state": "open"},
    "/beheer": {"role": "street_nurse"},
}
lists = pytest.mark.parametrize("path", LISTS)


def rows_of(browser: Client, path: str, **asked: str) -> dict[str, Any]:
    answer = browser.get(path, query_string=asked, headers=JSON)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def table_of(browser: Client, path: str, **asked: str) -> list[list[str]]:
    answer = browser.post(path, data={"vorm": "csv", **asked})
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


@lists
def test_json_gives_the_rows_of_the_page_and_the_total(sign_in: SignIn, path: str) -> None:
    browser = sign_in(LISTS[path][0])
    found = rows_of(browser, path)
    assert 0 < len(found["rows"]) <= PER_PAGE
    page = browser.get(path).text
    for row in found["rows"]:
        assert UUID(row["id"])
        assert f'href="{row["url"]}"' in page
    everything, number = [], 1
    while rows := rows_of(browser, path, pagina=str(number))["rows"]:
        everything += [row["id"] for row in rows]
        number += 1
    assert len(everything) == len(set(everything)) == found["total"]


@lists
@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
@pytest.mark.one_store
def test_file_comes_as_one_and_is_noted(sign_in: SignIn, demo_database: Database, path: str, form: str) -> None:
    name, subject = LISTS[path]
    browser = sign_in(name)
    total = rows_of(browser, path)["total"]
    answer = browser.post(path, data={"vorm": form})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert f".{form}" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    with demo_database.reading() as session:
        [noted] = session.exec(select(AccessEntry).where(col(AccessEntry.action) == Action.export.value)).all()
    assert (noted.subject, noted.detail) == (subject, f"{total} rows, {form}")


@lists
def test_file_has_every_row_and_its_address(sign_in: SignIn, demo_app: Flask, path: str) -> None:
    browser = sign_in(LISTS[path][0])
    heads, *rows = table_of(browser, path)
    found = rows_of(browser, path)
    assert len(rows) == found["total"]
    assert [row[-1] for row in rows][: len(found["rows"])] == [
        demo_app.extensions["config"].origin + row["url"] for row in found["rows"]
    ]
    assert all(len(row) == len(heads) for row in rows)


@pytest.mark.parametrize("path", FILTERS)
def test_field_filters_by_its_name(sign_in: SignIn, path: str) -> None:
    browser = sign_in(LISTS[path][0])
    for field, value in FILTERS[path].items():
        found = rows_of(browser, path, **{field: value})
        assert found["total"] == len(table_of(browser, path, **{field: value})) - 1
        told = {"staat": "state", "role": "roles"}.get(field, field)
        for row in found["rows"]:
            assert told not in row or row[told] == value or value in row[told], (field, row)
        assert found["total"] <= rows_of(browser, path)["total"]
    assert any(rows_of(browser, path, **{field: value})["total"] for field, value in FILTERS[path].items())


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/contacten", {"channel": "palace"}),
        ("/clienten", {"legal_basis": "none of these"}),
        ("/kamers", {"staat": "sold"}),
        ("/beheer", {"role": "king"}),
        ("/contacten", {"vorm": "pdf"}),
    ],
)
def test_what_no_list_has_is_not_found(sign_in: SignIn, path: str, asked: dict[str, str]) -> None:
    assert sign_in(LISTS[path][0]).get(path, query_string=asked).status_code == 404


@lists
def test_search_narrows_every_form_alike(sign_in: SignIn, path: str) -> None:
    browser = sign_in(LISTS[path][0])
    nobody = "zzyzzyxx"
    assert rows_of(browser, path, zoek=nobody) == {"rows": [], "total": 0}
    assert len(table_of(browser, path, zoek=nobody)) == 1
    assert "Bewaar als bestand" not in browser.get(path, query_string={"zoek": nobody}).text
    assert "Bewaar als bestand" in browser.get(path).text


@lists
@pytest.mark.parametrize("asked", [{}, {"vorm": "csv"}])
def test_who_may_not_see_the_page_gets_no_data(sign_in: SignIn, path: str, asked: dict[str, str]) -> None:
    stranger = sign_in("verhuurder")
    assert stranger.get(path, query_string=asked, headers=JSON).status_code == 403
    assert stranger.post(path, data={"vorm": "csv"}).status_code == 403


def test_more_rows_than_a_file_holds_are_refused_in_a_sentence(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST", 2)
    answer = sign_in("straatverpleegkundige").post("/contacten", data={"vorm": "csv"})
    assert answer.status_code == 400
    assert "Dit zijn er meer dan 2. Zoek eerst" in answer.text
