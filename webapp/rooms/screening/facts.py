"""What is known of a host from all visits together, and what a decision still lacks. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from webapp.errors import N_
from webapp.rooms.screening.words import Check, Consent


@dataclass(frozen=True)
class Seen:
    """One visit's part."""

    on: date
    checks: tuple[str, ...] = ()
    lives_alone: bool | None = None
    certificate_on: date | None = None
    reference_on: date | None = None
    consent: str | None = None


@dataclass(frozen=True)
class Known:
    """All visits together: the latest word on each thing. ``certificate_seen_on``: the day the VOG was shown."""

    checks: frozenset[str] = frozenset()
    lives_alone: bool | None = None
    certificate_on: date | None = None
    certificate_seen_on: date | None = None
    reference_on: date | None = None
    consent: str | None = None


def fold(visits: Iterable[Seen]) -> Known:
    """Put visits together, in any order: a later day rules, and a tick stays."""
    known = Known()
    for one in sorted(visits, key=lambda seen: seen.on):
        known = replace(
            known,
            checks=known.checks | set(one.checks),
            lives_alone=known.lives_alone if one.lives_alone is None else one.lives_alone,
            certificate_on=one.certificate_on or known.certificate_on,
            certificate_seen_on=one.on if one.certificate_on else known.certificate_seen_on,
            reference_on=one.reference_on or known.reference_on,
            consent=one.consent or known.consent,
        )
    return known


_MISSING = {
    "room": N_("de kamer zien"),
    "certificate": N_("de VOG zien"),
    "alone": N_("vragen of de verhuurder alleen woont"),
    "reference": N_("een referentie, want de verhuurder woont alleen"),
    "consent": N_("toestemming van verhuurder of bank"),
}


def missing(known: Known) -> list[str]:
    """What must be there before a room can be proposed, each in words."""
    gaps = {
        "room": Check.room.value not in known.checks,
        "certificate": known.certificate_seen_on is None,
        "alone": known.lives_alone is None,
        "reference": known.lives_alone is True and known.reference_on is None,
        "consent": known.consent in (None, Consent.waiting.value),
    }
    return [_MISSING[name] for name, lacks in gaps.items() if lacks]
