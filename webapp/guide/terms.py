"""How long things are kept, by which law or practice: one list, for the page on privacy and for the register. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.errors import N_


@dataclass(frozen=True)
class Term:
    """How long something is kept, by which law or practice, and whether the machine erases it by itself."""

    words: str
    source: str
    is_erased: bool = False


WMO = Term(N_("15 jaar na het maken"), N_("Wmo 2015, artikel 5.3.4"))
YOUTH = Term(N_("20 jaar na de laatste wijziging"), N_("Jeugdwet, artikel 7.3.8"))
ANONYMOUS = Term(N_("2 jaar als niemand bij naam bekend is"), N_("gebruik in de regio"))
ROOMS = Term(
    N_("2 jaar na het einde, of korter of langer als de regio dat kiest"), N_("gebruik in de regio"), is_erased=True
)
ROOM_NOTHING = Term(
    N_("aanmelding zonder kamer of voorstel: 6 weken na intrekken, of korter of langer als de regio dat kiest"),
    N_("gebruik in de regio"),
    is_erased=True,
)
CLINICAL = Term(
    N_("6 maanden, of korter of langer als de regio dat kiest"), N_("afspraak, artikel 5 AVG"), is_erased=True
)
BED_NAME = Term(
    N_("naam en bericht: tot de nacht voorbij is, daarna hoogstens een halve dag"),
    N_("niet langer nodig"),
    is_erased=True,
)
SIGNUP = Term(N_("aanmelding die niet af is: 7 dagen"), N_("niet langer nodig"), is_erased=True)
LOG = Term(N_("ten minste 5 jaar"), N_("NEN 7513"))
