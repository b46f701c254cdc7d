"""Opening a personal link in a public view: its limits, and the headers of its pages."""

from __future__ import annotations

from typing import TypeVar

from werkzeug.wrappers import Response

from webapp.errors import NotFound
from webapp.links import service
from webapp.links.models import PersonalLink
from webapp.web import limits
from webapp.web.browsers import who_tries
from webapp.web.store import database, reading

Page = TypeVar("Page", bound=Response)
_HOUR = 3600
WRONG, ASKED = 30, 120
"""The most wrong links of one network, and the most pages of one link, in an hour."""


def opened(token: str, purpose: str) -> PersonalLink:
    """The link behind this address. Guessing is counted by network, use by link.

    Raises:
        NotFound: for a link that does not work.
        TooMany: over a limit.
    """
    limits.check_tries(database(), "link_wrong", who_tries(), limit=WRONG, seconds=_HOUR)
    try:
        with reading() as session:
            link = service.find(session, token, purpose)
    except NotFound:
        limits.count_try(database(), "link_wrong", who_tries(), limit=WRONG, seconds=_HOUR)
        raise
    limits.count_try(database(), "link", str(link.id), limit=ASKED, seconds=_HOUR)
    return link


def unkept(response: Page) -> Page:
    """A page behind a link stays in no cache, no index, and names itself to no other site."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
