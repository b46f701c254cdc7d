"""A pair that a person proposes: the hard rules hold for it too, in a sentence."""

from __future__ import annotations

from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.errors import N_
from webapp.rooms.matches import service as matches
from webapp.rooms.matches.inputs import MatchInput
from webapp.rooms.matching.lists import vacancy_of, youth_of
from webapp.rooms.models import Room, RoomRequest
from webapp.rooms.pairs import store as pairs
from webapp.rooms.pairs.models import RoomMatch

SENTENCES = {
    "rent": N_("De huur is hoger dan deze jongere kan betalen."),
    "from_date": N_("De kamer komt pas vrij na de dag waarop deze jongere begint."),
    "until_date": N_("De kamer is niet meer vrij op de dag waarop deze jongere begint."),
    "age": N_("De leeftijd van deze jongere past niet bij deze kamer."),
    "municipality": N_("De kamer staat in een gemeente waar deze jongere niet zoekt."),
    "smoking": N_("Deze jongere rookt, en dat mag in deze kamer niet."),
    "smoke": N_("Deze jongere is allergisch voor rook, en in dit huis mag worden gerookt."),
    "allergies": N_("Deze jongere is allergisch voor een dier in dit huis."),
    "pets": N_("Deze jongere heeft een eigen dier, en dat mag niet mee."),
    "accepts": N_("De verhuurder kan met deze jongere niet samenwonen."),
    "travel": N_("De kamer is verder van school of werk dan deze jongere wil."),
    "blocked": N_("Dit werd eerder voorgesteld, en toen zei iemand nee."),
}
"""Hard rule → the sentence for a pair that breaks it, for a coordinator."""


def propose(session: Session, actor: Actor, data: MatchInput, match_id: UUID) -> RoomMatch:
    """Propose a pair that no hard rule excludes.

    Raises:
        NotAllowed, NotFound, Invalid, Conflict: as ``matches.propose``.
    """
    return matches.propose(session, actor, data, match_id, find_fault)


def find_fault(session: Session, actor: Actor, request: RoomRequest, room: Room) -> str | None:
    """The sentence of the first hard rule that this pair breaks."""
    from webapp.rooms.matching.rules import Matching  # loads numpy and scipy

    said_no = pairs.said_no(session, actor, request.id, room.id)
    blocked = frozenset({(str(request.id), str(room.id))} if said_no else ())
    broken = Matching([youth_of(request)], [vacancy_of(room)], blocked=blocked).broken_rules(0, 0)
    return SENTENCES[broken[0]] if broken else None
