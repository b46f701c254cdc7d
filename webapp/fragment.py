"""A page's region as a phone keeps it: the same template, with a version that changes only when its content does."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import get_locale
from jinja2_fragments.flask import render_block

from webapp import clock
from webapp.accounts.login import actor
from webapp.audit.service import Read
from webapp.web.shown import records_in, values_in

_AGES = re.compile(r"<time\b[^>]*>.*?</time>", re.DOTALL)
_LETTERS = 16


@dataclass(frozen=True)
class Fragment:
    """A page region a phone may keep to read without network: its address, HTML and version."""

    path: str
    html: str
    version: str
    reads: tuple[Read, ...] = ()
    """The reads that the access log notes when a phone gets this fragment."""
    draw: Callable[[], str] | None = None
    """Draws the HTML of a region whose version is known before it."""

    def drawn(self) -> str:
        """The HTML."""
        return self.draw() if self.draw else self.html


def render(path: str, template: str, **context: Any) -> Fragment:
    """Render the ``main`` block of a page, with the people it shows.

    Ages ('11 min geleden') do not count in the version.
    """
    html = render_block(template, "main", **context)
    return Fragment(path, html, _digest(_AGES.sub("", html)), _reads(context))


def render_when_given(path: str, template: str, **context: Any) -> Fragment:
    """The same, drawn only for a phone that does not have it: of two hundred regions a phone lacks a few.

    The version is of the values it shows, of today ('vandaag 21:40'), the language and the release. So a template given
    by this reads nothing else that changes.
    """
    facts = [template, clock.today(), get_locale(), current_app.extensions["build"], *values_in(context)]
    return Fragment(
        path,
        "",
        _digest("\n".join(map(repr, facts))),
        _reads(context),
        draw=lambda: render_block(template, "main", **context),
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LETTERS]


def _reads(context: dict[str, Any]) -> tuple[Read, ...]:
    return tuple(one for record in records_in(context) for one in record.read_by(actor()))
