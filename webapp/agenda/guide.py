"""The chapter of the own calendar."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "agenda",
        N_("Afspraken in je eigen agenda"),
        N_("Je telefoon kan je afspraken in zijn agenda zetten, zonder namen."),
        (
            N_("Zet het aan en neem het geheime adres over in je agenda. Er staat alleen dat er een afspraak is."),
            N_("Denk je dat iemand anders het adres heeft, maak dan een nieuw. Het oude werkt meteen niet meer."),
        ),
        ("/account/agenda",),
        Permission.work_list,
    ),
)
