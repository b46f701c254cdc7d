"""Demo people, contacts and follow-ups, plainly made up, for the nurse and the youth worker of each region."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.contacts import service as contacts
from webapp.contacts.inputs import ContactInput, FollowUpInput
from webapp.db import Session, new_id
from webapp.demo.regions import REGIONS
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.inputs import ClientInput, LegalBasis
from webapp.people.models import Client

NURSE, YOUTH_WORKER = "straatverpleegkundige", "jongerenwerker"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

CLIENTS: tuple[tuple[str, str | None, str | None, int, LegalBasis, list[str]], ...] = (
    # owner, name, alias, age, legal basis, ways to reach
    (NURSE, None, "Rooie Piet (demo)", 58, LegalBasis.wgbo, ["meestal bij het station, achterkant"]),
    (NURSE, "Demo S.", None, 41, LegalBasis.wgbo, ["via de inloop"]),
    (NURSE, None, "Mo van de brug (demo)", 33, LegalBasis.wmo, []),
    (YOUTH_WORKER, "Demo Yara", "Yaar (demo)", 19, LegalBasis.jeugdwet, ["Signal, na 14 uur"]),
    (YOUTH_WORKER, None, "Demo Levi", 17, LegalBasis.jeugdwet, ["via school"]),
)

CONTACTS: tuple[tuple[str, str | None, timedelta, dict[str, Any], tuple[str, int] | None], ...] = (
    # owner, subject (client's label, or None), age, contact, follow-up (text, days from today)
    (NURSE, "Rooie Piet (demo)", 3 * _DAY, {
        "channel": "street", "place": "Station, achterkant", "ethos_category": "public_space",
        "topics": ["wound", "sleep"], "note": "Zat in de wind, had het koud. Zijn hond Bolle was erbij.",
        "clinical_note": "Demo: oppervlakkige wond linkerscheen, schoon verband aangelegd.",
    }, ("Wond bekijken, verband wisselen", -1)),
    (NURSE, "Demo S.", 2 * _DAY, {
        "channel": "office", "place": "Inloop", "ethos_category": "emergency_shelter",
        "topics": ["health", "papers"], "note": "Recept is kwijt, zorgpas ook.",
    }, ("Huisarts bellen over recept", 0)),
    (NURSE, None, 26 * _HOUR, {
        "channel": "street", "place": "Bij de sluis", "ethos_category": "unconventional_dwelling",
        "topics": ["sleep"], "note": "Iemand in een tent, wilde geen naam geven.",
    }, ("Deken en droge sokken brengen", 0)),
    (NURSE, "Mo van de brug (demo)", 20 * _HOUR, {
        "channel": "visit", "place": "Onder de brug", "ethos_category": "public_space",
        "topics": ["food", "money"], "note": "Wil praten over een briefadres.",
    }, ("Mee naar het loket voor een briefadres", 1)),
    (NURSE, "Rooie Piet (demo)", 5 * _HOUR, {
        "channel": "phone", "place": None, "ethos_category": "public_space", "topics": ["pet"],
        "note": "Belde zelf: Bolle moet naar de dierenarts.",
    }, ("Dierenarts vragen om een gratis spreekuur", 1)),
    (YOUTH_WORKER, "Yaar (demo)", 2 * _DAY, {
        "channel": "online", "place": None, "ethos_category": "with_family_or_friends",
        "topics": ["housing", "school"], "note": "Slaapt bij een vriendin, moet er eind van de maand weg.",
    }, ("Aanmelden voor een kamer", 0)),
    (YOUTH_WORKER, "Demo Levi", 7 * _HOUR, {
        "channel": "visit", "place": "School", "ethos_category": "eviction_threat",
        "topics": ["family", "mind"], "note": "Ruzie thuis. Oom kan een paar dagen helpen.",
    }, ("Bellen hoe het thuis gaat", 1)),
)  # fmt: skip


def make(session: Session) -> None:
    """Make the people and contacts of each region, once."""
    for row in REGIONS:
        suffix, place = str(row["suffix"]), row["municipalities"]
        workers = {name: _actor(session, name + suffix) for name in (NURSE, YOUTH_WORKER)}
        if people_store.list_recent(session, workers[NURSE], 1):
            continue
        municipality = "Hilversum" if "Hilversum" in place else place[0]
        known = dict(_client(session, workers, entry, municipality) for entry in CLIENTS)
        for entry in CONTACTS:
            _contact(session, workers, known, entry, municipality)


def _actor(session: Session, username: str) -> Actor:
    user = accounts.find_demo_user(session, username)
    if user is None:
        raise LookupError(f"no demo user {username}")
    return actor_of(user)


def _client(session: Session, workers: dict[str, Actor], entry: Any, municipality: str) -> tuple[str, Client]:
    whose, name, alias, age, basis, ways = entry
    data = ClientInput(
        name=name,
        alias=alias,
        birth_year=clock.today().year - age,
        legal_basis=basis,
        municipality=municipality,
        contact_ways=ways,
    )
    client = people.add_client(session, workers[whose], data, new_id())
    return client.label, client


def _contact(
    session: Session, workers: dict[str, Actor], known: dict[str, Client], entry: Any, municipality: str
) -> None:
    whose, about, before, what, follow_up = entry
    data = ContactInput(
        client=known[about].id if about else None,
        occurred_at=clock.now() - before,
        municipality=municipality,
        follow_up=_agreed(*follow_up) if follow_up else None,
        **what,
    )
    contacts.log_contact(session, workers[whose], data, new_id())


def _agreed(text: str, days: int) -> FollowUpInput:
    return FollowUpInput(text=text, due_on=clock.today() + timedelta(days=days))
