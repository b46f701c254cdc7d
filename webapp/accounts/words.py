"""Words on people and their phones: search, slugs, a browser in plain words. Pure."""

from __future__ import annotations

import re

from webapp.text import fold

_BROWSERS = (
    # part of the User-Agent → its name; the first match counts, because they all claim to be Safari
    ("Edg", "Edge"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def matches(search: str, *texts: str) -> bool:
    """True when every word of ``search`` is in one of the texts."""
    folded = fold(" ".join(texts))
    return all(word in folded for word in fold(search).split())


def slug(text: str) -> str:
    """'Gooi en Vechtstreek' → 'gooi-en-vechtstreek'."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def browser(user_agent: str) -> str:
    """'Chrome, Android' out of a User-Agent; '' for an unknown one."""
    names = (_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))
    return ", ".join(name for name in names if name)


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for part, name in known if part in text), "")
