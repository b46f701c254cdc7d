"""Links from one client to the pages of every feature, as they declare them."""

from __future__ import annotations

from operator import attrgetter

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.features import FEATURES
from webapp.people.models import Client, Whereabouts

_LINKS = sorted((link for feature in FEATURES for link in feature.client_links), key=attrgetter("order"))


def list_links(actor: Actor, client: Client, *, works_with: bool) -> list[tuple[str, str]]:
    """Address and words of each page that this user may open."""
    is_shielded = client.whereabouts == Whereabouts.shielded.value
    return [
        (link.url.format(client.id), gettext(link.label))
        for link in _LINKS
        if actor.may(link.permission) and (works_with or not link.only_related) and (link.is_open or not is_shielded)
    ]
