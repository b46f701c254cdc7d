"""No name from right to left stands bare in an answer, whoever asks what, in whatever shape.

The same demo and the same walk as in ``test_what_is_read``; here each personal field, and each name of a place, a
house or a colleague, holds Arabic with a number in brackets. Wherever it is shown it stands alone in something that
keeps its direction. A value that a machine reads has no invisible signs.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from sqlmodel import select
from werkzeug.test import TestResponse

from tests.audit.reading import ALSO, World, read_everything, send_every_form
from tests.audit.reading import world as world  # the fixture
from tests.support.outline import VOID
from webapp.db import new_id

CANARY = re.compile(r"مريم [0-9a-f]{8} \(2\)")
APART = re.compile("\u2068[^\u2068\u2069]*\u2069")
MACHINE = {"value", "href", "action", "id", "name", "for", "hx-post", "hx-get", "hx-vals", "data-keep", "data-from"}


class Reader(HTMLParser):
    """Collects bare text, and elements that isolate more than one text; signs where a machine reads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.wrong: list[str] = []
        self.seen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in MACHINE:
                if re.search("[\u2066-\u2069]", value or ""):
                    self.wrong.append(f"signs in <{tag} {name}>: {value}")
            else:
                self._look(value or "", f"<{tag} {name}>")
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in (name for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        tag, attributes = self.open[-1] if self.open else ("", {})
        if tag in ("textarea", "bdi") or attributes.get("dir") == "auto":
            rest = CANARY.sub("", data).strip()
            if CANARY.search(data) and rest:
                self.wrong.append(f"<{tag}> not alone: {data.strip()}")
            if tag == "textarea" and re.search("[\u2066-\u2069]", data):
                self.wrong.append(f"signs in <textarea>: {data}")
            return
        self._look(data, f"<{tag}>")

    def _look(self, text: str, place: str) -> None:
        self.wrong += [f"{place} bare: {text.strip()}" for _ in CANARY.findall(APART.sub("", text))]
        for part in APART.findall(text):
            if CANARY.sub("", part[1:-1]).strip():
                self.wrong.append(f"{place} not alone: {text.strip()}")


def names_turned(world: World) -> None:
    """Arabic in every field that a person or an organisation fills."""
    with world.database.transaction() as session:
        for table, fields in ALSO.items():
            for row in session.exec(select(table)).all():
                for name in fields:
                    if getattr(row, name) is None and name == "alias":
                        continue  # an anonymous person stays so
                    word = f"مريم {new_id().hex[-8:]} (2)"
                    setattr(row, name, [word, word] if name == "contact_ways" else word)
                session.add(row)


def wrong_in(answer: TestResponse) -> list[str]:
    """The bare texts in this answer."""
    text = answer.get_data(as_text=True)
    if not CANARY.search(json.dumps(text, ensure_ascii=False)):
        return []
    if answer.is_json:
        return []  # data for the phone: it sets names apart where it shows them
    reader = Reader()
    reader.feed(text)
    return reader.wrong


@pytest.fixture
def turned(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    names_turned(world)
    world.words.clear()

    def look(self: World, who: str, answer: TestResponse) -> None:
        path = re.sub("[0-9a-f-]{36}", "…", answer.request.path)
        self.seen.update(CANARY.findall(answer.get_data(as_text=True)))
        self.holes += [f"{path}: {CANARY.sub('مريم', one)}" for one in wrong_in(answer)]

    monkeypatch.setattr(World, "look", look)
    return world


@pytest.mark.one_store
def test_no_name_stands_bare(turned: World):
    read_everything(turned)
    assert len(turned.seen) > 50
    assert sorted(set(turned.holes)) == []


@pytest.mark.one_store
def test_no_name_stands_bare_in_a_form_that_comes_back(turned: World):
    send_every_form(turned)
    assert sorted(set(turned.holes)) == []
