"""A page's region as a phone keeps it: the same template, with a version that changes only when its content does."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from jinja2_fragments.flask import render_block

from webapp.accounts.login import actor
from webapp.audit.service import Read
from webapp.web.shown import records_in

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


def render(path: str, template: str, **context: Any) -> Fragment:
    """Render the ``main`` block of a page, with the people it shows.

    Ages ('11 min geleden') do not count in the version.
    """
    html = render_block(template, "main", **context)
    digest = hashlib.sha256(_AGES.sub("", html).encode()).hexdigest()
    reads = tuple(one for record in records_in(context) for one in record.read_by(actor()))
    return Fragment(path, html, digest[:_LETTERS], reads)
