"""Dutch is the source language; English stands beside it. ``?lang=en`` or the ``lang`` cookie."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, Response, g, request
from flask_babel import Babel, get_locale, gettext

from webapp.db import Illegible
from webapp.web.directions import Environment, Sentences

LANGUAGES = ("nl", "en")
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
    return chosen(request.args.get("lang"), request.cookies.get("lang"))


def chosen(*wanted: str | None) -> str:
    """The first of these that is a supported language; else Dutch."""
    return next((one for one in wanted if one in LANGUAGES), "nl")


def language() -> str:
    """The language of the present answer: ``nl`` or ``en``."""
    locale = get_locale()
    return locale.language if locale else "nl"


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
        return {"language": language()}

    @app.after_request
    def remember(response: Response) -> Response:
        wanted = request.args.get("lang")
        if wanted in LANGUAGES and not g.get("no_cookies"):
            response.set_cookie("lang", str(wanted), max_age=365 * 86400, samesite="Lax", secure=request.is_secure)
        return response
