"""Kept pages without the shell that the phone holds: put together they are the page, whatever stands in it."""

from __future__ import annotations

import random
import re

import pytest
from flask import Flask

from tests.support.client import Client
from webapp.features import kept_pages
from webapp.web.remainder import HEADER, MOST_SHELLS, Shells, without_shell

ALWAYS = [page["path"] for page in kept_pages() if "*" not in page["path"]]
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def made_whole(rest: str, shell: str) -> str:
    """The page, as the worker puts it together."""
    held, lines = shell.split("\n"), []
    for line in rest.split("\n"):
        if line.startswith("\x01"):
            first, count = map(int, line[1:].split(","))
            lines += held[first : first + count]
        else:
            lines.append(line)
    return "\n".join(lines)


def test_any_page_with_any_shell_is_that_page_again() -> None:
    chance = random.Random(12)
    words = ["", "<p>", "</p>", "é 🙂", " a", "a ", "1,2", "\r", "\u2028"]
    for _ in range(3000):
        page, shell = ("\n".join(chance.choices(words, k=chance.randrange(12))) for _ in range(2))
        rest = without_shell(page, shell)
        assert rest is not None
        assert made_whole(rest, shell) == page


def test_page_that_holds_the_mark_stays_whole() -> None:
    assert without_shell("a\n\x010,1", "a") is None


def test_last_shells_are_remembered() -> None:
    shells = Shells()
    tags = [shells.keep(f"shell {n}") for n in range(MOST_SHELLS + 1)]
    assert shells.find(tags[0]) is None
    assert [shells.find(tag) for tag in tags[1:]] == [f"shell {n}" for n in range(1, MOST_SHELLS + 1)]


@pytest.mark.parametrize("path", [*ALWAYS, "/onverzonden"])
def test_each_kept_page_comes_without_its_shell_and_is_whole_with_it(demo_client: Client, path: str) -> None:
    demo_client.sign_in("straatverpleegkundige")
    shell = demo_client.get("/offline")
    whole = demo_client.get(path)
    part = demo_client.get(path, headers={HEADER: shell.headers[HEADER]})
    if part.status_code != 200:
        assert part.text == whole.text
        return
    assert ID.sub("", made_whole(part.text, shell.text)) == ID.sub("", whole.text)
    assert part.headers.get(HEADER) == shell.headers[HEADER] or path == "/bedden"  # kept bytes of the board stay whole
    assert len(part.text) < 0.9 * len(whole.text) or path == "/bedden"


def test_shell_of_another_gets_the_page_of_this_user_all_the_same(demo_client: Client) -> None:
    demo_client.sign_in("straatverpleegkundige")
    other = demo_client.get("/offline")
    demo_client.sign_in("opvang-almere")
    mine = demo_client.get("/onverzonden")
    part = demo_client.get("/onverzonden", headers={HEADER: other.headers[HEADER]})
    assert made_whole(part.text, other.text) == mine.text


@pytest.mark.parametrize("tag", ["", "0" * 24, "x" * 5000])
def test_unknown_shell_gets_the_whole_page(demo_client: Client, tag: str) -> None:
    demo_client.sign_in("straatverpleegkundige")
    answer = demo_client.get("/onverzonden", headers={HEADER: tag})
    assert answer.text.startswith("<!doctype html>")
    assert HEADER not in answer.headers


def test_shell_itself_and_refusals_stay_whole(demo_client: Client) -> None:
    demo_client.sign_in("straatverpleegkundige")
    tag = demo_client.get("/offline").headers[HEADER]
    assert demo_client.get("/offline", headers={HEADER: tag}).text.startswith("<!doctype html>")
    assert demo_client.get("/bestaat-niet", headers={HEADER: tag}).text.startswith("<!doctype html>")


def test_board_without_its_shell_is_nobody_elses_board(demo_client: Client) -> None:
    demo_client.sign_in("straatverpleegkundige")
    tag = demo_client.get("/offline").headers[HEADER]
    demo_client.get("/bedden", headers={HEADER: tag})
    assert demo_client.get("/bedden").text.startswith("<!doctype html>")


def test_process_that_served_no_shell_yet_knows_that_of_its_user(demo_app: Flask, demo_client: Client) -> None:
    demo_client.sign_in("straatverpleegkundige")
    shell = demo_client.get("/offline")
    whole = demo_client.get("/onverzonden")
    for n in range(MOST_SHELLS):
        demo_app.extensions["shells"].keep(f"of others {n}")
    part = demo_client.get("/onverzonden", headers={HEADER: shell.headers[HEADER]})
    assert part.headers[HEADER] == shell.headers[HEADER]
    assert part.headers["Content-Security-Policy"] == whole.headers["Content-Security-Policy"]
    assert made_whole(part.text, shell.text) == whole.text
