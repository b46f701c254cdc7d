"""The names and values of a client's fields on a screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext

from webapp.accounts.models import Region
from webapp.errors import N_
from webapp.people.cooperation.service import Elsewhere
from webapp.people.duplicates import Alike
from webapp.people.inputs import LegalBasis, Secrecy
from webapp.people.models import Quiet
from webapp.text import in_order, isolate
from webapp.web.choices import hinted_options
from webapp.web.dates import date_only, when

FIELD_LABELS = {
    "name": N_("Naam"),
    "alias": N_("Alias"),
    "birth_year": N_("Geboortejaar"),
    "legal_basis": N_("Grondslag"),
    "municipality": N_("Gemeente"),
    "contact_ways": N_("Bereikbaar"),
    "quiet": N_("Herinneren"),
    "quiet_since": N_("Sinds"),
    "whereabouts": N_("Wie mag weten waar deze persoon is?"),
}


def label_of(field: str) -> str:
    """The name of a field."""
    return gettext(FIELD_LABELS[field])


def form_choices(region: Region) -> dict[str, Any]:
    """Every choice of the form of a client; nothing personal."""
    return {
        "municipalities": [
            ("", gettext("Weet ik niet")),
            *((name, name) for name in in_order(region.municipalities)),
        ],
        "legal_bases": hinted_options(LegalBasis),
        "secrecy": hinted_options(Secrecy),
        "shielded": False,
        "alike": [],
    }


def count_labels(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Counts of rows by label, in words."""
    return [(gettext(label), number) for label, number in counts.items()]


def describe_person(alike: Alike) -> str:
    """'geboren in 1968, Hilversum, laatst gezien di 24 nov 21:40, Sanne'."""
    client = alike.client
    return ", ".join(
        part
        for part in (
            gettext("geboren in %(year)s", year=client.birth_year) if client.birth_year else "",
            isolate(client.municipality or ""),
            gettext("laatst gezien %(when)s", when=when(alike.seen_at)) if alike.seen_at else "",
            isolate(alike.by),
        )
        if part
    )


def describe_elsewhere(one: Elsewhere) -> str:
    """'geboren in 1968, bekend bij Versa Welzijn: bel die eerst'."""
    born = gettext("geboren in %(year)s", year=one.birth_year) if one.birth_year else ""
    known = gettext("bekend bij %(organisation)s: bel die eerst", organisation=isolate(one.organisation))
    return ", ".join(part for part in (born, known) if part)


def value_words(value: Any, field: str) -> str:
    """A value of a client's field in words."""
    if field == "legal_basis":
        return gettext(LegalBasis(value).label)
    if field == "whereabouts":
        return gettext(Secrecy(value).label)
    if field == "quiet":
        return gettext(Quiet(value).label)
    if field == "quiet_since":
        return date_only(date.fromisoformat(str(value))) if value else ""
    if isinstance(value, list):
        return ", ".join(isolate(one) for one in value)
    return "" if value is None else str(value)
