"""The chapter of sharing and covering."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "delen",
        N_("Delen en waarnemen"),
        N_("Met vakantie, ziek of een dag vrij: een collega kijkt mee, zolang als jij zegt."),
        (
            N_("Deel één cliënt met een collega tot een dag. Daarna houdt het vanzelf op."),
            N_("Laat iemand waarnemen: al jouw mensen, van de ene dag tot de andere."),
            N_(
                "Ga je weg, geef dan alles aan een collega. Jullie zien het allebei, en het is in één stap "
                "terug te draaien."
            ),
            N_("Draag één cliënt over aan een collega of een organisatie. Er verandert pas iets als de ander ja zegt."),
            N_("Wat een collega intussen deed, blijft van die collega."),
        ),
        ("/overdracht",),
        Permission.edit_clients,
        "overdracht",
    ),
)
