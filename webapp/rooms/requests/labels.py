"""A youth's request in words, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from webapp.people.gender import Gender
from webapp.rooms import words
from webapp.rooms.models import RoomRequest
from webapp.web.choices import Pairs, label_of, listed, yes_no
from webapp.web.dates import day


def age_words(request: RoomRequest) -> str:
    """The youth's age in the year the room begins: the birthday is not known."""
    years = request.from_date.year - request.birth_year
    return ngettext("%(num)s jaar", "%(num)s jaar", years)


def gender_words(gender: str) -> str:
    """The youth's own statement in words."""
    return gettext("Wil ik niet zeggen") if gender == Gender.unsaid else label_of(Gender, gender)


def request_pairs(request: RoomRequest) -> Pairs:
    """Everything about a youth's request, for a list of facts."""
    return [
        (gettext("Leeftijd"), f"{age_words(request)} ({request.birth_year})"),
        (gettext("Geslacht"), gender_words(request.gender)),
        (gettext("Gemeente"), ", ".join(request.municipalities) or gettext("overal in de regio")),
        (gettext("Vanaf"), day(request.from_date)),
        (gettext("Huur"), gettext("tot € %(rent)s per maand", rent=request.max_rent)),
        (gettext("Eigen dieren"), listed(words.Animal, request.pets)),
        (gettext("Rookt"), yes_no(request.smoking)),
        (gettext("Allergie"), listed(words.Allergy, request.allergies)),
        (gettext("Wil graag"), listed(words.Attention, request.attention_wanted)),
        (gettext("Begeleider"), request.support_worker),
    ]
