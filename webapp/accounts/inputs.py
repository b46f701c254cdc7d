"""The typed input on people, organisations and the region."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from webapp.accounts.permissions import Role, may_go_together
from webapp.errors import N_
from webapp.validation import WHOLE, Input, Line, OptionalLine, OptionalPhone, Paragraph, says

MOST_MUNICIPALITIES = 60
MOST_LETTERS = 80
ALONE = N_("Een functionaris gegevensbescherming heeft geen andere rol: niemand kijkt zichzelf na.")


def _each_once(roles: list[Role]) -> list[Role]:
    return list(dict.fromkeys(roles))


def _together(roles: list[Role]) -> list[Role]:
    if not may_go_together(roles):
        raise ValueError(ALONE)
    return roles


def _short(text: str) -> str:
    if len(text) > MOST_LETTERS:
        raise ValueError(N_("Maak dit korter: hoogstens 80 tekens."))
    return text


def _names(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_MUNICIPALITIES or any(len(line) > MOST_LETTERS for line in lines):
        raise ValueError(N_("Zet elke gemeente op een eigen regel."))
    return "\n".join(dict.fromkeys(lines))


Name = Annotated[Line, Field(min_length=1), AfterValidator(_short)]
Roles = Annotated[
    list[Role], Field(min_length=1, max_length=len(Role)), AfterValidator(_each_once), AfterValidator(_together)
]


Minutes = Annotated[int, Field(ge=1, le=60), WHOLE]
Days = Annotated[int, Field(ge=1, le=60), WHOLE]
Months = Annotated[int, Field(ge=1, le=24), WHOLE]


class PersonInput(Input):
    """A person who works here, or will. The first role decides the home screen."""

    name: Name = says(N_("Vul de naam in."))
    organisation: UUID = says(N_("Kies een organisatie."))
    roles: Roles = says(N_("Kies minstens één rol."))
    phone: OptionalPhone = None


class LabelInput(Input):
    """A user's name for a passkey."""

    label: Name = says(N_("Geef de passkey een naam."))


class OrganisationInput(Input):
    """An organisation of the region."""

    name: Name = says(N_("Vul de naam van de organisatie in."))


class SiteInput(Input):
    """A place of an organisation. A secret one is never shown; its empty fields keep their earlier values."""

    name: OptionalLine = None
    municipality: OptionalLine = None
    address: OptionalLine = None
    secret: bool = False


class RegionInput(Input):
    """The region's facts for everyone: municipalities, one on a line, and telephone numbers."""

    municipalities: Annotated[Paragraph, AfterValidator(_names)] = says(N_("Zet elke gemeente op een eigen regel."))
    help_phone: OptionalPhone = None
    youth_crisis_phone: OptionalPhone = None
    womens_shelter_phone: OptionalPhone = None
    lock_minutes: Minutes | None = says(N_("Kies 1 tot 60 minuten."), default=None)
    offline_days: Days | None = says(N_("Kies 1 tot 60 dagen."), default=None)
    ask_again_minutes: Minutes | None = says(N_("Kies 1 tot 60 minuten."), default=None)
    clinical_note_months: Months | None = says(N_("Kies 1 tot 24 maanden."), default=None)
