"""The chapters of outreach."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "vindplekken",
        N_("Waar je jongeren vindt"),
        N_("Houd bij waar jongeren zijn en wanneer, zodat de volgende collega niet voor niets gaat."),
        (
            N_("Voeg een plek toe met de uren waarop er jongeren zijn."),
            N_("Was je er, leg dat vast met hoeveel je er ontmoette. Namen horen bij een contact, niet hier."),
            N_("Bij een contact kies je de plek uit de lijst."),
        ),
        ("/vindplekken",),
        Permission.keep_outreach,
        "vindplekken",
    ),
    Chapter(
        "trajecten",
        N_("Van eerste contact tot nazorg"),
        N_("Per jongere zie je hoe ver het is, en de regio hoeveel jongeren bereikt zijn."),
        (
            N_("Begin een traject op de pagina van de cliënt. Iedere jongere telt één keer."),
            N_("Zet een stap als het zover is: vertrouwen, hulp aangenomen, onderdak, nazorg."),
            N_("Een stap terug mag ook; er gaat niets verloren."),
        ),
        ("/toeleiding",),
        Permission.keep_outreach,
        "toeleiding",
    ),
    Chapter(
        "jongeren-in-cijfers",
        N_("Jongeren in cijfers"),
        N_("De cijfers komen uit de contacten en trajecten zelf, naast het doel van het jaar."),
        (
            N_("Kies een jaar of een maand. Onder het beeld staat dezelfde tabel."),
            N_("Aantallen onder de vijf blijven verborgen voor wie niet met de jongeren werkt."),
            N_("Op een teldag telt Onderdak hoe mensen die dag woonden, als bestand zonder namen."),
        ),
        (
            "/toeleiding/cijfers",
            "/teldag",
        ),
        Permission.see_outreach_figures,
    ),
)
