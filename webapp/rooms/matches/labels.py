"""Matches in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext

from webapp import clock
from webapp.errors import N_
from webapp.rooms import words
from webapp.rooms.hosts.labels import rent_words
from webapp.rooms.labels import period
from webapp.rooms.models import Room, RoomRequest
from webapp.rooms.pairs.kind import INTRODUCTION, LIVE, MATCH, NO, PARTIES, SIGNED, STOPPED, THINKING
from webapp.rooms.pairs.words import NoReason, ParkReason, StopReason
from webapp.text import isolate
from webapp.trajectories.kinds import PARK, RESUME
from webapp.web.choices import Choices, Pairs, listed, yes_no
from webapp.web.dates import day

_BADGES = {INTRODUCTION: ("cold", "people"), SIGNED: ("ok", "check"), THINKING: ("wait", "clock")}

_OF_EVERY_STEP = {PARK: N_("laat wachten"), RESUME: N_("weer verder")}


def state_words(state: str) -> str:
    """A standing in words: a step, or its end."""
    return gettext(MATCH.labels[state])


def badge_of(state: str) -> tuple[str, str]:
    """The colour and icon of a standing."""
    return _BADGES.get(state, ("wait", "clock") if state in LIVE else ("off", "out"))


def steps() -> Choices:
    """The standings to choose from in a list."""
    return [(word, state_words(word)) for word in (*LIVE, SIGNED, NO, STOPPED)]


def party_words(party: str) -> str:
    """A side in words."""
    return gettext(PARTIES[party])


def parties_words(parties: Iterable[str]) -> str:
    """Sides in words: 'jongere, verhuurder'."""
    return ", ".join(party_words(one) for one in parties)


def answer_words(step: str, answer: str) -> str:
    """An answer in words."""
    found = MATCH.step(step).find(answer)
    return gettext(found.label if found else _OF_EVERY_STEP.get(answer, ""))


def reason_words(reason: str) -> str:
    """The reason of a no, an end or a pause in words, one of a region's own as it wrote it; '' without one."""
    house = next((one for kind in (NoReason, StopReason, ParkReason) for one in kind if one.value == reason), None)
    return gettext(house.label) if house else isolate(reason)


def choices_of(words: Iterable[str]) -> Choices:
    """Reasons to choose from."""
    return [(word, reason_words(word)) for word in words]


def room_facts(room: Room) -> Pairs:
    """A room as a youth and their worker read it: nothing of the host's person, nor the coordinator's note."""
    return [
        (gettext("Gemeente"), room.municipality),
        (gettext("Vrij"), period(room.from_date, room.until_date)),
        (gettext("Huur"), rent_words(room)),
        (gettext("Zelf in huis"), yes_no(room.host_lives_in)),
        (gettext("Dieren in huis"), listed(words.Animal, room.pets_present)),
        (gettext("Eigen dier mee"), yes_no(room.pets_allowed)),
        (gettext("Roken mag"), yes_no(room.smoking_allowed)),
        (gettext("Aandacht"), listed(words.Attention, room.attention_offered)),
    ]


def youth_facts(request: RoomRequest) -> Pairs:
    """A youth as a host reads them: what living together asks. No care, debts, allergies, income or worker."""
    age = clock.today().year - request.birth_year
    return [
        (gettext("Naam"), request.profile_name or gettext("een jongere")),
        (gettext("Leeftijd"), gettext("ongeveer %(age)s jaar", age=age)),
        (gettext("Vanaf"), day(request.from_date)),
        (gettext("Huisdier"), listed(words.Animal, request.pets)),
        (gettext("Rookt"), yes_no(request.smoking)),
        (gettext("Zoekt"), listed(words.Attention, request.attention_wanted)),
    ]
