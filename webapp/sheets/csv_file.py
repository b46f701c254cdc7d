"""CSV as a Dutch Excel opens it: UTF-8 with BOM, ``;``, CRLF, decimal comma, ISO dates."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from webapp.sheets.table import Cell, Table, local

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(table: Table) -> bytes:
    """Write the file. Text that a sheet would calculate begins with an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.heads)
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    cell = local(cell)
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return cell.isoformat() if isinstance(cell, date) else str(cell).replace(".", ",")
