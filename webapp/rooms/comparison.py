"""A youth and a room side by side, subject by subject, in words for the coordinator."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from webapp.rooms import labels, words
from webapp.rooms.proposals import Fit
from webapp.web.dates import day


@dataclass(frozen=True)
class Row:
    """One subject; ``fits`` None is nothing to judge."""

    subject: str
    youth: str
    room: str
    fits: bool | None


def compare(fit: Fit) -> list[Row]:
    """Every subject of the hard rules, and the attention."""
    youth, room = fit.request, fit.room
    rows = [
        (gettext("Plaats"), ", ".join(youth.municipalities) or gettext("overal"), room.municipality, {"municipality"}),
        (gettext("Huur"), gettext("tot € %(rent)s", rent=youth.max_rent), labels.rent_words(room), {"rent"}),
        (
            gettext("Vanaf"),
            day(youth.from_date),
            labels.period(room.from_date, room.until_date),
            {"from_date", "until_date"},
        ),
        (gettext("Leeftijd"), labels.age_words(youth), labels.ages(room.min_age, room.max_age), {"age"}),
        (
            gettext("Samen"),
            labels.told(words.GENDERS, youth.gender),
            labels.told(words.ACCEPTS, room.accepts),
            {"accepts"},
        ),
        (
            gettext("Dieren"),
            _animals(fit),
            gettext(
                "in huis: %(animals)s; eigen dier: %(allowed)s",
                animals=labels.listed(words.ANIMALS, room.pets_present).lower(),
                allowed=labels.yes_no(room.pets_allowed),
            ),
            {"allergies", "pets"},
        ),
        (
            gettext("Roken"),
            gettext("rookt") if youth.smoking else gettext("rookt niet"),
            gettext("roken mag") if room.smoking_allowed else gettext("roken mag niet"),
            {"smoking", "smoke"},
        ),
    ]
    told = [Row(subject, left, right, not rules & set(fit.broken)) for subject, left, right, rules in rows]
    return [*told, _attention(fit)]


def _animals(fit: Fit) -> str:
    return gettext(
        "eigen: %(pets)s; allergie: %(allergies)s",
        pets=labels.listed(words.ANIMALS, fit.request.pets).lower(),
        allergies=labels.listed(words.ALLERGIES, fit.request.allergies).lower(),
    )


def _attention(fit: Fit) -> Row:
    """Attention is weighed, never a reason to exclude."""
    return Row(
        gettext("Aandacht"),
        labels.listed(words.ATTENTION, fit.request.attention_wanted),
        labels.listed(words.ATTENTION, fit.room.attention_offered),
        True if fit.shared else None,
    )


def reasons_for(fit: Fit) -> list[str]:
    """What speaks for this pair, as a person would weigh it."""
    reasons = []
    if fit.shared:
        shared = labels.listed(words.ATTENTION, fit.shared).lower()
        reasons.append(gettext("willen allebei: %(shared)s", shared=shared))
    spare = fit.request.max_rent - fit.room.rent
    reasons.append(
        gettext("€ %(spare)s onder de hoogste huur", spare=spare) if spare else gettext("precies de hoogste huur")
    )
    if fit.days_empty:
        days = ngettext("%(num)s dag", "%(num)s dagen", fit.days_empty)
        reasons.append(gettext("kamer staat %(days)s leeg", days=days))
    return reasons
