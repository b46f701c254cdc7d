"""The words of contacts, their fields and their choices on a screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from flask_babel import format_date, gettext

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.models import Region
from webapp.accounts.permissions import Permission
from webapp.contacts.inputs import (
    OF_NURSES,
    YOUTH_CHANNELS,
    Channel,
    EthosCategory,
    Mistake,
    Step,
    Topic,
)
from webapp.contacts.models import FollowUpStep, StreetContact
from webapp.contacts.service import ANONYMOUS
from webapp.db import Illegible
from webapp.errors import N_
from webapp.people.inputs import LegalBasis
from webapp.people.models import Client
from webapp.text import in_order, isolate
from webapp.web.choices import options
from webapp.web.dates import QUICK, day, quick_days, when

FIELD_LABELS = {
    "client": N_("Wie"),
    "alias": N_("Alias"),
    "occurred_at": N_("Wanneer"),
    "channel": N_("Hoe"),
    "municipality": N_("Gemeente"),
    "place": N_("Plek"),
    "ethos_category": N_("Leefsituatie"),
    "topics": N_("Waar het over ging"),
    "note": N_("Notitie"),
    "clinical_note": N_("Verpleegkundige notitie"),
    "follow_up.text": N_("Afspraak"),
    "follow_up.due_on": N_("Dag van de afspraak"),
    "withdrawn": N_("Ingetrokken"),
}
_HINT = 24  # letters of a place that fit on a chip
_WEEK = 6  # up to so many days ago a weekday's name is enough


def who(contact: StreetContact, client: Client | None) -> str:
    """The name of the person of a contact."""
    if client:
        return client.label
    if contact.alias:
        return contact.alias
    return gettext("Anoniem") if contact.client_id is None else gettext("Iemand")


def value_words(field: str, value: Any) -> str:
    """A field's value in words, for a correction or a conflict."""
    if value in (None, "", []):
        return ""
    return _IN_WORDS[field](value) if field in _IN_WORDS and not isinstance(value, Illegible) else str(value)


_IN_WORDS: dict[str, Callable[[Any], str]] = {
    "client": lambda _value: str(gettext("een bekende cliënt")),
    "occurred_at": lambda value: when(datetime.fromisoformat(value)),
    "channel": lambda value: str(gettext(Channel(value).label)),
    "ethos_category": lambda value: str(gettext(EthosCategory(value).label)),
    "topics": lambda value: ", ".join(gettext(Topic(topic).label) for topic in value),
    "follow_up.due_on": lambda value: day(date.fromisoformat(value)),
    "withdrawn": lambda value: str(gettext(Mistake(value).label)),
}


def basis(contact: StreetContact) -> str:
    """The legal basis of a contact in words."""
    if contact.legal_basis == ANONYMOUS:
        return gettext("anoniem, geen grondslag nodig")
    return gettext(LegalBasis(contact.legal_basis).label)


def last_time(contact: StreetContact | None) -> str:
    """'do. station': time and place of the last meeting, short enough for a chip."""
    if contact is None:
        return ""
    then = clock.local(contact.occurred_at).date()
    distance = (clock.today() - then).days
    if distance == 0:
        day = gettext("vandaag")
    elif distance <= _WEEK:
        day = format_date(then, "EEE").replace(".", "")
    else:
        day = format_date(then, "d MMM").replace(".", "")
    place = (contact.place or "").split(",")[0].strip()
    return f"{day} {isolate(place[:_HINT])}".strip()


def describe_person(client: Client, last: StreetContact | None, by: str) -> str:
    """'geb. 1968, Hilversum, do. station, Sanne': the facts that distinguish people of one name."""
    born = gettext("geb. %(year)s", year=client.birth_year) if client.birth_year else ""
    return ", ".join(part for part in (born, isolate(client.municipality or ""), last_time(last), by) if part)


def choices(region: Region, actor: Actor | None = None) -> dict[str, Any]:
    """Every choice of the form; nothing personal. With ``actor``, a new contact: those of their own work alone."""
    youth = actor is None or actor.may(Permission.keep_outreach)
    nursing = actor is None or actor.may(Permission.clinical_notes)
    return {
        "channels": options(one for one in Channel if youth or one not in YOUTH_CHANNELS),
        "ethos_categories": options(EthosCategory),
        "topics": options(one for one in Topic if nursing or one not in OF_NURSES),
        "municipalities": [
            ("", gettext("Weet ik niet")),
            *((name, name) for name in in_order(region.municipalities)),
        ],
        "days": _days(),
    }


def step_words(step: FollowUpStep, holder: str) -> str:
    """A step of a follow-up in words."""
    if step.what == Step.missed:
        return gettext("Niet getroffen")
    if step.what == Step.tomorrow:
        return gettext("Naar morgen")
    if step.what == Step.hand_on:
        return gettext("Doorgegeven aan %(who)s", who=holder)
    return gettext("Gedaan") if step.done else gettext("Weer open")


def mistakes() -> list[tuple[str, str]]:
    """The reasons that a contact can be a mistake."""
    return options(Mistake)


def _days() -> list[tuple[str, str, str, dict[str, str]]]:
    """None, quick dates (the phone moves them on when it shows a kept form) and a day to choose."""
    quick = zip(QUICK, quick_days(), strict=True)
    return [
        ("", gettext("Geen"), "", {"data-null": ""}),
        *((value, name, short, {"data-in-days": str(n)}) for n, (value, name, short) in quick),
        (
            "other",
            gettext("Kies dag"),
            "",
            {
                "data-use": "follow_up.due_on.other",
                "data-reveal": "",
                "data-needs": "follow_up.due_on.other",
                "data-missing": gettext("Kies een dag."),
            },
        ),
    ]
