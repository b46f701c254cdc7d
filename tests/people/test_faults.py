"""Names and values that break software: through form, phone's door, list, search, export, merge and consent."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from tests.support.door import Door
from webapp.db import new_id

NAMES = {
    "every diacritic": "Łukasz Žižkå-Ñandú Đặng Çelik-Øüßé",
    "combining signs": "Zoe\u0308 A\u030angstro\u0308m",
    "right to left": "محمد بن سلمان 2",
    "hebrew beside digits": "דוד 1971 (links)",
    "emoji": "Zus 👩‍👩‍👧 🏳️‍🌈",
    "quotes": 'O\'Neil "de <b>Rooie</b>" & Co',
    "look-alike scripts": "Аnnа Ваkkеr",
    "template signs": "{{ 7 * 7 }} %(who)s ${x}",
    "formula": "=1+1;cmd",
    "two hundred": ("Van den Allerlangste " * 10)[:200].strip(),
}
BASIS = {"legal_basis": "wmo"}
CONTACT = {"channel": "street", "ethos_category": "unknown", "topics": ["health"]}


@pytest.fixture(params=NAMES, ids=lambda name: name)
def name(request: pytest.FixtureRequest) -> str:
    return NAMES[request.param]


def bare(text: str) -> str:
    """What a page shows, without the signs that keep a name in its own direction."""
    return "".join(sign for sign in html.unescape(text) if sign not in "\u2066\u2067\u2068\u2069\u200e\u200f")


def told(page: str) -> str:
    """The words of a page without its tags: an id in one may hold the digits of any year."""
    return bare(re.sub(r"<[^>]*>", " ", page))


def test_through_every_way(door: Door, name: str):
    form = {**BASIS, "name": name, "id": str(new_id()), "_anyway": "yes"}
    made = door.client.post("/clienten/nieuw", data=form)
    assert made.status_code == 303
    shown = door.client.get(made.headers["Location"])
    assert name in bare(shown.text)
    assert "<b>Rooie" not in shown.text
    other = door.accepted("client.add", {**BASIS, "alias": name})
    for path in ("/clienten", "/clienten/dubbel", f"/clienten/{other}", f"/clienten/{other}/wijzigen",
                 f"/clienten/{other}/rust", f"/clienten/{other}/toestemming", "/contacten/nieuw", "/"):  # fmt: skip
        assert door.client.get(path).status_code == 200, path
    assert name in bare(door.client.get("/clienten/dubbel").text), "two of one name"
    found = door.client.post("/clienten", data={"zoek": name[:100]}, headers={"Accept": "application/json"}).get_json()
    assert {made.headers["Location"].rsplit("/", 1)[1], other} <= {row["id"] for row in found["rows"]}
    for kind in ("csv", "xlsx", "ods"):
        answer = door.client.post("/clienten", data={"zoek": name[:100], "vorm": kind})
        assert answer.status_code == 200
        assert kind != "csv" or not any(
            cell.startswith("=") for line in answer.get_data(as_text=True).splitlines() for cell in line.split(";")
        )


def test_through_a_merge_and_its_undo(door: Door, name: str):
    gone = door.accepted("client.add", {**BASIS, "alias": name, "birth_year": 1980})
    into = door.accepted("client.add", {**BASIS, "name": name, "alias": "Iemand", "birth_year": 1981})
    door.accepted("contact.log", {**CONTACT, "client": gone, "note": name})
    assert name in bare(door.client.get(f"/clienten/{into}/samenvoegen?met={gone}").text)
    answer = door.client.post(f"/clienten/{into}/samenvoegen?met={gone}", data={"take": ["alias", "birth_year"]})
    assert answer.status_code == 303
    assert name in bare(door.client.get(f"/clienten/{gone}/losmaken").text)
    assert door.client.post(f"/clienten/{gone}/losmaken").status_code == 303
    assert name in bare(door.client.get(f"/clienten/{gone}").text)


def test_consent_with_such_a_name(door: Door, name: str):
    client = door.accepted("client.add", {**BASIS, "alias": "Gewone naam"})
    body = {"with_whom": name, "purpose": name, "given_by": "self", "until": "2027-06-01"}
    assert door.client.post(f"/clienten/{client}/toestemming", data=body).status_code == 303
    assert name in bare(door.client.get(f"/clienten/{client}/toestemming").text)


def test_name_of_201_is_refused_in_words(door: Door):
    for field in ("name", "alias"):
        answer = door.client.post("/clienten/nieuw", data={**BASIS, field: "x" * 201})
        assert (answer.status_code, "x" * 201 in answer.text) == (422, True)
        assert door.send("client.add", {**BASIS, field: "x" * 201})["status"] == "rejected"


def test_two_people_with_one_alias_are_told_apart(door: Door):
    for year in (1950, 1990):
        client = door.accepted("client.add", {**BASIS, "alias": "Zwarte Jan", "birth_year": year})
        door.accepted("contact.log", {**CONTACT, "client": client})
    page = told(door.client.post("/contacten/nieuw/wie", data={"zoek": "zwarte jan"}).text)
    assert page.count("Zwarte Jan") >= 2
    assert "1950" in page
    assert "1990" in page
    alike = told(door.client.post("/clienten/lijkt-op", data={"alias": "jan zwarte", "birth_year": "1991"}).text)
    assert alike.index("1990") < alike.index("1950"), "the year that is near comes first"


@pytest.mark.parametrize("year", [1890, 2030, -1, 0, 99999, "negentien", "19,5", "١٩٨٠", "1e3"])
def test_unlikely_birth_year_is_refused_in_words(door: Door, year: Any):
    answer = door.client.post("/clienten/nieuw", data={**BASIS, "alias": "Jaar", "birth_year": str(year)})
    if answer.status_code != 303:  # digits of another script are a year
        assert answer.status_code == 422
        assert "geboortejaar" in answer.text.lower()
        assert f'value="{year}"' in answer.text
        assert door.send("client.add", {**BASIS, "alias": "Jaar", "birth_year": year})["status"] == "rejected"
    alike = door.client.post("/clienten/lijkt-op", data={"alias": "Jaar", "birth_year": str(year)})
    assert alike.status_code == 200, "while typing nothing is a mistake"


def test_alike_at_most_five_the_nearest_year_and_place_first(door: Door):
    known = (
        (1940, "Laren"),
        (1980, "Huizen"),
        (1981, "Hilversum"),
        (None, None),
        (1960, "Huizen"),
        (1979, None),
    )
    for year, place in known:
        door.accepted("client.add", {**BASIS, "name": "Piet Velen", "birth_year": year, "municipality": place})
    typed = {"name": "Velen Piet", "birth_year": "1980", "municipality": "Huizen"}
    shown = door.client.post("/clienten/lijkt-op", data=typed).text
    years = [year for year in ("1940", "1960", "1979", "1980", "1981") if f"geboren in {year}" in shown]
    assert shown.count("Piet Velen") == 5
    assert shown.index("geboren in 1980") == min(shown.index(f"geboren in {year}") for year in years)
    assert "geboren in 1940" not in shown


def test_place_of_a_hidden_person_is_no_clue(door: Door, sign_in: Any, colleague: str):
    door.accepted("client.add", {**BASIS, "name": "Kaat Schuil", "municipality": "Laren", "whereabouts": "hidden"})
    door.accepted("client.add", {**BASIS, "name": "Kaat Schuil", "municipality": "Huizen"})
    shown = sign_in(colleague).post("/clienten/lijkt-op", data={"name": "Kaat Schuil", "municipality": "Laren"}).text
    assert shown.count("Kaat Schuil") == 2
    assert "Laren" not in shown


def test_note_of_a_megabyte_is_refused_in_words(door: Door):
    client = door.accepted("client.add", {**BASIS, "alias": "Veel Tekst"})
    long = "woord " * 175_000
    form = {**CONTACT, "client": client, "note": long}
    assert door.client.post("/contacten/nieuw", data=form).status_code in (413, 422)
    form["note"] = "x" * 4001
    answer = door.client.post("/contacten/nieuw", data=form)
    assert (answer.status_code, "x" * 4001 in answer.text) == (422, True)
    refused = door.send("contact.log", {**CONTACT, "client": client, "note": "x" * 4001})
    assert (refused["status"], list(refused["fields"])) == ("rejected", ["note"])
    batch = {"device": door.device, "operations": [{"body": {"note": long}}]}
    assert door.client.post("/offline/operations", json=batch).status_code == 413
    assert door.send("contact.log", {**CONTACT, "client": client, "note": "y" * 4000})["status"] == "accepted"
