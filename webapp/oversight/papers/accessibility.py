"""The draft of the accessibility statement: what this house knows of itself. A municipality completes and signs it.

The fields follow the nine steps of the invulassistent of DigiToegankelijk. Status C (first measures taken) is right as
long as nobody independent examined the whole; the municipality changes it with a report in hand.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from webapp.errors import N_

TO_FILL = N_("in te vullen door de organisatie")
STATUS = "C"


@dataclass(frozen=True)
class Deviation:
    """A criterion that is not met: cause, consequence, alternative, measure, and by when."""

    criterion: str
    cause: str
    consequence: str
    alternative: str
    measure: str


DEVIATIONS: tuple[Deviation, ...] = (
    Deviation(
        "3.1.2",
        N_("Mensen typen notities in elke taal; Onderdak vraagt niet in welke."),
        N_("Een schermlezer spreekt zo’n notitie uit als Nederlands."),
        N_("Geen."),
        N_("De leesrichting wordt wel gezet. De taal vragen kost op straat meer dan het geeft."),
    ),
)
"""Deviations that are known."""

MEASURES = (
    N_("schermen worden bij wijzigingen met axe-core getoetst op WCAG 2.0 tot en met 2.2, A en AA"),
    N_("schermen passen op 320 pixels breed en met tekst op 200 procent"),
    N_("knoppen zijn ten minste 44 bij 44 pixels; kleur herhaalt alleen wat er staat"),
)


@dataclass(frozen=True)
class Statement:
    """The statement as data: for a page, for JSON, and for a program that fills in the form of the registry."""

    title: str
    kind: str
    organisation: str
    platform: str
    supplier: str
    addresses: tuple[str, ...]
    status: str
    norm: str
    reports: tuple[str, ...]
    deviations: tuple[Deviation, ...]
    measures: tuple[str, ...]
    contact: str
    complaint: str
    drafted_on: date
    signed_by: str

    def as_json(self) -> dict[str, Any]:
        """The same for a program; a day as ISO 8601."""
        return {**asdict(self), "drafted_on": self.drafted_on.isoformat(), "is_draft": True}


def draft(organisation: str, address: str, today: date) -> Statement:
    """The draft for a region, at the address where it is served; sentences are Dutch and not yet translated."""
    return Statement(
        title="Onderdak",
        kind=N_("webapplicatie voor medewerkers, met een openbare aanmelding voor verhuurders"),
        organisation=organisation,
        platform=N_("Onderdak, vrije software (EUPL-1.2)"),
        supplier=TO_FILL,
        addresses=(address,),
        status=STATUS,
        norm="EN 301 549 / WCAG 2.1 AA",
        reports=(N_("geautomatiseerde toets bij elke wijziging; een onderzoek door een mens ontbreekt nog"),),
        deviations=DEVIATIONS,
        measures=MEASURES,
        contact=TO_FILL,
        complaint="https://www.nationaleombudsman.nl",
        drafted_on=today,
        signed_by=TO_FILL,
    )
