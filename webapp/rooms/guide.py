"""The chapters of Kamers met Aandacht."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "kamer-vragen",
        N_("Een kamer voor een jongere"),
        N_("Een jongere die de jeugdhulp verlaat, kan een jaar bij iemand thuis wonen."),
        (
            N_("Meld de jongere aan: leeftijd, waar, hoeveel huur, en wat belangrijk is in huis."),
            N_("Een bijnaam is genoeg. Een verhuurder ziet nooit meer dan nodig is om te kiezen."),
            N_("De coördinator zoekt de kamers die passen. Bij je aanmelding lees je hoe het loopt."),
            N_("Bij ‘Kans op een kamer’ lees je hoeveel kamers passen, wat tegenhoudt en wat een andere wens doet."),
            N_("Zoekt de jongere niet meer, trek de aanmelding dan in."),
        ),
        ("/kamers/verzoeken",),
        Permission.request_rooms,
        "kamerverzoeken",
    ),
    Chapter(
        "kamers",
        N_("Kamers met Aandacht"),
        N_("De coördinator kent de kamers en de jongeren, en brengt wie bij elkaar past aan tafel."),
        (
            N_("Een nieuwe verhuurder komt binnen via het formulier, of je voert de kamer zelf in."),
            N_("Leg vast wat je zag bij het huisbezoek. Van een VOG alleen dat je hem zag en wanneer."),
            N_("‘Voorstellen’ rekent per jongere uit welke kamers passen, en zegt bij elke kamer waarom wel of niet."),
            N_("Wie geen voorstel heeft: lees wat het kleinste is dat een kamer opent, en probeer het eerst."),
            N_("‘Wat weegt mee’ zegt hoe zwaar aandacht, huur en wachten tellen. Verander je dat, zeg dan waarom."),
            N_("De verhuurder beslist. Onderdak legt niemand op."),
        ),
        ("/kamers",),
        Permission.coordinate_rooms,
        "kamers",
    ),
    Chapter(
        "mijn-kamer",
        N_("Mijn kamer"),
        N_("Je ziet wat je over je kamer hebt opgegeven, en past het aan."),
        (
            N_("Verbeter wat niet meer klopt. De coördinator ziet het meteen."),
            N_("Wil je stoppen, zeg dat dan hier. Dat kan altijd."),
        ),
        ("/kamers/mijn",),
        Permission.own_room,
    ),
)
