"""The chapters of work places."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "werkplek-zoeken",
        N_("Iemand aanmelden voor een werkplek"),
        N_("Zoekt iemand werk of een werkervaringsplek? Meld het, en zie waar het staat."),
        (
            N_("Kies om wie het gaat, en wat voor werk, dagen en uren passen. Geen diagnose."),
            N_("Je zegt zelf namens de kandidaat ja of nee op een voorstel."),
        ),
        ("/werkplekken",),
        Permission.refer_work,
    ),
    Chapter(
        "werkplekken",
        N_("Werkplekken bijhouden"),
        N_("Aanbod van werkgevers, kandidaten, de eerste dag, en nog aan het werk na enkele maanden."),
        (
            N_("Zet het aanbod erin en stel een kandidaat voor: alleen de voornaam en wat jullie afspreken."),
            N_("Geef de werkgever een persoonlijke link. Die ziet de voornaam en de afspraak, verder niets."),
            N_("Na de ingestelde maanden staat bij Vervolgacties de vraag of iemand nog aan het werk is."),
        ),
        ("/werkplekken", "/werkplekken/aanbod", "/werkplekken/instellen"),
        Permission.keep_work,
    ),
    Chapter(
        "werkplekken-in-cijfers",
        N_("Werkplekken in cijfers"),
        N_("Hoeveel mensen begonnen, naast het doel, en hoeveel er nog aan het werk waren."),
        (N_("Aantallen onder de vijf blijven verborgen voor wie zelf geen werkplekken bijhoudt."),),
        ("/werkplekken/cijfers",),
        Permission.see_placement_figures,
    ),
)
