"""The tabs under the thumb: a role's main pages. Nothing personal, so pages can be cached per role."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from flask import request
from flask_babel import gettext
from flask_login import current_user

from webapp.accounts.actor import Actor
from webapp.accounts.login import person_here
from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Group, Tab
from webapp.features import FEATURES, operations
from webapp.web.store import reading

TABS = sorted(
    (
        Tab("/", N_("Vandaag"), "home", waits=True),
        *(tab for feature in FEATURES for tab in feature.tabs),
        Tab("/beheer", N_("Beheer"), "settings", Permission.administer, order=90),
        Tab("/meer", N_("Meer"), "menu", order=91),
    ),
    key=attrgetter("order"),
)
LINKS = sorted(
    (
        *(link for feature in FEATURES for link in feature.links),
        Tab("/onverzonden", N_("Nog te versturen"), "device", order=90, group=Group.app),
        Tab("/beheer", N_("Beheer"), "settings", Permission.administer, order=91, group=Group.app),
        Tab("/account", N_("Jouw account"), "key", order=92, group=Group.app),
    ),
    key=attrgetter("order"),
)


RECORDING = frozenset(operation.permission for operation in operations())
"""The permissions to save something on a phone; for a user without one nothing ever waits there."""


def frame() -> dict[str, object]:
    """The values of every page's frame: the tabs of the role, with the current one marked."""
    is_signed_in = bool(current_user and current_user.is_authenticated)
    person = person_here()
    if person is None:
        return {"tabs": [], "is_signed_in": False, "records": True}
    mine = [tab for tab in TABS if tab.permission is None or person.actor.may(tab.permission)]
    current = max((tab.url for tab in mine if _under(tab.url)), key=len, default=None)
    return {
        "is_signed_in": is_signed_in,
        "records": records(person.actor),
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


def count_elsewhere() -> int:
    """The number of items that wait for this user beside tonight's beds, for the dot on the tabs."""
    person = person_here()
    counts = [feature.waits for feature in FEATURES if feature.waits]
    if person is None:
        return 0
    with reading() as session:
        return sum(count(session, person.actor) for count in counts)


def records(actor: Actor) -> bool:
    """True when this role can save something on a phone."""
    return any(actor.may(permission) for permission in RECORDING)


def _under(url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(url + "/"))


def more_links(actor: Actor) -> list[Tab]:
    """The pages without a tab, each for users with its permission."""
    mine = [tab for tab in LINKS if tab.permission is None or actor.may(tab.permission)]
    if not records(actor):
        mine = [tab for tab in mine if tab.url != "/onverzonden"]
    return [replace(tab, label=gettext(tab.label)) for tab in mine]


def grouped_links(actor: Actor) -> list[tuple[Group, list[Tab]]]:
    """The same under their headings."""
    links = more_links(actor)
    groups = [(group, [link for link in links if link.group is group]) for group in Group]
    return [(group, found) for group, found in groups if found]
