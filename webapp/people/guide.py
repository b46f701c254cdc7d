"""The chapter of clients."""

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
)
