"""The typed input of clients: the same for the form and for the phone."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from webapp import clock
from webapp.edits import Changed
from webapp.errors import N_
from webapp.people.models import Quiet, Whereabouts
from webapp.phone_rules import OnPhone
from webapp.references import ClientId
from webapp.validation import WHOLE, Input, Line, OptionalDay, OptionalLine, OrNone, says
from webapp.words import Worded


class LegalBasis(Worded):
    """The legal ground of a record of a person. It is not consent."""

    wmo = "wmo", N_("Wmo"), N_("hulp en opvang")
    wgbo = "wgbo", N_("WGBO"), N_("verpleging")
    jeugdwet = "jeugdwet", N_("Jeugdwet"), N_("jeugdhulp")
    vital_interest = "vital_interest", N_("Vitaal belang"), N_("in gevaar, kan zelf niet kiezen")


_YEAR = N_("Vul een geboortejaar in, bijvoorbeeld 1998.")
NAMELESS = N_("Vul een naam of een alias in.")


def _likely_year(value: int | None) -> int | None:
    if value is not None and not 1900 <= value <= clock.today().year:
        raise ValueError(_YEAR)
    return value


BirthYear = Annotated[
    OrNone[Annotated[int, Field(ge=1900, le=2200), WHOLE]],
    AfterValidator(_likely_year),
    OnPhone(until_now=True, said=_YEAR),
]
OptionalName = Annotated[OptionalLine, OnPhone(unless="alias", said=NAMELESS)]
ContactWays = Annotated[list[Line], Field(max_length=10)]


class Secrecy(Worded):
    """The safety flag: secret keeps hidden where a person is."""

    open = Whereabouts.open.value, N_("Collega’s mogen het weten"), N_("iedereen in je organisatie")
    hidden = (
        Whereabouts.hidden.value,
        N_("Geheim voor de veiligheid"),
        N_("alleen wie met deze persoon werkt, en de opvang zelf"),
    )


class ClientInput(Input):
    """Kind ``client.add``: a new client, by name, alias or both."""

    name: OptionalName = None
    alias: OptionalLine = None
    birth_year: BirthYear = says(_YEAR, default=None)
    legal_basis: LegalBasis = says(N_("Kies waarom je dit mag vastleggen."))
    municipality: OptionalLine = None
    contact_ways: ContactWays = Field(default_factory=list)
    whereabouts: Secrecy = Secrecy.open


class ClientChanges(Input):
    """The fields an edit may change; an absent one stays as it is."""

    name: Changed[OptionalName] | None = None
    alias: Changed[OptionalLine] | None = None
    birth_year: Changed[BirthYear] | None = says(_YEAR, default=None)
    legal_basis: Changed[LegalBasis] | None = None
    municipality: Changed[OptionalLine] | None = None
    contact_ways: Changed[ContactWays] | None = None
    whereabouts: Changed[Secrecy] | None = None


class QuietInput(Input):
    """Kind ``client.quiet``: nothing reminds of a person any more, since ``on`` (today), or it does again.

    ``asked``: the state that was seen; of a state that somebody else changed since then it is a conflict.
    """

    client: ClientId
    state: Quiet = says(N_("Kies hoe het met deze persoon is."))
    on: OptionalDay = says(N_("Vul een datum in."), default=None)
    asked: Quiet | None = None


class ClientEdit(Input):
    """Kind ``client.edit``."""

    client: ClientId
    changes: ClientChanges
