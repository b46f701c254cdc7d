"""The words of tonight's beds: every enumeration with its Dutch label."""

from __future__ import annotations

from enum import StrEnum

from webapp.errors import N_


class Kind(StrEnum):
    """For whom a category of beds is. A shelter has each kind at most once."""

    mixed = "mixed"
    men = "men"
    women = "women"
    youth = "youth"
    families = "families"
    couples = "couples"
    single_rooms = "single_rooms"
    double_rooms = "double_rooms"
    winter = "winter"
    """Extra beds of the winter regime: for everyone, and there only while it holds."""


class HoldRule(StrEnum):
    """Who decides on a request: the rule at once, or a person of the shelter."""

    automatic = "automatic"
    by_hand = "by_hand"


class AgeGroup(StrEnum):
    """How old someone is, as far as the night asks."""

    minor = "minor"
    young = "18-23"
    adult = "adult"


class Gender(StrEnum):
    """What someone says of themselves; nobody has to."""

    woman = "woman"
    man = "man"
    other = "other"
    unsaid = "unsaid"


class Need(StrEnum):
    """What someone needs tonight beside a bed."""

    dog = "dog"
    wheelchair = "wheelchair"
    quiet = "quiet"
    ground_floor = "ground_floor"
    safe = "safe"


class State(StrEnum):
    """Where a request stands. ``unanswered``, ``expired`` and ``lapsed`` come by the clock, nobody sets them."""

    requested = "requested"
    unanswered = "unanswered"
    """The shelter did not answer in its time. It still may; meanwhile the asker is sent on."""
    held = "held"
    full = "full"
    refused = "refused"
    cancelled = "cancelled"
    expired = "expired"
    arrived = "arrived"
    no_show = "no_show"
    lapsed = "lapsed"


WAITING = (State.requested, State.unanswered)
"""It lies with the shelter: to hold or to refuse, also when that is late."""
OPEN = (*WAITING, State.held)
"""The asker can still take it back."""
NEWS = (State.held, State.unanswered, State.full, State.refused, State.expired, State.no_show)
"""What a request comes to that its asker has to know: until they look at it, it waits for them."""


class Refusal(StrEnum):
    """Why a shelter says no. Where someone comes from is no reason and cannot be chosen."""

    last_bed_given = "last_bed_given"
    other_target_group = "other_target_group"
    suspended = "suspended"
    house_unsafe = "house_unsafe"
    needs_not_met = "needs_not_met"
    bed_out_of_use = "bed_out_of_use"


NOT_IN_WINTER = frozenset({Refusal.other_target_group, Refusal.suspended})
"""What is no reason to refuse a bed of the winter regime: that is there for everyone."""


class Alternative(StrEnum):
    """What a shelter that says no offers instead."""

    other_shelter = "other_shelter"
    winter = "winter"
    partner_region = "partner_region"
    none = "none"


class OutOfUse(StrEnum):
    """Why a bed cannot be slept in."""

    broken = "broken"
    cleaning = "cleaning"
    vermin = "vermin"
    works = "works"
    staff = "staff"
    safety = "safety"


KIND_LABELS = {
    Kind.mixed: N_("Gemengd"),
    Kind.men: N_("Mannen"),
    Kind.women: N_("Vrouwen"),
    Kind.youth: N_("Jongeren"),
    Kind.families: N_("Gezinskamers"),
    Kind.couples: N_("Stellen"),
    Kind.single_rooms: N_("Eenpersoonskamers"),
    Kind.double_rooms: N_("Tweepersoonskamers"),
    Kind.winter: N_("Extra winterbedden"),
}
HOLD_RULE_LABELS = {
    HoldRule.automatic: N_("De plek wordt meteen voor je vastgehouden."),
    HoldRule.by_hand: N_("De opvang beslist zelf."),
}
AGE_LABELS = {
    AgeGroup.minor: N_("Onder 18"),
    AgeGroup.young: N_("18 tot en met 23"),
    AgeGroup.adult: N_("24 of ouder"),
}
GENDER_LABELS = {
    Gender.woman: N_("Vrouw"),
    Gender.man: N_("Man"),
    Gender.other: N_("Anders"),
    Gender.unsaid: N_("Zegt het niet"),
}
NEED_LABELS = {
    Need.dog: N_("Hond mee"),
    Need.wheelchair: N_("Rolstoel"),
    Need.quiet: N_("Rustige plek"),
    Need.ground_floor: N_("Begane grond"),
    Need.safe: N_("Veilige plek"),
}
UNMET_LABELS = {
    "dog": N_("Bij %(house)s kunnen geen honden. Vraag het toch, of kies een ander bed."),
    "wheelchair": N_("Bij %(house)s is geen bed voor iemand met een rolstoel. Vraag het toch, of kies een ander bed."),
    "safe": N_("Bij %(house)s is geen aparte, veilige plek. Vraag het toch, of kies een ander bed."),
    "couple": N_("Bij %(house)s zijn dit losse bedden. Slapen deze twee mensen samen? Kies dan een ander bed."),
    "alone": N_("Dit bed bij %(house)s is voor twee mensen samen. Vraag het toch, of kies een ander bed."),
}
"""What may be asked and a house does not offer: told before it is asked, and it stops nobody."""
STATE_LABELS = {
    State.requested: N_("gevraagd"),
    State.unanswered: N_("geen antwoord"),
    State.held: N_("vastgehouden"),
    State.full: N_("vol"),
    State.refused: N_("kan niet"),
    State.cancelled: N_("teruggegeven"),
    State.expired: N_("tijd is om"),
    State.arrived: N_("aangekomen"),
    State.no_show: N_("niet gekomen"),
    State.lapsed: N_("nacht is voorbij"),
}
REFUSAL_LABELS = {
    Refusal.last_bed_given: N_("Het laatste bed is net vergeven"),
    Refusal.other_target_group: N_("De opvang is voor een andere groep"),
    Refusal.suspended: N_("Er is nu een schorsing"),
    Refusal.house_unsafe: N_("Het is nu niet veilig in huis"),
    Refusal.needs_not_met: N_("Wat nodig is, kan hier niet"),
    Refusal.bed_out_of_use: N_("Het bed is buiten gebruik"),
}
ALTERNATIVE_LABELS = {
    Alternative.other_shelter: N_("Een andere opvang"),
    Alternative.winter: N_("Een extra bed van de winterkouderegeling"),
    Alternative.partner_region: N_("Een plek in een buurregio"),
    Alternative.none: N_("Er was niets anders"),
}
OUT_OF_USE_LABELS = {
    OutOfUse.broken: N_("Kapot"),
    OutOfUse.cleaning: N_("Schoonmaak"),
    OutOfUse.vermin: N_("Ongedierte"),
    OutOfUse.works: N_("Verbouwing of onderhoud"),
    OutOfUse.staff: N_("Te weinig personeel"),
    OutOfUse.safety: N_("Niet veilig"),
}
