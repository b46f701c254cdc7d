"""The chapters of aftercare."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "nabellen",
        N_("Nabellen"),
        N_("Drie maanden nadat de begeleiding eindigde, hoort iedereen hoe het gaat."),
        (
            N_("Wie uit de opvang vertrekt, komt vanzelf op de lijst. Zelf zet je dat op de pagina van de cliënt."),
            N_("Wie uit een voorziening uitstroomt zonder vervolg ook; dan kan ook de wachtlijstbeheerder bellen."),
            N_("Bel, en zeg hoe het ging. Niet bereikt? Dan staat het er na drie werkdagen weer."),
            N_("Wie intussen weer contact, een bed of een plek heeft, hoeft niemand te bellen."),
            N_("Wie overleed of niet gebeld wil worden, staat er niet bij."),
        ),
        ("/nabellen",),
        Permission.call_aftercare,
    ),
    Chapter(
        "nabellen-in-cijfers",
        N_("Nabellen in cijfers"),
        N_("Hoeveel mensen bereikt zijn, drie maanden nadat hun begeleiding eindigde."),
        (
            N_("Wie niet gebeld wil worden, telt niet mee in het deel dat bereikt is."),
            N_("Aantallen onder de vijf blijven verborgen voor wie zelf niet belt."),
        ),
        ("/nabellen/cijfers",),
        Permission.see_aftercare_figures,
    ),
)
