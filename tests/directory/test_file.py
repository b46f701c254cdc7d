"""The directory as a file: out, through a spreadsheet, and in again with a preview of what changes."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import UUID

import pytest

from webapp import sheets
from webapp.accounts import store as accounts
from webapp.db import Session
from webapp.directory import flat_file, importing, store
from webapp.directory.flat_file import FIELDS
from webapp.directory.importing import Preview
from webapp.directory.models import Entry
from webapp.sheets import Form
from webapp.sheets.reading import Unreadable


@pytest.fixture
def region(session: Session) -> UUID:
    return next(one.id for one in accounts.list_regions(session) if len(one.municipalities) > 1)


def exported(session: Session, region: UUID) -> list[dict[str, str]]:
    entries = store.list_entries(session, region, also_stopped=True)
    data = sheets.write(Form.csv, flat_file.write(entries, "Wegwijzer"))
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def as_file(rows: list[dict[str, str]], columns: list[str] | None = None, delimiter: str = ";") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns or list(FIELDS), delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def compared(session: Session, region: UUID, data: bytes) -> Preview:
    return importing.preview(session, region, flat_file.parse(data).rows)


def counts(found: Preview) -> tuple[int, int, int, int]:
    return len(found.new), len(found.changed), len(found.gone), len(found.wrong)


@pytest.mark.parametrize("delimiter", [";", ","])
def test_exported_file_comes_in_unchanged(session: Session, region: UUID, delimiter: str):
    rows = exported(session, region)
    assert len(rows) > 10
    found = compared(session, region, as_file(rows, delimiter=delimiter))
    assert counts(found) == (0, 0, 0, 0)
    assert len(found.same) == len(rows)


def test_preview_tells_what_is_new_changed_and_gone_and_writing_does_it(session: Session, region: UUID):
    rows = exported(session, region)
    gone, changed = rows[0], rows[1]
    changed |= {"telefoon": "035 000 99 99", "openingstijden": "ma-vr 10-12 | 24-12-2026 dicht"}
    new = {"naam": "Nieuwe inloop", "behoeften": "Eten | washing", "openingstijden": "altijd", "crisis": "nee"}
    found = compared(session, region, as_file([*rows[1:], new]))
    assert counts(found) == (1, 1, 1, 0)
    assert found.gone[0].name == gone["naam"]
    assert set(found.changed[0].fields) == {"phone", "hours"}
    organisation = accounts.list_organisations(session, region)[0]
    importing.write(session, region, organisation.id, found)
    after = {one.name: one for one in store.list_entries(session, region)}
    assert gone["naam"] not in after
    assert after[changed["naam"]].phone == "035 000 99 99"
    assert after[changed["naam"]].hours == "ma-vr 10:00-12:00\n24-12-2026 dicht"
    assert (after["Nieuwe inloop"].needs, after["Nieuwe inloop"].hours) == (["food", "washing"], "altijd")


def test_file_with_few_columns_leaves_the_others_alone(session: Session, region: UUID):
    rows = exported(session, region)
    rows[0]["telefoon"] = "035 000 88 88"
    found = compared(session, region, as_file(rows, ["naam", "organisatie", "telefoon"]))
    assert counts(found) == (0, 1, 0, 0)
    assert set(found.changed[0].fields) == {"phone"}


def test_mistakes_are_told_by_row_and_column_and_nothing_is_written(session: Session, region: UUID):
    rows = exported(session, region)
    rows[2]["openingstijden"] = "op afspraak"
    rows[3]["behoeften"] = "onzin"
    rows[4]["crisis"] = "misschien"
    rows[5]["gemeenten"] = "Amsterdam"
    rows[6]["nagekeken_op"] = "gisteren"
    found = compared(session, region, as_file(rows))
    told = [(number, column) for number, column, _ in found.wrong]
    assert told == [(4, "openingstijden"), (5, "behoeften"), (6, "crisis"), (7, "gemeenten"), (8, "nagekeken_op")]
    with pytest.raises(ValueError, match="mistakes"):
        importing.write(session, region, None, found)


def test_secret_address_stays_out_of_the_file(session: Session, region: UUID):
    [secret] = [row for row in exported(session, region) if row["geheim"] == "ja"]
    assert secret["straat"] + secret["huisnummer"] + secret["postcode"] + secret["plaats"] == ""


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "geen enkele plek"),
        (b"naam;telefoon\n", "geen enkele plek"),
        (b"\xff\xfe\x00n\x00a", "geen enkele plek"),
        (b"iets;anders\n1;2\n", "geen enkele plek"),
        (b"naam;bsn\nA;1\n", "burgerservicenummers"),
        (b"naam;nummer\nA;111222333\nB;123456782\n", "burgerservicenummers"),
    ],
)
def test_other_files_are_refused_in_a_sentence(data: bytes, part: str):
    with pytest.raises(Unreadable, match=part):
        flat_file.parse(data)


@pytest.mark.parametrize(
    ("street", "parts"),
    [
        ("Kerkstraat 12", ("Kerkstraat", "12")),
        ("Laan 1940-1945 12 bis", ("Laan 1940-1945", "12 bis")),
        ("Plein 1813", ("Plein", "1813")),
        ("Station", ("Station", "")),
        ("", ("", "")),
    ],
)
def test_street_and_number_are_two_columns_and_one_field(street: str, parts: tuple[str, str]):
    entry: Any = Entry(name="A", needs=["food"], street=street, checked_on="2026-11-30")
    cells = dict(zip(FIELDS, flat_file.write([entry], "x").rows[0], strict=True))
    assert (cells["straat"], cells["huisnummer"]) == parts
    [row] = flat_file.parse(as_file([{k: str(v or "") for k, v in cells.items()}])).rows
    assert (row.said.get("street") or "") == street
