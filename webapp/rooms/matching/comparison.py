"""A youth and a room side by side, subject by subject, in words for the coordinator."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from webapp.rooms import labels as rooms_labels
from webapp.rooms import words
from webapp.rooms.hosts import labels as host_labels
from webapp.rooms.matching.service import Fit
from webapp.rooms.requests import labels as request_labels
from webapp.web import choices
from webapp.web.dates import day

_LONG = 60
"""Days of waiting that are worth a word."""
_A_YEAR = 365
_NEAR_KM = 15
"""As the crow flies: what speaks for a room when the youth named no furthest way."""


@dataclass(frozen=True)
class Row:
    """One subject; ``fits`` None needs no judgement."""

    subject: str
    youth: str
    room: str
    fits: bool | None


def compare(fit: Fit) -> list[Row]:
    """Every subject of the hard rules, and the attention."""
    youth, room = fit.request, fit.room
    rows = [
        (gettext("Plaats"), ", ".join(youth.municipalities) or gettext("overal"), room.municipality, {"municipality"}),
        (gettext("Huur"), gettext("tot € %(rent)s", rent=youth.max_rent), host_labels.rent_words(room), {"rent"}),
        (
            gettext("Vanaf"),
            day(youth.from_date),
            rooms_labels.period(room.from_date, room.until_date),
            {"from_date", "until_date"},
        ),
        (gettext("Leeftijd"), request_labels.age_words(youth), rooms_labels.ages(room.min_age, room.max_age), {"age"}),
        (
            gettext("Samen"),
            request_labels.gender_words(youth.gender),
            choices.label_of(words.Accepts, room.accepts),
            {"accepts"},
        ),
        (
            gettext("Dieren"),
            _animals(fit),
            gettext(
                "in huis: %(animals)s; eigen dier: %(allowed)s",
                animals=choices.listed(words.Animal, room.pets_present).lower(),
                allowed=choices.yes_no(room.pets_allowed),
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
    if youth.goes_to:
        rows.append((gettext("School of werk"), request_labels.travel_words(youth), way_words(fit), {"travel"}))
    shown = [Row(subject, left, right, not rules & set(fit.broken)) for subject, left, right, rules in rows]
    return [*shown, _attention(fit)]


def way_words(fit: Fit) -> str:
    """How far the room is from school or work."""
    if fit.way is None:
        return gettext("afstand niet bekend")
    if fit.way == 0:
        return gettext("dezelfde gemeente")
    return gettext("hemelsbreed %(km)s km", km=fit.way)


def _animals(fit: Fit) -> str:
    return gettext(
        "eigen: %(pets)s; allergie: %(allergies)s",
        pets=choices.listed(words.Animal, fit.request.pets).lower(),
        allergies=choices.listed(words.Allergy, fit.request.allergies).lower(),
    )


def _attention(fit: Fit) -> Row:
    """Attention is weighed, never a reason to exclude."""
    return Row(
        gettext("Aandacht"),
        choices.listed(words.Attention, fit.request.attention_wanted),
        choices.listed(words.Attention, fit.room.attention_offered),
        True if fit.shared else None,
    )


def reasons_for(fit: Fit) -> list[str]:
    """The reasons for this pair, as a person would weigh them."""
    reasons = []
    if fit.shared:
        shared = choices.listed(words.Attention, fit.shared).lower()
        reasons.append(gettext("willen allebei: %(shared)s", shared=shared))
    if fit.way is not None and fit.way <= _near(fit):
        reasons.append(_way_sentence(fit))
    spare = fit.request.max_rent - fit.room.rent
    reasons.append(
        gettext("€ %(spare)s onder de hoogste huur", spare=spare) if spare else gettext("precies de hoogste huur")
    )
    if fit.only_room:
        reasons.append(gettext("de enige kamer die past"))
    if fit.only_youth:
        reasons.append(gettext("past bij geen andere jongere"))
    if fit.days_waited >= _LONG:
        reasons.append(ngettext("wacht al %(num)s dag", "wacht al %(num)s dagen", fit.days_waited))
    return reasons


def reasons_against(fit: Fit) -> list[str]:
    """What speaks against a pair that no rule forbids."""
    reasons = []
    if fit.unmet:
        unmet = choices.listed(words.Attention, fit.unmet).lower()
        reasons.append(gettext("biedt niet wat de jongere vraagt: %(unmet)s", unmet=unmet))
    if fit.way is not None and fit.way > _near(fit):
        reasons.append(_way_sentence(fit))
    if fit.days_empty:
        days = ngettext("%(num)s dag", "%(num)s dagen", fit.days_empty)
        reasons.append(gettext("kamer staat %(days)s leeg", days=days))
    if fit.days_of_stay is not None and fit.days_of_stay < _A_YEAR:
        reasons.append(ngettext("duurt maar %(num)s dag", "duurt maar %(num)s dagen", fit.days_of_stay))
    if not fit.room.host_lives_in:
        reasons.append(gettext("de verhuurder woont er niet: eerst een buurtmaatje zoeken"))
    return reasons


def _near(fit: Fit) -> int:
    return _NEAR_KM if fit.request.furthest_km is None else fit.request.furthest_km


def _way_sentence(fit: Fit) -> str:
    return gettext("school of werk in %(place)s: %(way)s", place=fit.request.goes_to, way=way_words(fit))
