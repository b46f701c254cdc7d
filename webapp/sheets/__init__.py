"""A table as a file that opens in Excel and LibreOffice without questions: CSV, XLSX and ODS from the same rows. Pure.

A cell is text, a number, a day, a moment (shown by the Amsterdam clock) or nothing. Text stays text: it never becomes a
formula.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from webapp.sheets import csv_file, ods_file, xlsx_file
from webapp.sheets.table import Table


class Form(StrEnum):
    """The files a list can be saved as."""

    csv = "csv"
    xlsx = "xlsx"
    ods = "ods"


MIMETYPES = {
    Form.csv: "text/csv; charset=utf-8",
    Form.xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.ods: ods_file.MIMETYPE,
}
_WRITERS: dict[Form, Callable[[Table], bytes]] = {
    Form.csv: csv_file.write,
    Form.xlsx: xlsx_file.write,
    Form.ods: ods_file.write,
}


def write(form: Form, table: Table) -> bytes:
    """The bytes of this table as a file of this form."""
    return _WRITERS[form](table)
