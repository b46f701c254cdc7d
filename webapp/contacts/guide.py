"""The chapters of street contacts."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "contacten",
        N_("Een contact vastleggen"),
        N_("Een contact is vastgelegd in tien seconden, ook zonder naam en zonder netwerk."),
        (
            N_("Tik op ‘Contact vastleggen’ en kies wie het was: iemand van je lijst, een bijnaam, of anoniem."),
            N_("Kies waar iemand nu slaapt. De rest mag je leeg laten."),
            N_("Schrijf in de notitie wat een collega moet weten, niet meer. Geen BSN."),
            N_("Een afspraak gemaakt? Zet erbij wat en vóór wanneer; hij staat dan bij je vervolgacties."),
            N_("Een notitie over de gezondheid zien alleen verpleegkundigen die met deze persoon werken."),
            N_("Vergist? Verbeter het contact of trek het in; een collega ziet dat het verbeterd is."),
        ),
        ("/contacten", "/verpleegkundige-notities"),
        Permission.read_contacts,
        "contact-nieuw",
    ),
)
