"""The words of Kamers met Aandacht: every fixed choice with its Dutch label."""

from __future__ import annotations

from enum import StrEnum

from webapp.errors import N_


class Animal(StrEnum):
    """Animals in the house, of the youth, or that someone is allergic to."""

    cat = "cat"
    dog = "dog"
    rabbit = "rabbit"
    rodent = "rodent"
    bird = "bird"
    fish = "fish"
    reptile = "reptile"
    horse = "horse"
    other = "other"


class Allergy(StrEnum):
    """An animal, or smoke."""

    cat = "cat"
    dog = "dog"
    rabbit = "rabbit"
    rodent = "rodent"
    bird = "bird"
    fish = "fish"
    reptile = "reptile"
    horse = "horse"
    other = "other"
    smoke = "smoke"


class Attention(StrEnum):
    """What a host offers and a youth wants beside the room."""

    meals = "meals"
    company = "company"
    practical_help = "practical_help"
    paperwork = "paperwork"
    study_or_work = "study_or_work"
    activities = "activities"
    safe_presence = "safe_presence"
    quiet = "quiet"


class Gender(StrEnum):
    """As the youth says it."""

    woman = "woman"
    man = "man"
    other = "other"
    unsaid = "unsaid"


class Accepts(StrEnum):
    """Who a host who lives in can live with."""

    anyone = "anyone"
    women = "women"
    men = "men"


class Included(StrEnum):
    """Whether gas, water and light are in the rent that the host named."""

    yes = "yes"
    no = "no"
    unknown = "unknown"


class Heard(StrEnum):
    """The recruiting channel: how a host heard of us. The pilot could not count it."""

    friend = "friend"
    newspaper = "newspaper"
    social_media = "social_media"
    flyer = "flyer"
    municipality = "municipality"
    meeting = "meeting"
    volunteer = "volunteer"
    other = "other"


class RoomState(StrEnum):
    """How far we are with a room and its host."""

    new = "new"
    called = "called"
    paused = "paused"
    declined = "declined"


class DeclineReason(StrEnum):
    """Why a host or a room falls away: every no has a reason."""

    no_reply = "no_reply"
    no_permission = "no_permission"
    no_certificate = "no_certificate"
    too_small_or_expensive = "too_small_or_expensive"
    room_needed = "room_needed"
    changed_mind = "changed_mind"
    not_safe = "not_safe"
    other = "other"


class StopReason(StrEnum):
    """Of these, what a host says who takes the room back."""

    room_needed = "room_needed"
    changed_mind = "changed_mind"
    other = "other"


class RequestState(StrEnum):
    """Whether a youth still looks for a room."""

    open = "open"
    withdrawn = "withdrawn"


class WithdrawReason(StrEnum):
    """Why a youth no longer looks."""

    found_elsewhere = "found_elsewhere"
    changed_mind = "changed_mind"
    no_support = "no_support"
    no_contact = "no_contact"
    mistake = "mistake"
    other = "other"


ANIMALS = {
    Animal.cat: N_("Kat"),
    Animal.dog: N_("Hond"),
    Animal.rabbit: N_("Konijn"),
    Animal.rodent: N_("Knaagdier"),
    Animal.bird: N_("Vogel"),
    Animal.fish: N_("Vissen"),
    Animal.reptile: N_("Reptiel"),
    Animal.horse: N_("Paard"),
    Animal.other: N_("Ander dier"),
}
ALLERGIES = {**{Allergy(animal.value): label for animal, label in ANIMALS.items()}, Allergy.smoke: N_("Rook")}
ATTENTION = {
    Attention.meals: N_("Samen eten"),
    Attention.company: N_("Een praatje"),
    Attention.practical_help: N_("Leren koken en wassen"),
    Attention.paperwork: N_("Post en papieren"),
    Attention.study_or_work: N_("Hulp bij school of werk"),
    Attention.activities: N_("Samen erop uit"),
    Attention.safe_presence: N_("Een oogje in het zeil"),
    Attention.quiet: N_("Rust en ruimte"),
}
GENDERS = {
    Gender.woman: N_("Vrouw"),
    Gender.man: N_("Man"),
    Gender.other: N_("Anders"),
    Gender.unsaid: N_("Wil ik niet zeggen"),
}
ACCEPTS = {
    Accepts.anyone: N_("Iedereen"),
    Accepts.women: N_("Alleen vrouwen"),
    Accepts.men: N_("Alleen mannen"),
}
INCLUDED = {Included.yes: N_("Ja"), Included.no: N_("Nee"), Included.unknown: N_("Weet ik niet")}
HEARD = {
    Heard.friend: N_("Via iemand die ik ken"),
    Heard.newspaper: N_("Krant of huis-aan-huisblad"),
    Heard.social_media: N_("Facebook, Instagram of Nextdoor"),
    Heard.flyer: N_("Flyer of poster"),
    Heard.municipality: N_("De gemeente"),
    Heard.meeting: N_("Een bijeenkomst"),
    Heard.volunteer: N_("Een vrijwilliger"),
    Heard.other: N_("Anders"),
}
ROOM_STATES = {
    RoomState.new: N_("nieuw"),
    RoomState.called: N_("gebeld"),
    RoomState.paused: N_("even niet"),
    RoomState.declined: N_("afgevallen"),
}
DECLINE_REASONS = {
    DeclineReason.no_reply: N_("Hoort of zegt niets meer"),
    DeclineReason.no_permission: N_("Geen toestemming van bank of verhuurder"),
    DeclineReason.no_certificate: N_("Geen VOG"),
    DeclineReason.too_small_or_expensive: N_("Kamer te klein of te duur"),
    DeclineReason.room_needed: N_("Heeft de kamer zelf nodig"),
    DeclineReason.changed_mind: N_("Bedacht zich"),
    DeclineReason.not_safe: N_("Niet veilig genoeg voor een jongere"),
    DeclineReason.other: N_("Anders"),
}
STOP_REASONS = {
    StopReason.room_needed: N_("Ik heb de kamer zelf nodig"),
    StopReason.changed_mind: N_("Ik wil toch niet"),
    StopReason.other: N_("Iets anders"),
}
REQUEST_STATES = {RequestState.open: N_("zoekt"), RequestState.withdrawn: N_("teruggetrokken")}
WITHDRAW_REASONS = {
    WithdrawReason.found_elsewhere: N_("Vond zelf iets"),
    WithdrawReason.changed_mind: N_("Wil niet meer"),
    WithdrawReason.no_support: N_("Geen begeleider meer"),
    WithdrawReason.no_contact: N_("Niet meer te bereiken"),
    WithdrawReason.mistake: N_("Per ongeluk ingevuld"),
    WithdrawReason.other: N_("Anders"),
}
