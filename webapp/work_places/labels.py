"""Work places in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext

from webapp.errors import N_
from webapp.web.choices import Choices, label_of, options
from webapp.work_places.kind import LISTS, WORK
from webapp.work_places.models import WorkPlacement

_BADGES = {
    "waits": ("wait", "clock"),
    "proposed": ("wait", "send"),
    "agreed": ("cold", "check"),
    "works": ("ok", "work"),
    "still": ("ok", "check"),
}
_BUTTONS = {
    "yes": N_("Wil"),
    "no": N_("Gaat niet door"),
    "began": N_("Begonnen"),
    "still": N_("Nog aan het werk"),
    "stopped": N_("Gestopt"),
    "withdrawn": N_("Zoekt niet meer"),
}
_PARTIES = {"candidate": N_("kandidaat"), "employer": N_("werkgever")}


def state_words(state: str) -> str:
    """A standing in words."""
    return gettext(WORK.labels[state])


def badge_of(state: str) -> tuple[str, str]:
    """The colour and icon of a standing."""
    return _BADGES.get(state, ("off", "info"))


def button_words(answer: str) -> str:
    """The words of the button that gives an answer."""
    return gettext(_BUTTONS[answer])


def party_words(party: str) -> str:
    """A party in words; '' for one that needs no name."""
    return gettext(_PARTIES[party]) if party in _PARTIES else ""


def answer_words(step: str, answer: str) -> str:
    """An answer that was given, in words."""
    found = WORK.step(step).find(answer)
    return gettext(found.label) if found else answer


def reason_words(step: str, answer: str, reason: str) -> str:
    """The reason of an answer, in words; '' without one."""
    found = WORK.step(step).find(answer)
    return label_of(LISTS[found.reasons], reason) if found and found.reasons else ""


def end_words(row: WorkPlacement) -> str:
    """The reason of the end, in words; '' without one."""
    return label_of(LISTS[row.state], row.end_reason) if row.end_reason and row.state in LISTS else ""


def reasons(step: str, answers: Collection[str]) -> dict[str, Choices]:
    """Answer → the reasons to choose from."""
    found = {word: one.reasons for word in answers if (one := WORK.step(step).find(word))}
    return {word: options(LISTS[name]) for word, name in found.items() if name}
