"""The chapter of mail."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "post",
        N_("Mail die niet aankomt"),
        N_("Onderdak mailt alleen een link, nooit iets over iemand. Lukt dat niet, dan lees je het hier."),
        (
            N_("Wacht mail een kwartier, dan is de mailserver weg. Er raakt niets kwijt: vertel het je beheerder."),
            N_("Een adres dat niet bestaat wordt niet opnieuw geprobeerd. Bel die persoon, en haal de regel weg."),
        ),
        ("/post",),
        Permission.coordinate_rooms,
    ),
)
