"""Dutch is the source language; English stands beside it. ``?lang=en`` or the ``lang`` cookie.

The pages of a host without an account speak two more: Turkish and Arabic (``docs/decisions.md`` says why). Their
catalogues hold the sentences of those pages alone; any other is Dutch.
"""

from __future__ import annotations

import os
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, Response, g, request
from flask_babel import Babel, get_locale, gettext

from webapp.db import Illegible
from webapp.web.directions import Environment, Sentences

LANGUAGES = ("nl", "en")
HOST_LANGUAGES = (*LANGUAGES, "tr", "ar")
HOST_PAGES = ("/kamers/aanbieden", "/kamers/mijn-aanmelding")
FROM_THE_RIGHT = ("ar",)
SOURCES = Path(__file__).resolve().parent.parent / "translations"


def compile_catalogues(folder: Path) -> None:
    """Make each ``messages.mo`` in ``folder`` that is absent or older than its source."""
    for source in SOURCES.glob("*/LC_MESSAGES/messages.po"):
        target = folder / source.relative_to(SOURCES).with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as stream:
            catalogue = read_po(stream)
        draft = target.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as stream:
            write_mo(stream, catalogue)
        draft.replace(target)


def choose() -> str:
    """The language of this request."""
    return chosen(request.args.get("lang"), request.cookies.get("lang"), among=offered())


def offered() -> tuple[str, ...]:
    """The languages of this address."""
    return HOST_LANGUAGES if request.path.startswith(HOST_PAGES) else LANGUAGES


def chosen(*wanted: str | None, among: tuple[str, ...] = LANGUAGES) -> str:
    """The first of these that is a supported language; else Dutch."""
    return next((one for one in wanted if one in among), "nl")


def language() -> str:
    """The language of the present answer: ``nl`` or ``en``, on a host's pages one of ``HOST_LANGUAGES``."""
    locale = get_locale()
    return locale.language if locale else "nl"


def other_languages() -> list[tuple[str, str]]:
    """The other languages of a host's pages, each by its own name."""
    return [(code, (Locale(code).display_name or code).capitalize()) for code in HOST_LANGUAGES if code != language()]


def install(app: Flask, folder: Path) -> None:
    """Attach the catalogues, the choice and the cookie that keeps it."""
    compile_catalogues(folder)
    app.config["BABEL_DEFAULT_LOCALE"] = "nl"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)
    Babel(app, locale_selector=choose, timezone_selector=lambda: "Europe/Amsterdam").domain_instance = Sentences()
    app.jinja_env.add_extension("jinja2.ext.i18n")
    if isinstance(app.jinja_env, Environment):
        app.jinja_env.words_apart()
    Illegible.tell = gettext

    @app.context_processor
    def offer() -> dict[str, object]:
        spoken = language()
        from_the_right = spoken in FROM_THE_RIGHT
        ahead, behind = ("back", "next") if from_the_right else ("next", "back")
        return {"language": spoken, "from_the_right": from_the_right, "ahead": ahead, "behind": behind}

    @app.after_request
    def remember(response: Response) -> Response:
        wanted = request.args.get("lang")
        if wanted in offered() and not g.get("no_cookies"):
            response.set_cookie("lang", str(wanted), max_age=365 * 86400, samesite="Lax", secure=request.is_secure)
        return response
