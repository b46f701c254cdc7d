"""The words of Kamers met Aandacht: every fixed choice, each with its Dutch label."""

from __future__ import annotations

from webapp.errors import N_
from webapp.words import Worded


class Animal(Worded):
    """Animals in the house, of the youth, or in an allergy."""

    cat = "cat", N_("Kat")
    dog = "dog", N_("Hond")
    rabbit = "rabbit", N_("Konijn")
    rodent = "rodent", N_("Knaagdier")
    bird = "bird", N_("Vogel")
    fish = "fish", N_("Vissen")
    reptile = "reptile", N_("Reptiel")
    horse = "horse", N_("Paard")
    other = "other", N_("Ander dier")


class Allergy(Worded):
    """An animal, or smoke."""

    cat = "cat", Animal.cat.label
    dog = "dog", Animal.dog.label
    rabbit = "rabbit", Animal.rabbit.label
    rodent = "rodent", Animal.rodent.label
    bird = "bird", Animal.bird.label
    fish = "fish", Animal.fish.label
    reptile = "reptile", Animal.reptile.label
    horse = "horse", Animal.horse.label
    other = "other", Animal.other.label
    smoke = "smoke", N_("Rook")


class Attention(Worded):
    """The attention that a host offers and a youth wants beside the room."""

    meals = "meals", N_("Samen eten")
    company = "company", N_("Een praatje")
    practical_help = "practical_help", N_("Leren koken en wassen")
    paperwork = "paperwork", N_("Post en papieren")
    study_or_work = "study_or_work", N_("Hulp bij school of werk")
    activities = "activities", N_("Samen erop uit")
    safe_presence = "safe_presence", N_("Een oogje in het zeil")
    quiet = "quiet", N_("Rust en ruimte")


class Accepts(Worded):
    """The people that a live-in host accepts."""

    anyone = "anyone", N_("Iedereen")
    women = "women", N_("Alleen vrouwen")
    men = "men", N_("Alleen mannen")


class Included(Worded):
    """Gas, water and light in the rent that the host named."""

    yes = "yes", N_("Ja")
    no = "no", N_("Nee")
    unknown = "unknown", N_("Weet ik niet")


class Heard(Worded):
    """The recruiting channel: how a host heard of us. The pilot could not count it."""

    friend = "friend", N_("Via iemand die ik ken")
    newspaper = "newspaper", N_("Krant of huis-aan-huisblad")
    social_media = "social_media", N_("Facebook, Instagram of Nextdoor")
    flyer = "flyer", N_("Flyer of poster")
    municipality = "municipality", N_("De gemeente")
    meeting = "meeting", N_("Een bijeenkomst")
    volunteer = "volunteer", N_("Een vrijwilliger")
    youths_page = "youths_page", N_("De pagina met jongeren die een kamer zoeken")
    other = "other", N_("Anders")


class RoomState(Worded):
    """The state of a room and its host."""

    new = "new", N_("nieuw")
    called = "called", N_("gebeld")
    screened = "screened", N_("te verhuren")
    paused = "paused", N_("even niet")
    declined = "declined", N_("afgevallen")


class DeclineReason(Worded):
    """The reason that a host or a room falls away: every no has one."""

    no_reply = "no_reply", N_("Hoort of zegt niets meer")
    no_permission = "no_permission", N_("Geen toestemming van bank of verhuurder")
    no_certificate = "no_certificate", N_("Geen VOG")
    too_small_or_expensive = "too_small_or_expensive", N_("Kamer te klein of te duur")
    room_needed = "room_needed", N_("Heeft de kamer zelf nodig")
    changed_mind = "changed_mind", N_("Bedacht zich")
    not_safe = "not_safe", N_("Niet veilig genoeg voor een jongere")
    other = "other", N_("Anders")


class StopReason(Worded):
    """The reasons of a host who takes the room back."""

    room_needed = "room_needed", N_("Ik heb de kamer zelf nodig")
    changed_mind = "changed_mind", N_("Ik wil toch niet")
    other = "other", N_("Iets anders")


class DayActivity(Worded):
    """The youth's day activity."""

    school = "school", N_("School of studie")
    work = "work", N_("Werk")
    both = "both", N_("School en werk")
    other = "other", N_("Iets anders")


class Income(Worded):
    """The kind of income; never an amount."""

    work = "work", N_("Loon")
    study_finance = "study_finance", N_("Studiefinanciering")
    benefit = "benefit", N_("Uitkering")
    other = "other", N_("Anders")


class CarriesRent(Worded):
    """The income carries the rent, or not."""

    yes = "yes", N_("Ja")
    no = "no", N_("Nee")


class RequestState(Worded):
    """The state of a youth's request."""

    open = "open", N_("zoekt")
    withdrawn = "withdrawn", N_("teruggetrokken")


class WithdrawReason(Worded):
    """The reason that a youth no longer looks."""

    found_elsewhere = "found_elsewhere", N_("Vond zelf iets")
    changed_mind = "changed_mind", N_("Wil niet meer")
    no_support = "no_support", N_("Geen begeleider meer")
    no_contact = "no_contact", N_("Niet meer te bereiken")
    mistake = "mistake", N_("Per ongeluk ingevuld")
    other = "other", N_("Anders")
