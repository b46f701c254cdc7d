"""The home screen as a region that a phone keeps to read without network."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.fragment import Fragment, render
from webapp.today.pages import home_page


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The home screen."""
    return [render("/", "today/home.html", **home_page(session, actor, kept=True))]
