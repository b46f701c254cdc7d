"""The typed input of contacts: the same for the form and for the phone."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field

from webapp.edits import Changed
from webapp.errors import N_
from webapp.people.inputs import ClientInput
from webapp.references import ContactId, OptionalClientId
from webapp.validation import (
    Day,
    Input,
    Instant,
    OptionalDay,
    OptionalId,
    OptionalInstant,
    OptionalLine,
    OptionalParagraph,
    Paragraph,
    says,
)
from webapp.words import Worded


class Channel(Worded):
    """How the contact came about."""

    street = "street", N_("Straat")
    visit = "visit", N_("Bezoek")
    phone = "phone", N_("Telefoon")
    office = "office", N_("Inloop")
    hospital = "hospital", N_("Ziekenhuis")
    online = "online", N_("Online")
    school = "school", N_("Via school")
    youth_officer = "youth_officer", N_("Jeugdagent")
    youth_care = "youth_care", N_("Jeugdhulp")


class EthosCategory(Worded):
    """Living situation after ETHOS Light, with the threat of eviction beside it."""

    public_space = "public_space", N_("Buiten")
    emergency_shelter = "emergency_shelter", N_("Nachtopvang")
    temporary_shelter = "temporary_shelter", N_("Tijdelijke opvang")
    leaving_institution = "leaving_institution", N_("Komt uit een instelling")
    unconventional_dwelling = "unconventional_dwelling", N_("Auto, tent of caravan")
    with_family_or_friends = "with_family_or_friends", N_("Bij familie of vrienden")
    eviction_threat = "eviction_threat", N_("Raakt huis kwijt")
    unknown = "unknown", N_("Weet ik niet")


class Topic(Worded):
    """The subject of a contact."""

    health = "health", N_("Gezondheid")
    wound = "wound", N_("Wond")
    teeth = "teeth", N_("Tanden")
    sleep = "sleep", N_("Slapen")
    food = "food", N_("Eten")
    money = "money", N_("Geld")
    papers = "papers", N_("Papieren")
    housing = "housing", N_("Wonen")
    work = "work", N_("Werk")
    school = "school", N_("School")
    substances = "substances", N_("Middelen")
    mind = "mind", N_("Somber of bang")
    safety = "safety", N_("Veiligheid")
    family = "family", N_("Familie")
    pet = "pet", N_("Huisdier")
    medication = "medication", N_("Medicijnen")
    doctor = "doctor", N_("Huisarts")
    dentist = "dentist", N_("Tandarts")
    hospital = "hospital", N_("Ziekenhuis")
    doctor_found = "doctor_found", N_("Heeft nu een huisarts")
    dentist_found = "dentist_found", N_("Heeft nu een tandarts")


YOUTH_CHANNELS = frozenset({Channel.school, Channel.youth_officer, Channel.youth_care})
"""The channels of outreach to youths: offered where a youth worker logs, taken from everybody."""
NURSING_TOPICS = (Topic.wound, Topic.medication, Topic.doctor, Topic.dentist, Topic.hospital)
"""The topics of the street nurse that are counted."""
ACCESS = (Topic.doctor_found, Topic.dentist_found)
"""Outcomes of nursing: this person has a doctor, or a dentist, now."""
OF_NURSES = frozenset({*NURSING_TOPICS, *ACCESS}) - {Topic.wound}
"""The topics that are offered where a nurse logs, taken from everybody."""


def _nothing_is_empty(value: object) -> object:
    return [] if value is None else value


def _once(value: list[Topic]) -> list[Topic]:
    """Each topic once, in the order of the form, so that equal lists are equal."""
    return [topic for topic in Topic if topic in value]


Topics = Annotated[list[Topic], Field(max_length=40), BeforeValidator(_nothing_is_empty), AfterValidator(_once)]
_ETHOS = N_("Kies waar deze persoon nu slaapt of woont.")
_DUE = N_("Kies een dag voor wat is afgesproken.")


class FollowUpInput(Input):
    """An agreement, and its day."""

    text: OptionalLine = None
    due_on: Day = says(_DUE)


class ContactInput(Input):
    """Kind ``contact.log``. Without client and alias it is anonymous; without a time it is now."""

    client: OptionalClientId = None
    alias: OptionalLine = None
    occurred_at: OptionalInstant = None
    channel: Channel = says(N_("Kies hoe je contact had."), default=Channel.street)
    municipality: OptionalLine = None
    place: OptionalLine = None
    ethos_category: EthosCategory = says(_ETHOS)
    topics: Topics = Field(default_factory=list)
    note: OptionalParagraph = None
    clinical_note: OptionalParagraph = None
    follow_up: FollowUpInput | None = None


class ContactChanges(Input):
    """The fields a correction may change; an absent one stays as it is."""

    client: Changed[OptionalClientId] | None = None
    alias: Changed[OptionalLine] | None = None
    occurred_at: Changed[Instant] | None = None
    channel: Changed[Channel] | None = None
    municipality: Changed[OptionalLine] | None = None
    place: Changed[OptionalLine] | None = None
    ethos_category: Changed[EthosCategory] | None = says(_ETHOS, default=None)
    topics: Changed[Topics] | None = None
    note: Changed[OptionalParagraph] | None = None
    clinical_note: Changed[OptionalParagraph] | None = None
    follow_up_text: Changed[OptionalLine] | None = Field(default=None, alias="follow_up.text")
    follow_up_due_on: Changed[OptionalDay] | None = says(_DUE, default=None, alias="follow_up.due_on")


class ContactCorrectionInput(Input):
    """Kind ``contact.correct``."""

    contact: ContactId
    changes: ContactChanges


_WHY = N_("Schrijf in een paar woorden waarom dit nodig is.")


class ContactClientInput(ClientInput):
    """Kind ``contact.add_client``: the person of this contact becomes a client, and the contact is theirs."""

    contact: ContactId


class Mistake(Worded):
    """The reason that a contact is a mistake."""

    double = "double", N_("Staat er dubbel")
    wrong_person = "wrong_person", N_("Was iemand anders")
    no_contact = "no_contact", N_("Er was geen contact")
    trial = "trial", N_("Was om te proberen")


class ContactWithdrawn(Input):
    """Kind ``contact.withdraw``: this contact was a mistake."""

    contact: ContactId
    reason: Mistake = says(N_("Kies waarom dit contact een vergissing was."))


class ContactRestored(Input):
    """Kind ``contact.restore``: it was no mistake after all."""

    contact: ContactId


class EmergencyInput(Input):
    """The reason for opening a clinical note without having the client in care."""

    reason: Annotated[Paragraph, Field(min_length=10)] = says(_WHY)


class Verdict(Worded):
    """The judgement of an emergency access afterwards."""

    justified = "justified", N_("Gezien, terecht")
    unjustified = "unjustified", N_("Niet terecht")


class JudgementInput(Input):
    """The judgement of an emergency access, with words when it was not right."""

    verdict: Verdict = says(N_("Kies of het terecht was."))
    words: OptionalParagraph = None


class FollowUpDone(Input):
    """Kind ``follow_up.complete``; ``follow_up`` is the id of its contact."""

    follow_up: ContactId
    outcome: OptionalLine = None


class Step(StrEnum):
    """A step of a follow-up that stays open."""

    missed = "missed"
    tomorrow = "tomorrow"
    hand_on = "hand_on"


class FollowUpMissed(Input):
    """Kind ``follow_up.missed``: met nobody, so it is for tomorrow again; ``due_on`` is the day that was seen."""

    follow_up: ContactId
    due_on: OptionalDay = None


class FollowUpTomorrow(Input):
    """Kind ``follow_up.tomorrow``: not today; ``due_on`` is the day that was seen."""

    follow_up: ContactId
    due_on: OptionalDay = None


class FollowUpHandedOn(Input):
    """Kind ``follow_up.hand_on``: a colleague does it; ``holder`` is the holder that was seen."""

    follow_up: ContactId
    colleague: UUID = says(N_("Kies een collega."))
    holder: OptionalId = None


class FollowUpTakenBack(Input):
    """Kind ``follow_up.take_back``: undo this user's own last step of a kind."""

    follow_up: ContactId
    step: Step


class FollowUpReopened(Input):
    """Kind ``follow_up.reopen``."""

    follow_up: ContactId
