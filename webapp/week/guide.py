"""The chapter of the own week."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "mijn-week",
        N_("Mijn week"),
        N_("Je eigen werk van een week, voor jou alleen."),
        (
            N_("Je ziet hoeveel contacten en mensen het waren, en welke afspraken zijn nagekomen."),
            N_("Blader naar een eerdere week. Onder het beeld staat dezelfde tabel."),
        ),
        ("/mijn-week",),
        Permission.read_contacts,
        "mijn-week",
    ),
)
