"""The funnel in words, in the reader's language."""

from __future__ import annotations

from flask_babel import format_decimal, gettext, ngettext

from webapp.errors import N_
from webapp.rooms.funnel.flow import ANY, OFFERED, UNKNOWN, Flow
from webapp.rooms.matching.service import RULES
from webapp.rooms.pairs.words import NoReason, StopReason
from webapp.rooms.tenancies.words import EndReason
from webapp.rooms.words import DeclineReason, Heard

STEPS = {
    "hosts": N_("Verhuurder meldt zich aan"),
    "screened": N_("Gescreend: kan verhuren"),
    "rooms": N_("Kamer in het aanbod"),
    "proposals": N_("Voorstel gedaan"),
    "introductions": N_("Kennismaking"),
    "tenancies": N_("Contract getekend"),
    "going_6": N_("Woont er na een half jaar nog"),
    "going_12": N_("Woont er na een jaar nog"),
}
"""The steps on a screen."""
_NONE = {UNKNOWN: N_("Geen reden bekend")}
OF_OFFERS: dict[str, str] = _NONE | {one.value: one.label for one in DeclineReason}
"""Every reason that a host may have fallen away for."""
OF_MATCHES: dict[str, str] = _NONE | {
    one.value: one.label for kind in (EndReason, StopReason, NoReason) for one in kind
}
"""Every reason that a match may have ended for."""


def reasons_of(step: str) -> dict[str, str]:
    """The reasons of losses at a step."""
    return OF_OFFERS if step in OFFERED else OF_MATCHES


def reason_words(step: str, reason: str) -> str:
    """The reason that somebody fell away at a step; one that the list has no more, as it was kept."""
    if reason == ANY:
        return gettext("om welke reden ook")
    known = reasons_of(step)
    return gettext(known[reason]) if reason in known else reason


def channel_words(channel: str) -> str:
    """How hosts heard of it."""
    known = {one.value: one.label for one in Heard}
    return gettext(known[channel]) if channel in known else gettext("Niet gezegd")


def rule_words(rule: str) -> str:
    """A hard rule of the matching."""
    return gettext(RULES[rule])


def days_words(flow: Flow) -> str:
    """How long it took to get to a step, for half of those who did."""
    if flow.median_days is None:
        return "–"
    days = flow.median_days
    return ngettext("%(days)s dag", "%(days)s dagen", round(days), days=format_decimal(days))


def number_words(number: int | None, *, hidden: bool) -> str:
    """A number; a dash where it is not known, or not shown to this reader."""
    if number is None:
        return gettext("niet te zien") if hidden else gettext("nog niet bekend")
    return str(number)
