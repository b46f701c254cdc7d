"""What can be typed about a contact: the same for the form and for the phone."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field

from webapp.errors import N_
from webapp.people.inputs import Changed, ClientInput
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


class Channel(StrEnum):
    """How the contact came about."""

    street = "street"
    visit = "visit"
    phone = "phone"
    office = "office"
    hospital = "hospital"
    online = "online"


class EthosCategory(StrEnum):
    """Living situation after ETHOS Light, with the threat of eviction beside it."""

    public_space = "public_space"
    emergency_shelter = "emergency_shelter"
    temporary_shelter = "temporary_shelter"
    leaving_institution = "leaving_institution"
    unconventional_dwelling = "unconventional_dwelling"
    with_family_or_friends = "with_family_or_friends"
    eviction_threat = "eviction_threat"
    unknown = "unknown"


class Topic(StrEnum):
    """What a contact was about."""

    health = "health"
    wound = "wound"
    teeth = "teeth"
    sleep = "sleep"
    food = "food"
    money = "money"
    papers = "papers"
    housing = "housing"
    work = "work"
    school = "school"
    substances = "substances"
    mind = "mind"
    safety = "safety"
    family = "family"
    pet = "pet"


CHANNEL_LABELS = {
    Channel.street: N_("Straat"),
    Channel.visit: N_("Bezoek"),
    Channel.phone: N_("Telefoon"),
    Channel.office: N_("Inloop"),
    Channel.hospital: N_("Ziekenhuis"),
    Channel.online: N_("Online"),
}
ETHOS_LABELS = {
    EthosCategory.public_space: N_("Buiten"),
    EthosCategory.emergency_shelter: N_("Nachtopvang"),
    EthosCategory.temporary_shelter: N_("Tijdelijke opvang"),
    EthosCategory.leaving_institution: N_("Komt uit een instelling"),
    EthosCategory.unconventional_dwelling: N_("Auto, tent of caravan"),
    EthosCategory.with_family_or_friends: N_("Bij familie of vrienden"),
    EthosCategory.eviction_threat: N_("Raakt huis kwijt"),
    EthosCategory.unknown: N_("Weet ik niet"),
}
TOPIC_LABELS = {
    Topic.health: N_("Gezondheid"),
    Topic.wound: N_("Wond"),
    Topic.teeth: N_("Tanden"),
    Topic.sleep: N_("Slapen"),
    Topic.food: N_("Eten"),
    Topic.money: N_("Geld"),
    Topic.papers: N_("Papieren"),
    Topic.housing: N_("Wonen"),
    Topic.work: N_("Werk"),
    Topic.school: N_("School"),
    Topic.substances: N_("Middelen"),
    Topic.mind: N_("Somber of bang"),
    Topic.safety: N_("Veiligheid"),
    Topic.family: N_("Familie"),
    Topic.pet: N_("Huisdier"),
}


def _nothing_is_empty(value: object) -> object:
    return [] if value is None else value


def _once(value: list[Topic]) -> list[Topic]:
    """Each topic once, in the order of the form, so that equal lists are equal."""
    return [topic for topic in Topic if topic in value]


Topics = Annotated[list[Topic], Field(max_length=40), BeforeValidator(_nothing_is_empty), AfterValidator(_once)]
_ETHOS = N_("Kies waar deze persoon nu slaapt of woont.")
_DUE = N_("Kies een dag voor wat is afgesproken.")


class FollowUpInput(Input):
    """What was agreed, and by when."""

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
    """Kind ``contact.add_client``: whoever this contact was with becomes a client, and it is theirs."""

    contact: ContactId


class Mistake(StrEnum):
    """Why a contact should not be there."""

    double = "double"
    wrong_person = "wrong_person"
    no_contact = "no_contact"
    trial = "trial"


MISTAKE_LABELS = {
    Mistake.double: N_("Staat er dubbel"),
    Mistake.wrong_person: N_("Was iemand anders"),
    Mistake.no_contact: N_("Er was geen contact"),
    Mistake.trial: N_("Was om te proberen"),
}


class ContactWithdrawn(Input):
    """Kind ``contact.withdraw``: this contact was a mistake."""

    contact: ContactId
    reason: Mistake = says(N_("Kies waarom dit contact een vergissing was."))


class ContactRestored(Input):
    """Kind ``contact.restore``: it was no mistake after all."""

    contact: ContactId


class EmergencyInput(Input):
    """Why a clinical note must be opened without having the client in care."""

    reason: Annotated[Paragraph, Field(min_length=10)] = says(_WHY)


class FollowUpDone(Input):
    """Kind ``follow_up.complete``; ``follow_up`` is the id of its contact."""

    follow_up: ContactId
    outcome: OptionalLine = None


class Step(StrEnum):
    """What can be done with a follow-up that stays open."""

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
    """Kind ``follow_up.hand_on``: a colleague does it; ``holder`` is whose it was seen to be."""

    follow_up: ContactId
    colleague: UUID = says(N_("Kies een collega."))
    holder: OptionalId = None


class FollowUpTakenBack(Input):
    """Kind ``follow_up.take_back``: undo one's own last step of a sort."""

    follow_up: ContactId
    step: Step


class FollowUpReopened(Input):
    """Kind ``follow_up.reopen``."""

    follow_up: ContactId
