"""Collect every text and bring the English catalogue up to date: `python -m scripts.translations`.

Dutch is the source. New texts come in empty and have to be translated by a person; texts that are gone
are dropped. A test fails while anything is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "webapp" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("webapp/**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "extensions": "jinja2.ext.i18n", "silent": "false"}}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "says": None}


def source_texts() -> Catalog:
    """Every Dutch text in the code and the templates."""
    catalogue = Catalog(project="Onderdak", charset="utf-8")
    found = extract_from_dir(ROOT, METHODS, OPTIONS, keywords=KEYWORDS)
    for file, _line, message, _comments, context in found:
        catalogue.add(message, locations=[(file, 0)], context=context)
    return catalogue


def english() -> Catalog:
    """The catalogue as it stands."""
    if not CATALOGUE.exists():
        return Catalog(locale="en", project="Onderdak", charset="utf-8")
    return read_po(BytesIO(CATALOGUE.read_bytes()), locale="en")


def untranslated() -> Iterator[str]:
    """Texts that the English catalogue lacks, or has and no longer needs."""
    catalogue = english()
    wanted = {message.id for message in source_texts() if message.id}
    for message in source_texts():
        translated = catalogue.get(message.id) if message.id else None
        if message.id and (translated is None or not _complete(translated)):
            yield f"not translated: {message.id}"
    for message in catalogue:
        if message.id and message.id not in wanted:
            yield f"no longer used: {message.id}"
        elif message.fuzzy and message.id:
            yield f"fuzzy: {message.id}"


def update() -> None:
    """Write the catalogue anew, sorted by text, without line numbers so that it changes little."""
    catalogue = english()
    catalogue.update(source_texts(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as stream:
        write_po(stream, catalogue, width=110, sort_output=True, no_location=True, omit_header=False)


def _complete(message: Message) -> bool:
    text = message.string
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


if __name__ == "__main__":
    update()
    empty = list(untranslated())
    print(f"{CATALOGUE.relative_to(ROOT)}: {len(empty)} to do")
