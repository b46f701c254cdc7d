"""The chapter of the directory."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "wegwijzer",
        N_("Wie kan helpen?"),
        N_("De wegwijzer zegt waar je iemand heen stuurt, en of daar nu iemand is."),
        (
            N_("Kies waar iemand hulp bij nodig heeft en in welke gemeente."),
            N_("‘Nu open, tot 17:00’ klopt ook zonder netwerk en op feestdagen."),
            N_("Tik op het nummer om te bellen. De noodnummers staan altijd bovenaan."),
            N_("Bij elke plek staat wanneer die voor het laatst is nagekeken. Klopt er iets niet, verbeter het."),
            N_(
                "Krijg je een lijst van een ander, kies dan ‘Wegwijzer uit een bestand’: je ziet eerst wat er "
                "verandert."
            ),
        ),
        ("/wegwijzer",),
        Permission.see_directory,
        "wegwijzer",
    ),
)
