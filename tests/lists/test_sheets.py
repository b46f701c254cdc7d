"""A table as a file: it opens without questions, text stays text, moments are of Amsterdam. Pure."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest

from webapp import sheets
from webapp.sheets import Form
from webapp.sheets.table import Cell, Table

NIGHT = datetime(2026, 7, 1, 22, 30, 15, tzinfo=UTC)
ROW: tuple[Cell, ...] = ("=1+1", 12, 1.5, date(2026, 12, 31), NIGHT, None, "punt; komma\nregel", "x\x00<&>\x0by")
TABLE = Table("Proef", ["a", "b", "c", "d", "e", "f", "g", "h"], [ROW])
ODF = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
SHEET = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def test_csv_opens_in_a_dutch_excel() -> None:
    found = sheets.write(Form.csv, TABLE)
    assert found.startswith(b"\xef\xbb\xbfa;b;c;d;e;f;g;h\r\n'=1+1;12;1,5;2026-12-31;2026-07-02 00:30;;")
    assert b'"punt; komma\nregel"' in found
    assert found.endswith(b"\r\n")


@pytest.mark.parametrize("text", ["=1", "+31", "-2", "@a", "\tx", "\rx"])
def test_text_like_a_formula_is_text(text: str) -> None:
    body = sheets.write(Form.csv, Table("t", ["a"], [[text]])).decode("utf-8-sig").split("\r\n", 1)[1]
    assert body.lstrip('"').startswith("'")
    assert "<f" not in unpacked(Form.xlsx, "xl/worksheets/sheet1.xml", Table("t", ["a"], [[text]]))
    [cell] = cells(Table("t", ["a"], [[text]]))
    assert cell.get(f"{{{ODF['office']}}}value-type") == "string"


def test_numbers_below_zero_stay_numbers() -> None:
    assert b"\r\n-3\r\n" in sheets.write(Form.csv, Table("t", ["a"], [[-3]]))


def unpacked(form: Form, name: str, table: Table = TABLE) -> str:
    with zipfile.ZipFile(io.BytesIO(sheets.write(form, table))) as packed:
        assert packed.testzip() is None
        return packed.read(name).decode()


def cells(table: Table) -> list[ElementTree.Element]:
    """The cells of the first row under the heads of an ODS."""
    root = ElementTree.fromstring(unpacked(Form.ods, "content.xml", table))
    return root.findall("office:body/office:spreadsheet/table:table/table:table-row[1]/table:table-cell", ODF)


def test_ods_names_its_kind_first_and_unpacked() -> None:
    found = sheets.write(Form.ods, TABLE)
    assert found[30:38] == b"mimetype"
    assert found[38:].startswith(sheets.MIMETYPES[Form.ods].encode())
    with zipfile.ZipFile(io.BytesIO(found)) as packed:
        listed = set(re.findall(r'full-path="([^"]+)"', packed.read("META-INF/manifest.xml").decode()))
        assert listed - {"/"} == set(packed.namelist()) - {"mimetype", "META-INF/manifest.xml"}


def test_ods_keeps_kinds_apart() -> None:
    def attribute(name: str) -> list[str | None]:
        return [cell.get(f"{{{ODF['office']}}}{name}") for cell in cells(TABLE)]

    kinds = ["string", "float", "float", "date", "date", None, "string", "string"]
    assert attribute("value-type") == kinds
    assert attribute("value")[1:3] == ["12", "1.5"]
    assert attribute("date-value")[3:5] == ["2026-12-31", "2026-07-02T00:30:00"]
    lines = [cell.findall("text:p", ODF) for cell in cells(TABLE)]
    assert [line.text for line in lines[6]] == ["punt; komma", "regel"]
    assert [line.text for line in lines[7]] == ["x<&>y"]


def test_xlsx_keeps_kinds_apart() -> None:
    root = ElementTree.fromstring(unpacked(Form.xlsx, "xl/worksheets/sheet1.xml"))
    row = root.findall("x:sheetData/x:row", SHEET)[1]
    kinds = [cell.get("t", "n") for cell in row.findall("x:c", SHEET)]
    assert kinds == ["s", "n", "n", "n", "n", "s", "s"]  # an empty value has no cell
    numbers = [cell.findtext("x:v", namespaces=SHEET) for cell in row.findall("x:c", SHEET)][1:5]
    assert numbers[:3] == ["12", "1.5", "46387"]  # days since 1899-12-30
    assert float(numbers[3] or 0) == pytest.approx(46205 + 30 / 1440, abs=1e-6)
    assert "x&lt;&amp;&gt;y" in unpacked(Form.xlsx, "xl/sharedStrings.xml")


@pytest.mark.parametrize("form", list(Form))
def test_an_empty_list_is_a_file_with_heads(form: Form) -> None:
    assert sheets.write(form, Table("Leeg", ["a"], []))
