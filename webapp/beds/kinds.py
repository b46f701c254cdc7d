"""The words of tonight's beds: every enumeration, each with its Dutch label."""

from __future__ import annotations

from webapp.errors import N_
from webapp.people.gender import Gender as Gender
from webapp.words import Worded


class Kind(Worded):
    """The group of people a category of beds is for. A shelter has each kind at most once."""

    mixed = "mixed", N_("Gemengd")
    men = "men", N_("Mannen")
    women = "women", N_("Vrouwen")
    youth = "youth", N_("Jongeren")
    families = "families", N_("Gezinskamers")
    couples = "couples", N_("Stellen")
    single_rooms = "single_rooms", N_("Eenpersoonskamers")
    double_rooms = "double_rooms", N_("Tweepersoonskamers")
    winter = "winter", N_("Extra winterbedden")
    """Extra beds of the winter regime: for everyone, and only while it holds."""


class HoldRule(Worded):
    """The one who decides on a request: the rule at once, or a person of the shelter."""

    automatic = "automatic", N_("De plek wordt meteen voor je vastgehouden.")
    by_hand = "by_hand", N_("De opvang beslist zelf.")


class AgeGroup(Worded):
    """The age of a guest, as far as the night asks."""

    minor = "minor", N_("Onder 18")
    young = "18-23", N_("18 tot en met 23")
    adult = "adult", N_("24 of ouder")


class Need(Worded):
    """A guest's need tonight beside a bed."""

    dog = "dog", N_("Hond mee")
    wheelchair = "wheelchair", N_("Rolstoel")
    quiet = "quiet", N_("Rustige plek")
    ground_floor = "ground_floor", N_("Begane grond")
    safe = "safe", N_("Veilige plek")


class State(Worded):
    """The state of a request. ``unanswered``, ``expired`` and ``lapsed`` come by the clock, nobody sets them."""

    requested = "requested", N_("gevraagd")
    unanswered = "unanswered", N_("geen antwoord")
    """The shelter did not answer in its time. It still may; meanwhile the asker is sent on."""
    held = "held", N_("vastgehouden")
    full = "full", N_("vol")
    refused = "refused", N_("kan niet")
    cancelled = "cancelled", N_("teruggegeven")
    expired = "expired", N_("tijd is om")
    arrived = "arrived", N_("aangekomen")
    no_show = "no_show", N_("niet gekomen")
    lapsed = "lapsed", N_("nacht is voorbij")


WAITING = (State.requested, State.unanswered)
"""The shelter must still answer, be it late: hold or refuse."""
OPEN = (*WAITING, State.held)
"""The asker can still take it back."""
NEWS = (State.held, State.unanswered, State.full, State.refused, State.expired, State.no_show)
"""States that the asker has to see: the request waits for them until they open it."""


class Refusal(Worded):
    """The reason of a shelter that refuses. A person's origin is no reason and cannot be chosen."""

    last_bed_given = "last_bed_given", N_("Het laatste bed is net vergeven")
    other_target_group = "other_target_group", N_("De opvang is voor een andere groep")
    suspended = "suspended", N_("Er is nu een schorsing")
    house_unsafe = "house_unsafe", N_("Het is nu niet veilig in huis")
    needs_not_met = "needs_not_met", N_("Wat nodig is, kan hier niet")
    bed_out_of_use = "bed_out_of_use", N_("Het bed is buiten gebruik")


NOT_IN_WINTER = frozenset({Refusal.other_target_group, Refusal.suspended})
"""No reasons to refuse a bed of the winter regime, which is there for everyone."""


class Alternative(Worded):
    """An alternative that a refusing shelter offers."""

    other_shelter = "other_shelter", N_("Een andere opvang")
    winter = "winter", N_("Een extra bed van de winterkouderegeling")
    partner_region = "partner_region", N_("Een plek in een buurregio")
    none = "none", N_("Er was niets anders")


class OutOfUse(Worded):
    """The reason that a bed cannot be slept in."""

    broken = "broken", N_("Kapot")
    cleaning = "cleaning", N_("Schoonmaak")
    vermin = "vermin", N_("Ongedierte")
    works = "works", N_("Verbouwing of onderhoud")
    staff = "staff", N_("Te weinig personeel")
    safety = "safety", N_("Niet veilig")


UNMET_LABELS = {
    "dog": N_("Bij %(house)s kunnen geen honden. Vraag het toch, of kies een ander bed."),
    "wheelchair": N_("Bij %(house)s is geen bed voor iemand met een rolstoel. Vraag het toch, of kies een ander bed."),
    "safe": N_("Bij %(house)s is geen aparte, veilige plek. Vraag het toch, of kies een ander bed."),
    "couple": N_("Bij %(house)s zijn dit losse bedden. Slapen deze twee mensen samen? Kies dan een ander bed."),
    "alone": N_("Dit bed bij %(house)s is voor twee mensen samen. Vraag het toch, of kies een ander bed."),
}
"""Needs that a house does not meet: shown before the request, without preventing it."""
