"""ODS, the open form of the same: a zip of four small documents (OpenDocument 1.3)."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from webapp.sheets.table import Cell, Table, clean, local

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
_DAY = "<number:day number:style='long'/><number:text>-</number:text><number:month number:style='long'/>"
_DAY += "<number:text>-</number:text><number:year number:style='long'/>"
_TIME = "<number:text> </number:text><number:hours number:style='long'/><number:text>:</number:text>"
_TIME += "<number:minutes number:style='long'/>"
_STYLES = f"""<office:automatic-styles>
<number:date-style style:name="d">{_DAY}</number:date-style>
<number:date-style style:name="m">{_DAY}{_TIME}</number:date-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="d"/>
<style:style style:name="moment" style:family="table-cell" style:data-style-name="m"/>
<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles>"""
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="%s"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


def write(table: Table) -> bytes:
    """Write the file."""
    return pack(MIMETYPE, _STYLES + _body(table))


def pack(mimetype: str, content: str) -> bytes:
    """Pack the inside of a content document. The first entry names the kind, unpacked, as the standard asks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        packed.writestr("content.xml", _document("content", content))
        packed.writestr("styles.xml", _document("styles", ""))
        packed.writestr("META-INF/manifest.xml", _MANIFEST % mimetype)
    return out.getvalue()


def _document(kind: str, inside: str) -> str:
    root = f"office:document-{kind}"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_NAMES} office:version="1.3">{inside}</{root}>'


def _body(table: Table) -> str:
    heads = "".join(_cell(head, "head") for head in table.heads)
    rows = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in table.rows)
    return (
        f"<office:body><office:spreadsheet><table:table table:name={quoteattr(table.title)}>"
        f"<table:table-header-rows><table:table-row>{heads}</table:table-row></table:table-header-rows>{rows}"
        "</table:table></office:spreadsheet></office:body>"
    )


def _cell(cell: Cell, style: str = "") -> str:
    cell = local(cell)
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, datetime):
        return _typed("date", "date-value", f"{cell:%Y-%m-%dT%H:%M:%S}", f"{cell:%d-%m-%Y %H:%M}", "moment")
    if isinstance(cell, date):
        return _typed("date", "date-value", cell.isoformat(), f"{cell:%d-%m-%Y}", "day")
    if isinstance(cell, str):
        return _typed("string", "", "", clean(cell), style)
    return _typed("float", "value", str(cell), str(cell), "")


def _typed(kind: str, name: str, value: str, shown: str, style: str) -> str:
    """A cell; each line of its text is a paragraph."""
    attribute = f' office:{name}="{value}"' if name else ""
    styled = f' table:style-name="{style}"' if style else ""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.splitlines() or [""])
    return f'<table:table-cell{styled} office:value-type="{kind}"{attribute}>{lines}</table:table-cell>'
