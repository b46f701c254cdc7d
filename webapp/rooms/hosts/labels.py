"""A room in words, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext

from webapp.rooms import words
from webapp.rooms.labels import ages, period
from webapp.rooms.models import Room
from webapp.web.choices import Pairs, label_of, listed, yes_no


def rent_words(room: Room) -> str:
    """The all-in rent, and its known parts."""
    if room.bare_rent is not None and room.service_costs is not None:
        return gettext(
            "€ %(rent)s, waarvan kaal € %(bare)s en servicekosten € %(costs)s",
            rent=room.rent,
            bare=room.bare_rent,
            costs=room.service_costs,
        )
    if room.included == words.Included.unknown:
        return gettext("€ %(rent)s, gas, water en licht nog navragen", rent=room.rent)
    return gettext("€ %(rent)s, alles erbij", rent=room.rent)


def room_pairs(room: Room) -> Pairs:
    """Everything about a room, for a list of facts."""
    pairs = [
        (gettext("Gemeente"), room.municipality),
        (gettext("Vrij"), period(room.from_date, room.until_date)),
        (gettext("Huur"), rent_words(room)),
        (gettext("Borg"), gettext("nog niet afgesproken") if room.deposit is None else f"€ {room.deposit}"),
        (gettext("Zelf in huis"), yes_no(room.host_lives_in)),
        (gettext("Dieren"), listed(words.Animal, room.pets_present)),
        (gettext("Eigen dier mee"), yes_no(room.pets_allowed)),
        (gettext("Roken mag"), yes_no(room.smoking_allowed)),
        (gettext("Leeftijd"), ages(room.min_age, room.max_age)),
        (gettext("Voor"), label_of(words.Accepts, room.accepts)),
        (gettext("Aandacht"), listed(words.Attention, room.attention_offered)),
    ]
    texts = ((gettext("Huisregels"), room.house_rules), (gettext("Toelichting"), room.note))
    return [*pairs, *((word, text) for word, text in texts if text)]
