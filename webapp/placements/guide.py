"""The chapters of placements."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "aanmelden-voor-een-plek",
        N_("Aanmelden voor een plek"),
        N_("Meld iemand aan voor een wachtlijst of woning, ook zonder netwerk. Je ziet daarna waar het staat."),
        (
            N_("Kies op de pagina van een cliënt ‘Plek’, en dan de voorziening."),
            N_("Schrijf alleen wat de plek nodig heeft, zoals een lift of een huisdier. Geen diagnose."),
            N_("De wachttijd telt vanaf de aanmelding. Een traag besluit of een nee op een aanbod kost geen plaats."),
            N_("Is er een aanbod, dan geef je hier het antwoord door."),
        ),
        ("/plaatsingen",),
        Permission.ask_placements,
        "plaatsing",
    ),
    Chapter(
        "wachtlijst",
        N_("De wachtlijst bijhouden"),
        N_("Het eerste scherm laat zien wie het langst wacht en waarom."),
        (
            N_("Beslis over een aanmelding voor de termijn om is; een nee heeft een reden."),
            N_(
                "Een wachtlijst staat in volgorde: eerst wie dringender is, dan wie langer wacht."
                " Bij elke plaats staat waarom."
            ),
            N_("Parkeren houdt de plaats vast: kies een reden en tot wanneer."),
            N_("Bij Voorzieningen voeg je er een toe, of verander je de termijnen vanaf een dag."),
        ),
        ("/plaatsingen", "/plaatsingen/wachtlijst", "/plaatsingen/voorzieningen"),
        Permission.keep_placements,
        "wachtlijst",
    ),
)
