"""How the fields of a client are called and told on a screen."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from webapp.errors import N_
from webapp.people.inputs import LEGAL_BASIS_LABELS, SECRECY_LABELS, LegalBasis, Secrecy
from webapp.text import isolated

FIELD_LABELS = {
    "name": N_("Naam"),
    "alias": N_("Alias"),
    "birth_year": N_("Geboortejaar"),
    "legal_basis": N_("Grondslag"),
    "municipality": N_("Gemeente"),
    "contact_ways": N_("Bereikbaar"),
    "whereabouts": N_("Wie mag weten waar deze persoon is?"),
}


def label_of(field: str) -> str:
    """How a field is called."""
    return gettext(FIELD_LABELS[field])


def told_of(value: Any, field: str) -> str:
    """A value of a client's field in words."""
    if field == "legal_basis":
        return gettext(LEGAL_BASIS_LABELS[LegalBasis(value)])
    if field == "whereabouts":
        return gettext(SECRECY_LABELS[Secrecy(value)])
    if isinstance(value, list):
        return ", ".join(isolated(one) for one in value)
    return "" if value is None else str(value)
