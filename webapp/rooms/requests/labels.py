"""A youth's request in words, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from webapp.people.gender import Gender
from webapp.rooms import words
from webapp.rooms.models import RoomRequest
from webapp.rooms.requests.profile import Profile
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
        (gettext("Dagbesteding"), activity_words(request.day_activity, request.day_hours)),
        (gettext("School of werk"), travel_words(request)),
        (gettext("Inkomen"), income_words(request)),
        (gettext("Zoekt sinds"), day(request.waits_since)),
    ]


def activity_words(activity: str | None, hours: int | None) -> str:
    """School or work, with the hours a week."""
    kind = label_of(words.DayActivity, activity)
    told = ngettext("%(num)s uur per week", "%(num)s uur per week", hours) if hours is not None else ""
    return ", ".join(filter(None, (kind, told))) or gettext("nog niet gevraagd")


def travel_words(request: RoomRequest) -> str:
    """Where school or work is, and how far that may be."""
    if not request.goes_to:
        return gettext("nog niet gevraagd")
    if request.furthest_km is None:
        return request.goes_to
    said = {"place": request.goes_to, "km": request.furthest_km}
    if request.furthest_is_firm:
        return gettext("%(place)s, hemelsbreed niet verder dan %(km)s km", **said)
    return gettext("%(place)s, liefst hemelsbreed binnen %(km)s km", **said)


def income_words(request: RoomRequest) -> str:
    """The kind of income, and that it carries the rent or not; no amounts."""
    carries = {
        words.CarriesRent.yes.value: gettext("draagt de huur"),
        words.CarriesRent.no.value: gettext("draagt de huur nog niet"),
    }.get(request.carries_rent or "", "")
    return ", ".join(filter(None, (label_of(words.Income, request.income_kind), carries))) or gettext(
        "nog niet gevraagd"
    )


def profile_pairs(profile: Profile) -> Pairs:
    """The facts of a profile, for a host's eyes."""
    pairs = [
        (gettext("Leeftijd"), ngettext("%(num)s jaar", "%(num)s jaar", profile.age)),
        (gettext("Vanaf"), day(profile.from_date)),
        (gettext("Overdag"), activity_words(profile.day_activity, profile.day_hours)),
        (gettext("Rookt"), yes_no(profile.smoking)),
        (gettext("Eigen dieren"), listed(words.Animal, profile.pets)),
        (gettext("Wil graag"), listed(words.Attention, profile.attention_wanted)),
    ]
    return [*pairs, (gettext("Huur"), gettext("kan de huur betalen"))] if profile.carries_rent else pairs
