"""The lint of pages finds what it promises to find; a page that is fine passes."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import Headers

from tests.support.page_lint import lint

POLICY = "script-src 'self'; require-trusted-types-for 'script'"
GOOD = Headers({"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})
PAGE = """<!doctype html>
<html lang="nl"><head><title>Contact vastleggen · Onderdak</title><script type="module" src="/app.js"></script></head>
<body><a href="#inhoud">Naar de inhoud</a>
<main id="inhoud"><h1>Contact vastleggen</h1>
<form method="post" autocomplete="off">
<label for="place">Waar?</label><input id="place" name="place" aria-describedby="place-hint">
<p id="place-hint">Ruw is genoeg.</p>
<label><input type="checkbox" name="topics" value="health"> Gezondheid</label>
<fieldset><legend>Leefsituatie</legend><label><input type="radio" name="ethos" value="x"> Straat</label></fieldset>
<input type="hidden" name="id" value="1"><button>Bewaren</button></form>
<template id="row"><p id="place">nog eens</p></template>
<svg><title>Plaatje</title></svg></main></body></html>"""


def test_good_page_passes():
    assert lint(PAGE, GOOD, "/contacten/nieuw") == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("<h1>Contact vastleggen</h1>", "", "0 h1"),
        ("<h1>Contact vastleggen</h1>", "<h1>Een</h1><h1>Twee</h1>", "2 h1"),
        ("<h1>Contact vastleggen</h1>", "<h1> </h1>", "empty h1"),
        ("Contact vastleggen · Onderdak", "", "needs one title"),
        ('lang="nl"', "", "lang"),
        ('lang="nl"', 'lang="de"', "lang"),
        ("<main ", "<div ", "0 main"),
        ("</form>", '<p id="place-hint"></p></form>', "id 'place-hint' 2 times"),
        ('for="place"', 'for="plaats"', "refers by for to 'plaats'"),
        ('for="place"', 'for="plaats"', "has no label"),
        ('aria-describedby="place-hint"', 'aria-describedby="weg"', "refers by aria-describedby to 'weg'"),
        ("#inhoud", "#weg", "goes to '#weg'"),
        ("> Gezondheid<", "><", "has no label"),
        (' src="/app.js"', "", "inline script"),
        ("</title>", "</title><style>p{}</style>", "inline style sheet"),
        ("<p id", '<p style="color:red" id', "attribute 'style'"),
        ("<p id", '<p onclick="x()" id', "attribute 'onclick'"),
        ("#inhoud", "javascript:x", "javascript: address"),
        ("<p id", '<p tabindex="2" id', "order of the keyboard"),
        (' autocomplete="off"', "", 'needs autocomplete="off"'),
        ("<svg>", '<img src="x.png"><svg>', "has no alt"),
    ],
)
def test_broken_page_is_found(old: str, new: str, finding: str):
    assert PAGE.count(old) >= 1
    assert any(finding in one for one in lint(PAGE.replace(old, new, 1), GOOD, "/contacten/nieuw"))


@pytest.mark.parametrize(
    ("headers", "path", "finding"),
    [
        ({"Cache-Control": "no-store"}, "/", "no Content-Security-Policy"),
        ({"Cache-Control": "no-store", "Content-Security-Policy": f"{POLICY} 'unsafe-inline'"}, "/", "too much"),
        ({"Cache-Control": "private, no-cache", "Content-Security-Policy": POLICY}, "/clienten", "may be kept"),
    ],
)
def test_broken_headers_are_found(headers: dict[str, str], path: str, finding: str):
    assert any(finding in one for one in lint(PAGE, Headers(headers), path))


def test_board_may_be_kept():
    headers = Headers({"Cache-Control": "private, no-cache", "Content-Security-Policy": POLICY})
    assert lint(PAGE, headers, "/bedden?zoek=") == []


def test_fragment_is_held_to_what_it_can_break_by_itself():
    assert lint('<li id="a"><button aria-controls="elsewhere">Klaar</button></li>', GOOD, "/x") == []
    assert lint('<li id="a"></li><li id="a" onclick="x()"></li>', GOOD, "/x") != []
