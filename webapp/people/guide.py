"""The chapters of clients and of privacy agreements."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "clienten",
        N_("Wie je kent"),
        N_(
            "Bij een cliënt staat wat je onder het viaduct moet weten: wat is afgesproken, wie is nog meer "
            "betrokken, waar slaapt deze persoon."
        ),
        (
            N_("Zoek op naam of bijnaam. Een schrijffout of andere volgorde geeft niet."),
            N_(
                "Nieuw? Vul in wat je weet; een bijnaam is genoeg. Lijkt iemand op wie er al is, dan zie je dat "
                "vóór je bewaart."
            ),
            N_("Staat iemand er dubbel in, voeg dan samen. Je ziet vooraf wat er gebeurt, en het kan weer terug."),
            N_("Horen mensen bij elkaar, zet dat erbij: ze vragen samen een bed, en komen en gaan samen of los."),
            N_("Is iemand overleden, verhuisd of wil die rust, zet dat erbij. Dan herinnert niets je er meer aan."),
            N_("Leg vast met wie je mag delen, waarvoor en tot wanneer. Na die dag houdt het vanzelf op."),
            N_("Kies de grondslag: de wet of de toestemming waarop je deze gegevens bijhoudt."),
            N_("Is het verblijf geheim, zet dat dan aan. Alleen wie met deze persoon werkt, ziet waar die is."),
            N_("Wie je dossier opent, staat in het logboek. Een cliënt mag weten wie er keek."),
            N_("Werk je niet meer met iemand, zeg dat dan op de pagina van de cliënt."),
        ),
        ("/clienten",),
        Permission.read_clients,
        "client",
    ),
    Chapter(
        "privacyafspraken",
        N_("Privacyafspraken"),
        N_(
            "Twee organisaties die een afspraak over privacy tekenden, zien van elkaar of iemand al bekend is. "
            "Zo hoeft niemand twee keer hetzelfde te vertellen."
        ),
        (
            N_("Kies de twee organisaties, vanaf wanneer, en waar de ondertekende afspraak ligt."),
            N_(
                "Wie daarna iemand toevoegt van wie de naam erg lijkt, ziet de naam, het geboortejaar en welke "
                "organisatie te bellen. Meer niet: geen dossier, en niets wordt samengevoegd."
            ),
            N_(
                "Wie het verblijf geheim heeft, wordt nooit genoemd. Een organisatie met een geheim adres doet "
                "niet mee."
            ),
            N_("Delen vraagt nog steeds de toestemming van de persoon zelf. De afspraak vervangt die niet."),
            N_("Elke naam die zo getoond wordt, staat in het logboek van die persoon."),
            N_("Na de laatste dag houdt het vanzelf op. Eerder stoppen kan met één tik; de afspraak blijft te lezen."),
        ),
        ("/beheer/samenwerkingen",),
        Permission.administer,
    ),
)
