"""The tabs under the thumb: which main pages a role has. Nothing personal, so pages can be cached per role."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request
from flask_babel import gettext
from flask_login import current_user

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.errors import N_


@dataclass(frozen=True)
class Tab:
    """One main page."""

    url: str
    label: str
    icon: str
    permission: Permission | None = None
    waits: bool = False
    """Whether what waits for a person stands there: then it shows that by a dot."""


TABS = (
    Tab("/", N_("Vandaag"), "home", waits=True),
    Tab("/contacten", N_("Contacten"), "contact", Permission.read_contacts),
    Tab("/bedden", N_("Bedden"), "bed", Permission.see_board, waits=True),
    Tab("/kamers", N_("Kamers"), "room", Permission.coordinate_rooms),
    Tab("/kamers/verzoeken", N_("Kamers"), "room", Permission.request_rooms),
    Tab("/kamers/mijn", N_("Mijn kamer"), "room", Permission.own_room),
    Tab("/beheer", N_("Beheer"), "settings", Permission.administer),
    Tab("/meer", N_("Meer"), "menu"),
)


RECORDING = frozenset(
    {
        Permission.log_contacts,
        Permission.edit_clients,
        Permission.count_beds,
        Permission.request_beds,
        Permission.answer_requests,
        Permission.request_rooms,
        Permission.coordinate_rooms,
    }
)
"""Who has one of these can save something on a phone; of others nothing ever waits there."""


def frame() -> dict[str, object]:
    """What every page's frame shows: the tabs of the role, with the current one marked."""
    is_signed_in = bool(current_user and current_user.is_authenticated)
    person = current_user if is_signed_in else g.get("locked_out")
    if person is None:
        return {"tabs": [], "is_signed_in": False, "hears": False, "records": True}
    mine = [tab for tab in TABS if tab.permission is None or person.actor.may(tab.permission)]
    current = max((tab.url for tab in mine if _under(tab.url)), key=len, default=None)
    return {
        "is_signed_in": is_signed_in,
        "counts_beds": person.actor.may(Permission.count_beds),
        "records": records(person.actor),
        "hears": person.actor.may(Permission.request_beds) or person.actor.may(Permission.answer_requests),
        "tabs": [
            {
                "url": tab.url,
                "label": gettext(tab.label),
                "icon": tab.icon,
                "current": tab.url == current,
                "waits": tab.waits,
            }
            for tab in mine
        ],
    }


def records(actor: Actor) -> bool:
    """Whether this role can save something on a phone."""
    return any(actor.may(permission) for permission in RECORDING)


def _under(url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(url + "/"))


LINKS = (
    Tab("/bedden/winterkou", N_("Winterkouderegeling"), "cold", Permission.activate_cold),
    Tab("/bedden/buurregio", N_("Plek in een buurregio"), "swap", Permission.ask_overflow),
    Tab("/bedden/nacht", N_("Verslag van de nacht"), "chart", Permission.see_nights),
    Tab("/bedden/bezetting", N_("Bezetting per maand"), "calendar", Permission.see_nights),
    Tab("/bedden/voorzieningen", N_("Respijt"), "heart", Permission.see_respite),
    Tab(
        "/bedden/voorzieningen/cijfers",
        N_("Respijt en kleine voorzieningen in cijfers"),
        "heart",
        Permission.see_facility_figures,
    ),
    Tab("/clienten", N_("Cliënten"), "people", Permission.read_clients),
    Tab("/vervolgacties", N_("Vervolgacties"), "list", Permission.read_contacts),
    Tab("/onverzonden", N_("Nog te versturen"), "device"),
    Tab("/beheer", N_("Beheer"), "settings", Permission.administer),
    Tab("/account", N_("Jouw account"), "key"),
)


def more_links(actor: Actor) -> list[Tab]:
    """What has no tab: each for who may use it."""
    mine = [tab for tab in LINKS if tab.permission is None or actor.may(tab.permission)]
    if not records(actor):
        mine = [tab for tab in mine if tab.url != "/onverzonden"]
    return [Tab(tab.url, gettext(tab.label), tab.icon) for tab in mine]
