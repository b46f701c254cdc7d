"""The chapter of shifts."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "dienst",
        N_("Sinds je vorige dienst"),
        N_("Je leest wat er met jouw mensen en jouw huis gebeurde terwijl jij er niet was."),
        (
            N_("Onderdak onthoudt wanneer je voor het laatst keek. Wat daarna kwam, staat hier."),
            N_("Laat één regel achter voor de volgende dienst. Na een paar dagen is die gewist."),
        ),
        ("/dienst",),
        Permission.hand_shift,
        "dienst",
    ),
)
