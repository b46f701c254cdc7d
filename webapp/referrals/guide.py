"""The chapter of referrals."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "doorverwijzen",
        N_("Doorverwijzen"),
        N_("Een doorverwijzing is af als je weet of iemand er aankwam."),
        (
            N_(
                "Kies bij een contact of cliënt waarheen: een plek uit de wegwijzer of een organisatie die hier"
                " meewerkt."
            ),
            N_("De naam gaat alleen mee als deze persoon dat goedvindt. Zonder ja gaat de vraag zonder naam."),
            N_("De ander neemt aan of zegt met een reden nee. Tot het ja blijft deze persoon bij jou."),
            N_("Daarna vraagt Onderdak vanzelf of iemand er aankwam. ‘Weet ik niet’ is ook een antwoord."),
        ),
        ("/doorverwijzingen",),
        Permission.refer,
        "doorverwijzingen",
    ),
)
