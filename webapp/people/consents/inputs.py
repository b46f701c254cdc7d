"""What a user can say about consent to share."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.errors import N_
from webapp.references import ClientId, Names
from webapp.validation import Day, Input, Line, OptionalDay, says
from webapp.words import Worded

ConsentId = Annotated[UUID, Names("consent.give")]
_Text = Annotated[Line, Field(min_length=1)]


class GivenBy(Worded):
    """The person who agreed."""

    self = "self", N_("De persoon zelf")
    both = "both", N_("De jongere en een ouder of voogd")
    parents = "parents", N_("Een ouder of voogd")


class ConsentInput(Input):
    """Kind ``consent.give``: somebody agreed that we share."""

    client: ClientId
    with_whom: _Text = says(N_("Vul in met wie je deelt."))
    purpose: _Text = says(N_("Vul in waarvoor."))
    given_by: GivenBy = GivenBy.self
    given_on: OptionalDay = says(N_("Vul een datum in."), default=None)
    until: Day = says(N_("Vul in tot wanneer."))


class ConsentRef(Input):
    """Kinds ``consent.withdraw`` and ``consent.told``."""

    consent: ConsentId
