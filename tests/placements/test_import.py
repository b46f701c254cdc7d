"""A waiting list from a file: looked at, chosen, written and undone; and files that mean harm."""

from __future__ import annotations

import io
import re
import time
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import select
from werkzeug.test import TestResponse

from tests.contacts.acts import SignIn
from tests.placements.acts import OFFICER, line, wait_in_line
from tests.support.client import Client
from tests.support.door import Door
from webapp import cli, clock, sheets
from webapp.audit.models import AccessEntry
from webapp.config import Config
from webapp.db import Database, new_id
from webapp.placements.imports.models import LineImport, LineImportBlock
from webapp.placements.imports.service import erase_unwritten
from webapp.placements.waiting.models import Placement
from webapp.sheets.reading import Unreadable, read_rows
from webapp.sheets.table import Table

PAGE = "/plaatsingen/wachtlijst/bestand"
HEADS = ["Cliënt", "Aanmelddatum", "Besluitdatum", "Urgentie", "Overbrugging", "Gemeente"]
Row = list[str]


def csv_of(*rows: Row, heads: Row = HEADS) -> bytes:
    return "\r\n".join(";".join(row) for row in (heads, *rows)).encode()


def said(name: str, since: str = "03-11-2025", decided: str = "20-12-2025", urgency: str = "spoed") -> Row:
    return [name, since, decided, urgency, "ja", "Huizen"]


def send(client: Client, programme: str, data: bytes, name: str = "lijst.csv") -> TestResponse:
    form = {"id": str(new_id()), "programme": programme, "bestand": (io.BytesIO(data), name)}
    return client.post(PAGE, data=form, content_type="multipart/form-data")


def finish(client: Client, where: str) -> str:
    """Go on until nothing is left to do; the page."""
    for _ in range(200):
        page = client.get(where).text
        if 'id="verder"' not in page:
            return page
        assert client.post(where).status_code == 303
    raise AssertionError("it never ends")


def taken_in(client: Client, programme: str, data: bytes) -> tuple[str, str]:
    sent = send(client, programme, data)
    assert sent.status_code == 303, sent.text
    return sent.location, finish(client, sent.location)


def written(client: Client, where: str) -> str:
    assert client.post(f"{where}/schrijven").status_code == 303
    return finish(client, where)


def names(client: Client, programme: str) -> list[str]:
    return [row["person"] for row in line(client, programme, "&per_page=200")]


def test_a_list_is_shown_then_written_then_undone(keeper: Client, programme: str, demo_database: Database) -> None:
    before = names(keeper, programme)
    where, page = taken_in(
        keeper, programme, csv_of(said("Ingrid Invoer"), said("Ünal Çöl-Ørsted", urgency=""), said("Tom", decided=""))
    )
    assert "Ingrid Invoer" in page
    assert names(keeper, programme) == before, "nothing is written yet"
    page = written(keeper, where)
    assert "3 regels staan in de lijst" in page
    assert "Ingrid Invoer" not in page, "what the file said is gone"
    row = next(one for one in line(keeper, programme) if one["person"] == "Ingrid Invoer")
    assert (row["urgency"], row["waiting_since"], row["decided_on"]) == ("urgent", "2025-11-03", "2025-12-20")
    assert (row["municipality"], row["interim_support"]) == ("Huizen", True)
    assert "Tom" not in names(keeper, programme), "without a decision nobody is in line"
    told = keeper.get(f"/plaatsingen/{row['id']}").text
    assert "toegelaten" in told.lower()
    assert keeper.post(f"{where}/terugdraaien").status_code == 303
    assert "3 regels zijn teruggezet" in finish(keeper, where)
    assert names(keeper, programme) == before
    with demo_database.reading() as session:
        entries = session.exec(select(AccessEntry).where(AccessEntry.subject_id == UUID(row["id"]))).all()
        assert {"create", "delete"} <= {one.action for one in entries}
        assert session.get(Placement, UUID(row["id"])) is None


def test_same_file_twice_makes_nobody_twice(keeper: Client, programme: str) -> None:
    data = csv_of(said("Dubbele Dien"), said("Dubbele Dien"))
    where, page = taken_in(keeper, programme, data)
    assert "Deze regel staat twee keer in het bestand." in page
    written(keeper, where)
    again, page = taken_in(keeper, programme, csv_of(said("Dubbele Dien")))
    assert "staat er al zo" in page
    changed, page = taken_in(keeper, programme, csv_of(said("Dubbele Dien", urgency="crisis")))
    assert "Gewijzigd" in page
    written(keeper, changed)
    [row] = [one for one in line(keeper, programme) if one["person"] == "Dubbele Dien"]
    assert row["urgency"] == "crisis"
    keeper.post(f"{changed}/terugdraaien")
    finish(keeper, changed)
    [row] = [one for one in line(keeper, programme) if one["person"] == "Dubbele Dien"]
    assert row["urgency"] == "urgent"
    assert again != changed


def test_names_alike_are_chosen_by_a_person(door: Door, officer: Door, keeper: Client, programme: str) -> None:
    known = wait_in_line(door, officer, programme, "Fatma Lijkt")
    data = csv_of(said("Fatma Lijkd"))
    where, page = taken_in(keeper, programme, data)
    assert "Lijkt op iemand" in page
    assert "Dit is Fatma Lijkt" in page
    number = re.search(r'name="regel\.(\d+)"', page)
    assert number
    choice = f"regel.{number[1]}"
    keeper.post(f"{where}/kiezen", data={choice: str(new_id())})
    assert choice in keeper.get(where).text, "nobody else can be chosen"
    keeper.post(f"{where}/kiezen", data={choice: known})
    written(keeper, where)
    assert "Fatma Lijkd" not in names(keeper, programme)
    [row] = [one for one in line(keeper, programme) if one["id"] == known]
    assert (row["person"], row["urgency"]) == ("Fatma Lijkt", "urgent")
    where, _page = taken_in(keeper, programme, data)
    keeper.post(f"{where}/kiezen", data={choice: "new"})
    written(keeper, where)
    assert "Fatma Lijkd" in names(keeper, programme)


def test_row_that_nobody_chose_is_left_out(door: Door, officer: Door, keeper: Client, programme: str) -> None:
    wait_in_line(door, officer, programme, "Olga Open")
    where, _page = taken_in(keeper, programme, csv_of(said("Olga Opem")))
    written(keeper, where)
    assert "Olga Opem" not in names(keeper, programme)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (said(""), "Er staat geen naam"),
        (said("Zonder Dag", since="onlangs"), "geen dag van aanmelding"),
        (said("Fout Besluit", decided="gisteren"), "De dag van het besluit"),
        (said("Te Vroeg", decided="01-01-2025"), "Een dag kan niet"),
        (said("Later", since="01-01-2999"), "Een dag kan niet"),
        (said("Hoe Dringend", urgency="misschien"), "Schrijf crisis, spoed of gewoon"),
        ([*said("Elders")[:5], "Parijs"], "niet van deze regio"),
        (said("Jan 123456782"), "BSN"),
        (said("x" * 201), "te lang"),
    ],
)
def test_wrong_row_is_a_sentence(keeper: Client, programme: str, row: Row, sentence: str) -> None:
    _where, page = taken_in(keeper, programme, csv_of(row, said("Goede Regel")))
    assert sentence in page


def test_columns_are_said_and_remembered(keeper: Client, programme: str) -> None:
    data = csv_of(["Kolom Karel", "3-11-2025"], heads=["Wat heet", "Toen"])
    where, page = taken_in(keeper, programme, data)
    assert "Schrijf het" not in page
    assert keeper.post(f"{where}/schrijven").status_code == 422
    assert keeper.post(f"{where}/kolommen", data={"kolom.0": "person", "kolom.1": "person"}).status_code == 422
    assert keeper.post(f"{where}/kolommen", data={"kolom.0": "person"}).status_code == 422
    assert keeper.post(f"{where}/kolommen", data={"kolom.0": "person", "kolom.1": "since"}).status_code == 303
    assert "Kolom Karel" in finish(keeper, where)
    _again, page = taken_in(keeper, programme, data)
    assert "Schrijf het" in page


@pytest.mark.parametrize("form", list(sheets.Form))
def test_every_form_of_file_is_read(keeper: Client, programme: str, form: sheets.Form) -> None:
    day = clock.today() - timedelta(days=30)
    rows = [[f"Vorm {form}", day, day, "Spoed", "nee", "Laren"]]
    where, page = taken_in(keeper, programme, sheets.write(form, Table("Lijst", HEADS, rows)))
    assert f"Vorm {form}" in page
    written(keeper, where)
    assert f"Vorm {form}" in names(keeper, programme)


@pytest.mark.parametrize("heads", [["Naam", "BSN"], ["Naam", "Nummer"]])
def test_column_of_bsns_is_refused(keeper: Client, programme: str, heads: Row, demo_database: Database) -> None:
    data = csv_of(["Aad", "123456782"], ["Bea", "111222333"], heads=heads)
    sent = send(keeper, programme, data)
    assert (sent.status_code, "burgerservicenummers" in sent.text) == (422, True)
    with demo_database.reading() as session:
        assert not session.exec(select(LineImport)).all()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return out.getvalue()


_BILLION = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>'
_MILLION = b"<table><table-row number-rows-repeated='9999999'><table-cell><p>x</p></table-cell></table-row></table>"
_HEAD = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Naam</t></is></c></row>'
_SHEET = b"<worksheet><sheetData>" + _HEAD + b"%s</sheetData></worksheet>"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 no zip at all",
        b"\x00\x01\x02\xff" * 100,
        b"",
        zipped(xl__worksheets__sheet1_xml=b"<worksheet><sheetData>" + b" " * 90_000_000),
        zipped(xl__worksheets__sheet1_xml=_SHEET % b"", xl__vbaProject_bin=b"macro"),
        zipped(xl__worksheets__sheet1_xml=_BILLION),
        zipped(xl__worksheets__sheet1_xml=_SHEET % b'<row r="999999999"><c r="A2"><v>1</v></c></row>'),
        zipped(xl__worksheets__sheet1_xml=_SHEET % b'<row r="2"><c r="A2" t="s"><v>99</v></c></row>'),
        zipped(xl__worksheets__sheet1_xml=b"<worksheet><sheetData><row r='x'>"),
        zipped(content_xml=_MILLION),
        zipped(iets_xml=b"<a/>"),
        b"Naam\n" + b"Jan\n" * 20_001,
        b";" * 100_000,
    ],
)
def test_hostile_file_is_a_sentence_and_quick(keeper: Client, programme: str, data: bytes) -> None:
    began = time.perf_counter()
    sent = send(keeper, programme, data)
    assert sent.status_code == 422
    assert "bestand" in sent.text
    assert time.perf_counter() - began < 20


def test_forty_megabytes_are_refused(keeper: Client, programme: str) -> None:
    assert send(keeper, programme, b"x" * (40 * 1024 * 1024)).status_code in (413, 422)


def test_formula_is_its_value_and_text_stays_text() -> None:
    sheet = _SHEET % b'<row r="2"><c r="A2"><f>CMD()</f><v>7</v></c><c r="C2" t="str"><v>=1+1</v></c></row>'
    assert read_rows(zipped(xl__worksheets__sheet1_xml=sheet), 10) == [["Naam"], ["7", "", "=1+1"]]
    assert read_rows("Naam\nRené".encode("cp1252"), 10) == [["Naam"], ["René"]]
    assert read_rows("Naam\nÇelik".encode("utf-16"), 10) == [["Naam"], ["Çelik"]]
    with pytest.raises(Unreadable):
        read_rows(b"a\nb\nc", 2)


def test_others_see_no_file(keeper: Client, programme: str, sign_in: SignIn, demo_database: Database) -> None:
    where, _page = taken_in(keeper, programme, csv_of(said("Alleen Hier")))
    other = sign_in(f"{OFFICER}-almere")
    assert other.get(where).status_code == 404
    assert other.post(where).status_code == 404
    for act in ("schrijven", "terugdraaien", "kiezen", "kolommen"):
        assert other.post(f"{where}/{act}").status_code == 404
    assert send(other, programme, csv_of(said("Andere Regio"))).status_code == 422
    for name in ("straatverpleegkundige", "beleid", "beheer", "opvang"):
        assert sign_in(name).get(PAGE).status_code == 403


def test_two_at_once_write_once(keeper: Client, programme: str) -> None:
    where, _page = taken_in(keeper, programme, csv_of(said("Samen Sien")))
    assert keeper.post(f"{where}/schrijven").status_code == 303
    assert keeper.post(f"{where}/schrijven").status_code == 409
    finish(keeper, where)
    keeper.post(where)
    assert names(keeper, programme).count("Samen Sien") == 1


def test_who_moved_on_stays_when_the_file_is_undone(officer: Door, keeper: Client, programme: str) -> None:
    where, _page = taken_in(keeper, programme, csv_of(said("Verder Vera"), said("Nog Hier")))
    written(keeper, where)
    [row] = [one for one in line(keeper, programme) if one["person"] == "Verder Vera"]
    until = (clock.today() + timedelta(days=9)).isoformat()
    parked = {"placement": row["id"], "step": "waiting", "answer": "park", "reason": "not_ready", "until": until}
    officer.accepted("placement.answer", parked)
    keeper.post(f"{where}/terugdraaien")
    assert "1 persoon was al verder" in finish(keeper, where)
    assert "Verder Vera" in names(keeper, programme)
    assert "Nog Hier" not in names(keeper, programme)


def test_unwritten_file_is_erased_after_a_day(keeper: Client, programme: str, demo_database: Database) -> None:
    where, _page = taken_in(keeper, programme, csv_of(said("Vergeten Vos")))
    with demo_database.transaction() as session:
        erase_unwritten(session)
        made = session.exec(select(LineImport)).one()
        made.made_at -= timedelta(days=2)
        session.flush()
        erase_unwritten(session)
        assert not session.exec(select(LineImportBlock)).all()
    assert keeper.get(where).status_code == 404


def test_command_shows_and_writes(
    demo_app: Flask,
    demo_config: Config,
    keeper: Client,
    programme: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("webapp.placements.imports.command.from_env", lambda production: demo_config)
    path = tmp_path / "lijst.csv"
    path.write_bytes(csv_of(said("Commando Cor"), said("Zonder Dag", since="")))

    def run(*more: str) -> tuple[int, str]:
        status = cli.main(["import", "wachtlijst", str(path), "--region", "gooi", *more])
        told = capsys.readouterr()
        return status, told.out + told.err

    assert run()[0] == 1, "a programme has to be named"
    status, told = run("--programme", "Beschermd Wonen")
    assert (status, "new 1" in told, "row 3:" in told) == (0, True, True)
    assert "Zonder Dag" not in told
    assert "Commando Cor" not in names(keeper, programme)
    assert run("--programme", "Beschermd Wonen", "--yes")[0] == 0
    assert "Commando Cor" in names(keeper, programme)
    path.write_bytes(csv_of(["Aad", "123456782"], ["Bea", "111222333"], heads=["Naam", "Nummer"]))
    status, told = run("--programme", "Beschermd Wonen", "--yes")
    assert (status, "BSN" in told) == (1, True)
