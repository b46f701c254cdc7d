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
        "verhuurders",
        N_("Verhuurders leren kennen"),
        N_("Een kamer wordt pas voorgesteld als je de verhuurder kent en ja hebt gezegd."),
        (
            N_("Plan een bezoek en kies wie er gaat. Die ziet de verhuurder tot je besluit, ook zonder netwerk."),
            N_("Van de VOG schrijf je alleen de datum op. Maak geen foto. Schulden en verslaving horen hier niet."),
            N_("Is alles er, zeg dan ja of nee. Wie nog moet wachten, komt terug op de dag die jij kiest."),
            N_("Vraagt een verhuurder om hulp, dan staat het op je eerste scherm. Bel, en zeg dat je belde."),
        ),
        ("/kamers/verhuurders", "/kamers/hulp"),
        Permission.coordinate_rooms,
    ),
    Chapter(
        "bezoeken",
        N_("Op bezoek bij een verhuurder"),
        N_("Je bekijkt de kamer en praat over wat samenwonen vraagt."),
        (
            N_("Je ziet alleen de verhuurders waar jij heen gaat, tot de coördinator besloten heeft."),
            N_("Vink aan wat je zag en besprak. Het wordt bewaard, ook aan een keukentafel zonder bereik."),
            N_("Vergiste je je? Zeg dan dat het niet klopt. Het blijft leesbaar, maar telt niet mee."),
        ),
        ("/kamers/bezoeken",),
        Permission.visit_hosts,
    ),
    Chapter(
        "tips",
        N_("Een tip over een kamer"),
        N_("Ken je iemand die misschien een kamer heeft? Geef het door."),
        (
            N_("Vraag het eerst: mag de coördinator bellen? Geef dan naam en nummer door, ook zonder netwerk."),
            N_("Bij je tips lees je of er gebeld is."),
        ),
        ("/kamers/tips",),
        Permission.give_leads,
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
