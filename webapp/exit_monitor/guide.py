"""The chapters of the monitor."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "monitor-van-het-convenant",
        N_("De monitor van het convenant"),
        N_("Wat alle partners samen zien van de weg naar een eigen woning."),
        (
            N_("Je eigen mensen staan er met naam, en waarop ieder wacht. Van de andere partners zie je aantallen."),
            N_("Aantallen onder de vijf van anderen blijven verborgen, ook als je ze zou kunnen uitrekenen."),
            N_("Bewaar de stand van vandaag als bestand: de dag staat in de naam."),
        ),
        ("/plaatsingen/convenanten",),
        Permission.see_exit_monitor,
    ),
)
