"""Links from one client to the pages of a role's own work."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.errors import N_

_LINKS = (
    (Permission.clinical_notes, "/clienten/{}/verpleegkundige-notities", N_("Verpleegkundige notities")),
    (Permission.call_aftercare, "/clienten/{}/begeleiding-klaar", N_("Begeleiding klaar")),
    (Permission.keep_outreach, "/toeleiding/{}", N_("Traject van eerste contact tot nazorg")),
)


def list_links(actor: Actor, client_id: UUID) -> list[tuple[str, str]]:
    """Address and words of each page that this user may open."""
    return [(url.format(client_id), gettext(label)) for permission, url, label in _LINKS if actor.may(permission)]
