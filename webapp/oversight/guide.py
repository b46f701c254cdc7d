"""The chapters of oversight."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "toezicht",
        N_("Toezicht op lezen"),
        N_("De functionaris gegevensbescherming ziet wie wat las, en wat daaraan opvalt."),
        (
            N_(
                "‘Opvallend lezen’ komt uit regels: buiten de werkrelatie, veel in een uur, de eigen naam. "
                "Beoordeel elk geval."
            ),
            N_("Zoek in het logboek op medewerker, cliënt, soort en tijd. Ook dat lezen komt in het logboek."),
            N_("Noodtoegang wordt achteraf bekeken: terecht of niet, met een reden."),
            N_("Het verwerkingsregister en de toegankelijkheidsverklaring komen als bestand uit het systeem zelf."),
        ),
        ("/toezicht",),
        Permission.oversee_access,
        "toezicht",
    ),
)
