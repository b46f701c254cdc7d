"""The chapter of everything there is to do."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "vervolgacties",
        N_("Afspraken nakomen"),
        N_("Een vervolgactie is een afspraak met een dag. Hij blijft staan tot iemand hem afvinkt."),
        (
            N_("Vink af wat gedaan is. Per ongeluk? Maak het meteen ongedaan."),
            N_("Lukt het niet op die dag, verzet hem dan, of geef hem aan een collega."),
            N_("Onder ‘Van het team’ zie je wat bij collega’s is blijven liggen."),
            N_("Daaronder staat wat verder aan de beurt is, zoals navragen. Zeg hoe het ging, ook zonder netwerk."),
            N_("Van wie overleed, verhuisde of om rust vroeg, staat hier niets."),
        ),
        ("/vervolgacties",),
        Permission.work_list,
        "vervolgacties",
    ),
)
