"""The chapters of huren onder voorwaarden."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "woning-in-gevaar",
        N_("Een woning in gevaar melden"),
        N_("Huurachterstand, overlast of een verwaarloosde woning? Meld het bij het loket, ook zonder netwerk."),
        (
            N_("Kies om wie het gaat en wat er speelt. Geen diagnose of andere medische informatie."),
            N_("Het loket waarschuwt, of maakt afspraken met huurder, verhuurder en zorg. Jij ziet waar het staat."),
            N_("Loopt het, dan vraagt Onderdak elke maand hoe het gaat. Dat is één tik bij Vervolgacties."),
        ),
        ("/huren-onder-voorwaarden",),
        Permission.report_conditional,
    ),
    Chapter(
        "huren-onder-voorwaarden",
        N_("Huren onder voorwaarden"),
        N_("Van melding tot woning behouden: brief, contract, en kijken hoe het gaat."),
        (
            N_("De brief maak je uit de melding: lees hem na en bewaar hem als bestand. De notitie komt er niet in."),
            N_("Bij een contract tekenen huurder, verhuurder en zorg; zonder verplichte hulp tekenen er twee."),
            N_("Een vergissing neem je terug op dezelfde pagina."),
            N_("De tekst van de brief, het loket en het doel stel je in bij Loket en brief."),
        ),
        ("/huren-onder-voorwaarden", "/huren-onder-voorwaarden/loket"),
        Permission.keep_conditional,
    ),
    Chapter(
        "huren-onder-voorwaarden-in-cijfers",
        N_("Huren onder voorwaarden in cijfers"),
        N_("Hoeveel bewoners bereikt zijn, waarom, en hoeveel woningen behouden bleven."),
        (
            N_("Een bewoner telt mee vanaf de brief of de afspraken, in dat jaar."),
            N_("Aantallen onder de vijf blijven verborgen voor wie zelf geen loket is."),
        ),
        ("/huren-onder-voorwaarden/cijfers",),
        Permission.see_placement_figures,
    ),
)
