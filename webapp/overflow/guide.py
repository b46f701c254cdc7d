"""The chapter of places in a neighbouring region."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "buurregio",
        N_("Plek in een buurregio"),
        N_("Is alles vol, vraag dan plekken aan de regio hiernaast."),
        (
            N_("Schrijf hoeveel plekken en wat nodig is. Namen gaan niet over de grens van de regio."),
            N_("De buurregio antwoordt met plekken of een reden waarom het niet kan, en tot wanneer de plekken staan."),
            N_("Niet meer nodig? Trek de vraag in, dan kan een ander de plek krijgen."),
        ),
        ("/bedden/buurregio",),
        Permission.ask_overflow,
        "buurregio",
    ),
)
