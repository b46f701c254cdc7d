"""The words on privacy, for people who are written about and for people who write. Pure."""

from __future__ import annotations

from webapp.errors import N_
from webapp.guide.terms import BED_NAME, CLINICAL, LOG, ROOMS, SIGNUP, WMO, YOUTH, Term

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

TERMS: tuple[tuple[str, Term], ...] = (
    (N_("Een aanvraag voor een bed"), BED_NAME),
    (N_("Een kamer of een verhuurder"), SIGNUP),
    (N_("Een kamer of een verhuurder"), ROOMS),
    (N_("Een verpleegkundige notitie"), CLINICAL),
    (N_("Ondersteuning vanuit de Wmo"), WMO),
    (N_("Jeugdhulp"), YOUTH),
    (N_("Het logboek van wie keek"), LOG),
)
