"""Huren onder voorwaarden in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext

from webapp.conditional_tenancies.kind import AGREEMENT, CONDITIONAL, CONTRACT, LISTS, Cause
from webapp.conditional_tenancies.models import ConditionalTenancy
from webapp.errors import N_
from webapp.web.choices import Choices, label_of, options

_BADGES = {
    "reported": ("wait", "clock"),
    "warned": ("wait", "letter"),
    "contract": ("wait", "edit"),
    "agreement": ("wait", "edit"),
    "watched": ("cold", "key"),
    "kept": ("ok", "check"),
    "lost": ("bad", "warn"),
}
_PARTIES = {"tenant": N_("huurder"), "landlord": N_("verhuurder"), "care": N_("zorg")}
_BUTTONS = {
    "warned": N_("Brief verstuurd"),
    "contract": N_("Contract met drie partijen"),
    "agreement": N_("Afspraken zonder verplichte hulp"),
    "yes": N_("Getekend"),
    "kept": N_("Woning behouden"),
    "lost": N_("Woning kwijt"),
    "again": N_("Opnieuw gewaarschuwd"),
    "withdrawn": N_("Intrekken"),
}


def state_words(state: str) -> str:
    """A standing in words."""
    return gettext(CONDITIONAL.labels[state])


def badge_of(state: str) -> tuple[str, str]:
    """The colour and icon of a standing."""
    return _BADGES.get(state, ("off", "info"))


def cause_words(cause: str) -> str:
    """A cause in words."""
    return label_of(Cause, cause)


def party_words(party: str) -> str:
    """A party that signs, in words; '' for one that does not."""
    return gettext(_PARTIES[party]) if party in _PARTIES else ""


def button_words(step: str, answer: str) -> str:
    """The words of the button that gives an answer."""
    if answer == "no":
        return gettext("Tekent niet") if step in (CONTRACT, AGREEMENT) else gettext("Niet oppakken")
    return gettext(_BUTTONS[answer])


def answer_words(step: str, answer: str) -> str:
    """An answer that was given, in words."""
    found = CONDITIONAL.step(step).find(answer)
    return gettext(found.label) if found else answer


def reason_words(step: str, answer: str, reason: str) -> str:
    """The reason of an answer, in words; '' without one."""
    found = CONDITIONAL.step(step).find(answer)
    return label_of(LISTS[found.reasons], reason) if found and found.reasons else ""


def end_words(row: ConditionalTenancy) -> str:
    """The reason of the end, in words; '' for one that goes on."""
    lists = {"kept": "saved", "lost": "lost", "withdrawn": "withdrawn", "no": "refused"}
    return label_of(LISTS[lists[row.state]], row.end_reason) if row.state in lists else ""


def reasons(step: str, answers: Collection[str]) -> dict[str, Choices]:
    """Answer → the reasons to choose from."""
    found = {word: one.reasons for word in answers if (one := CONDITIONAL.step(step).find(word))}
    return {word: options(LISTS[name]) for word, name in found.items() if name}
