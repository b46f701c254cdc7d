"""XLSX: headings in bold that stay in sight, columns as wide as their contents."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import xlsxwriter

from webapp.sheets.table import Cell, Table, clean, local

_LONGEST_TITLE = 31
_WIDEST = 480  # pixels


def write(table: Table) -> bytes:
    """Write the file. Text is written as text in any case."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(table.title[:_LONGEST_TITLE])
        bold = book.add_format({"bold": True})
        formats = {
            date: book.add_format({"num_format": "dd-mm-yyyy"}),
            datetime: book.add_format({"num_format": "dd-mm-yyyy hh:mm"}),
        }
        for column, head in enumerate(table.heads):
            sheet.write_string(0, column, head, bold)
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                _put(sheet, number, column, local(cell), formats)
        sheet.freeze_panes(1, 0)
        sheet.autofit(_WIDEST)
    return out.getvalue()


def _put(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, formats: dict[type[date], Any]
) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, clean(cell))
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats[type(cell)])
    elif cell is not None:
        sheet.write_number(row, column, cell)
