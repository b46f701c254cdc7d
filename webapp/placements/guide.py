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
            N_("Is het hulp zonder plek, dan schrijf je daar op welke dag je hielp. De minuten mogen leeg blijven."),
        ),
        ("/plaatsingen",),
        Permission.ask_placements,
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
    ),
    Chapter(
        "wachtlijst-uit-een-bestand",
        N_("Een wachtlijst uit een bestand overnemen"),
        N_("De lijst die je nu in een spreadsheet bijhoudt, komt in één keer in Onderdak, na een blik erop."),
        (
            N_("Kies een CSV-, XLSX- of ODS-bestand. Haal eerst burgerservicenummers en diagnoses eruit."),
            N_("Zeg wat elke kolom betekent; de regio onthoudt het voor de volgende keer."),
            N_("Lijkt iemand op een ander in jullie lijsten, dan kies jij wie het is. Niets gaat vanzelf samen."),
            N_("Na het schrijven kun je een heel bestand terugdraaien. Wie intussen verder is, blijft staan."),
        ),
        ("/plaatsingen/wachtlijst/bestand",),
        Permission.keep_placements,
    ),
    Chapter(
        "woningen-aanbieden",
        N_("Woningen en plekken aanbieden"),
        N_("Houd bij wat er is, bied het aan, en zie wat vrij is en sinds wanneer."),
        (
            N_("Voeg een woning of plek toe: soort, gemeente, verhuurder, van wanneer tot wanneer, voor wie geschikt."),
            N_(
                "Kies bij iemand op de wachtlijst een vrije plek en bied die aan. "
                "Bied je tegelijk met een collega dezelfde aan, dan krijgt er één de plek."
            ),
            N_("Bij een nee kies je de reden; de plaats in de rij blijft."),
            N_("Gaat een woning weg terwijl er een aanbod ligt, dan vervalt het aanbod vanzelf."),
            N_(
                "Is iemand klaar voor een eigen woning, dan tekenen huurder, verhuurder en zorg. De oude plek komt"
                " vanzelf vrij."
            ),
        ),
        ("/plaatsingen/woningen",),
        Permission.keep_placements,
    ),
    Chapter(
        "wachtlijsten-in-cijfers",
        N_("Wachtlijsten in cijfers"),
        N_("Wat de regio tekortkomt, zonder namen: vraag en aanbod, en waarop een woning wacht."),
        (
            N_("Per gemeente staat hoeveel mensen voorgedragen zijn en hoeveel plekken er vrij zijn."),
            N_("Bij elke voordracht telt waarop die wacht: een woning, een aanbod of een handtekening."),
            N_(
                "Per voorziening zie je hoeveel mensen wachten, hoeveel dit jaar geplaatst zijn, en hoeveel er nog"
                " tekort is tot het doel."
            ),
        ),
        ("/plaatsingen/cijfers",),
        Permission.see_placement_figures,
    ),
)
