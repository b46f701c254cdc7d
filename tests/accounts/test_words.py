"""Names are found without accents, and a phone is told in plain words."""

from __future__ import annotations

import pytest

from webapp.accounts.words import browser, matches, slug

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36"
)
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0"


@pytest.mark.parametrize(
    ("user_agent", "expected"),
    [
        (IPHONE, "Safari, iPhone"),
        (ANDROID, "Chrome, Android"),
        (EDGE, "Edge, Windows"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_browser_is_named(user_agent: str, expected: str):
    assert browser(user_agent) == expected


@pytest.mark.parametrize(("search", "found"), [("zoe", True), ("DIJK zoë", True), ("", True), ("zoe jansen", False)])
def test_every_word_of_a_search_must_fit(search: str, found: bool):
    assert matches(search, "Zoë van Dijk", "Straatzorg") is found


def test_slug_has_letters_and_hyphens_only():
    assert slug("Gooi & Vechtstreek, Zuid-Oost é") == "gooi-vechtstreek-zuid-oost-e"
