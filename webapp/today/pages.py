"""The contents of the home screen per role; the same for the view and for the region a phone keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.approvals import service as approvals
from webapp.accounts.permissions import Permission, Role
from webapp.beds import kinds
from webapp.beds.board import home as beds
from webapp.beds.requests import waiting
from webapp.contacts.follow_ups import store as follow_up_store
from webapp.contacts.follow_ups.service import count_due
from webapp.db import Session
from webapp.errors import N_
from webapp.feature import Part, Tab
from webapp.features import FEATURES
from webapp.today.navigation import more_links

ON_HOME = 5
"""The number of follow-ups on the home screen; the list has them all."""

_GREETINGS = ((6, N_("Goedenacht")), (12, N_("Goedemorgen")), (18, N_("Goedemiddag")), (24, N_("Goedenavond")))

HONEST = {
    Role.volunteer: N_("Je ziet hier de bedden van vannacht, en de bezoeken die de coördinator jou geeft."),
    Role.host: N_("Bij ‘Mijn kamer’ staat je aanmelding. Daar antwoord je ook op een voorstel."),
    Role.debt_worker: N_("Straks staan hier de adressen van vandaag. Je account werkt al; signalen nog niet."),
    Role.placement_officer: N_("Bij ‘Plaatsingen’ staat wie het langst wacht, en waarom."),
    Role.policy_officer: N_(
        "Je beslist over de winterkouderegeling, leest het verslag van de nacht, "
        "en ziet per regeling hoe ver het plan is, in aantallen."
    ),
    Role.administrator: N_("Nodig collega’s uit, en zet opvanglocaties en hun plekken klaar."),
    Role.privacy_officer: N_("Kijk na wie gegevens las, en zeg wat je ervan vindt."),
}
"""The sentence for a role whose own work is not here yet: its future, and what works already."""

_ACTIONS = {
    Permission.coordinate_rooms: Tab("/kamers", N_("Verhuurders en kamers"), "room"),
    Permission.own_room: Tab("/kamers/mijn", N_("Mijn kamer"), "room"),
    Permission.keep_placements: Tab("/plaatsingen", N_("Wie wacht het langst"), "key"),
    Permission.see_board: Tab("/bedden", N_("Bedden vannacht"), "bed"),
    Permission.administer: Tab("/beheer", N_("Naar beheer"), "settings"),
    Permission.oversee_access: Tab("/toezicht", N_("Naar toezicht"), "search"),
}


def home_page(session: Session, actor: Actor, *, kept: bool = False) -> dict[str, Any]:
    """Everything on the home screen that this role has; the rest is None. ``kept``: for a phone, to read later."""
    works_with_people = actor.may(Permission.read_contacts)
    shelters = beds.my_shelters(session, actor) if actor.may(Permission.count_beds) else None
    today = clock.today()
    return {
        **waiting.first_of_all(session, actor, kept=kept),
        "at_home": True,
        "words": kinds,
        "greeting": greeting(),
        "name": actor.name,
        "beds": beds.tonight_summary(session, actor) if actor.may(Permission.see_board) else None,
        "shelters": shelters,
        "due": follow_up_store.list_due(session, actor, until=today, limit=ON_HOME) if works_with_people else None,
        "counts": count_due(session, actor) if works_with_people else None,
        "action": main_action(actor, shelters or []),
        "news": _cards(session, actor, Part.news),
        "supply": _cards(session, actor, Part.supply),
        "links": more_links(actor),
        "to_confirm": len(approvals.list_waiting(session, actor)),
        "access_changed": approvals.has_news(session, actor),
        "honest": gettext(HONEST[actor.main_role]) if actor.main_role in HONEST else None,
    }


def _cards(session: Session, actor: Actor, part: Part) -> list[tuple[str, Any]]:
    """The cards of this part with something to show: each its template and the value it shows."""
    mine = (card for feature in FEATURES for card in feature.cards if card.part is part and actor.may(card.permission))
    found = [(card.template, card.read(session, actor)) for card in mine]
    return [(template, read) for template, read in found if read]


def greeting() -> str:
    """A greeting for the part of the day, by the Amsterdam clock."""
    hour = clock.local(clock.now()).hour
    return gettext(next(words for until, words in _GREETINGS if hour < until))


def where_to_count(shelters: Sequence[beds.OwnShelter]) -> str:
    """The shelter that most needs a count; the board for a user without shelters."""
    if not shelters:
        return "/bedden"
    oldest = min(
        shelters,
        key=lambda own: (not own.count_was_due, not own.shelter.call_first, own.shelter.counted_at or clock.now()),
    )
    return f"/bedden/{oldest.shelter.id}"


def main_action(actor: Actor, shelters: Sequence[beds.OwnShelter]) -> Tab | None:
    """The one act under the thumb: this role's most frequent one."""
    if actor.may(Permission.log_contacts):
        return Tab("/contacten/nieuw", gettext("Contact vastleggen"), "plus")
    if shelters:
        return Tab(where_to_count(shelters), gettext("Tel nu"), "check")
    for permission, tab in _ACTIONS.items():
        if actor.may(permission):
            return Tab(tab.url, gettext(tab.label), tab.icon)
    return None
