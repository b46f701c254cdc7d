"""The chapters of respite care and small facilities."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "respijt",
        N_("Respijt en kleine voorzieningen"),
        N_("Een plek om op adem te komen, en huizen die per maand hun bezoekers tellen."),
        (
            N_("Je ziet per huis hoeveel plekken vrij zijn en wie je belt."),
            N_("Werk je er, schrijf dan een gast in met een einddag, en weer uit als die gaat."),
            N_("Vul elke maand de bezoekers in. Een vergeten maand vraagt vanzelf om aandacht."),
        ),
        ("/bedden/voorzieningen", "/bedden/respijt"),
        Permission.see_respite,
        "respijt",
    ),
    Chapter(
        "voorzieningen-in-cijfers",
        N_("Respijt en kleine voorzieningen in cijfers"),
        N_("Per huis zie je hoe vol het was en hoeveel bezoekers er kwamen."),
        (
            N_("Kies een huis en een maand. Onder het beeld staat dezelfde tabel."),
            N_("Een maand die nog niet is ingevuld, staat er als ‘niet ingevuld’ en niet als nul."),
        ),
        ("/bedden/voorzieningen/cijfers",),
        Permission.see_facility_figures,
        "keerpunt-cijfers",
    ),
)
