"""The words on privacy, for people who are written about and for people who write. Pure.

The terms are those of the law or of the house, each with its source, because laws move.
"""

from __future__ import annotations

from dataclasses import dataclass

from webapp.errors import N_


@dataclass(frozen=True)
class Term:
    """How long something is kept, and by which rule."""

    what: str
    term: str
    source: str


QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("Wat leggen we vast?"),
        (
            N_(
                "Alleen wat nodig is om te helpen: een naam of bijnaam, waar iemand slaapt, wat is besproken en "
                "afgesproken, welk bed of welke kamer is gevraagd."
            ),
            N_("Nooit een BSN, nooit een kopie van een VOG, en een positie alleen als iemand daarom vraagt."),
            N_("Wie geen naam wil geven, krijgt dezelfde hulp."),
        ),
    ),
    (
        N_("Waarom mag dat?"),
        (
            N_("Bij elke persoon staat de grondslag: een wet (Wmo, WGBO, Jeugdwet), een vitaal belang, of anoniem."),
            N_("Delen met een andere organisatie gaat met toestemming. Die kan altijd worden ingetrokken."),
        ),
    ),
    (
        N_("Wie ziet het?"),
        (
            N_(
                "Alleen medewerkers die met iemand werken, en van elke rol alleen wat nodig is. Een opvang ziet "
                "de aanvraag, niet het dossier."
            ),
            N_("Een notitie over de gezondheid ziet alleen de verpleegkundige bij wie iemand in zorg is."),
            N_(
                "Een verhuurder ziet van een jongere alleen het profiel dat daarvoor is afgesproken, en pas bij "
                "een voorstel."
            ),
            N_("Beleidsmedewerkers zien alleen aantallen, en een aantal onder de vijf niet."),
            N_("Waar iemand in de vrouwenopvang is, staat nergens."),
            N_("Elke keer dat iemand een dossier opent, komt in een logboek dat niemand kan wijzigen."),
        ),
    ),
    (
        N_("Wat kun je vragen?"),
        (
            N_(
                "Je mag weten wat er over je staat en wie ernaar keek. Je mag het laten verbeteren, en vragen om "
                "het te wissen."
            ),
            N_(
                "Vraag het aan de medewerker die je kent, of aan diens organisatie. Die is verantwoordelijk voor "
                "wat zij vastlegt."
            ),
            N_("Komen jullie er niet uit, dan kun je terecht bij de Autoriteit Persoonsgegevens."),
        ),
    ),
    (
        N_("Wat staat er op de telefoon van een medewerker?"),
        (
            N_(
                "Een deel staat versleuteld op de telefoon, zodat het werk ook zonder netwerk door kan gaan. "
                "Hooguit een dag om te lezen, en tot het verstuurd is om te bewaren."
            ),
            N_(
                "De telefoon gaat vanzelf op slot. Raakt hij kwijt, dan wordt zijn toegang ingetrokken; een "
                "telefoon die geen verbinding meer maakt, kunnen we niet leegmaken."
            ),
            N_(
                "We gebruiken alleen cookies om ingelogd te blijven en de taal te onthouden. Er kijkt niemand mee"
                " voor reclame."
            ),
        ),
    ),
)

TERMS = (
    Term(N_("De naam op een aanvraag voor een bed"), N_("tot de nacht voorbij is"), N_("regel van Onderdak")),
    Term(N_("Een half ingevulde aanmelding van een kamer"), N_("7 dagen"), N_("regel van Onderdak")),
    Term(N_("Ondersteuning vanuit de Wmo"), N_("15 jaar"), "Wmo 2015 art. 5.3.4"),
    Term(N_("Jeugdhulp"), N_("20 jaar na de laatste wijziging"), "Jeugdwet art. 7.3.8"),
    Term(N_("Het logboek van wie keek"), N_("5 jaar of langer"), "NEN 7513"),
)
