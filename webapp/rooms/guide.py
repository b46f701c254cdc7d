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
            N_("Schrijf samen het profiel, in de woorden van de jongere, en vul in wanneer jullie het nalazen."),
            N_("Je ziet het profiel zoals een verhuurder het ziet. Verander je het, dan spreek je het opnieuw af."),
            N_("De coördinator zoekt de kamers die passen. Bij je aanmelding lees je hoe het loopt."),
            N_("Zeg waar school of werk is: een kamer in de buurt weegt dan zwaarder, hemelsbreed gemeten."),
            N_("Bij ‘Kans op een kamer’ lees je hoeveel kamers passen, wat tegenhoudt en wat een andere wens doet."),
            N_("Wil de jongere op de openbare pagina, kies dan samen wat er staat. Eraf kan altijd, en meteen."),
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
            N_("Met ‘Kamers: openbare pagina’ laat je zien dat jongeren zoeken, vanaf vijf en zonder wie ze zijn."),
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
        "meegaan",
        N_("Bij een match helpen"),
        N_("De coördinator vraagt je mee bij één verhuurder en één jongere. Alleen die match zie je."),
        (
            N_("Je leest wie de verhuurder is, wat de jongere zelf vertelt, hoe het staat en de volgende datum."),
            N_(
                "Wat iemand antwoordt en waarom, lees je niet. Vraag het de coördinator, of wacht tot ze het vertellen."
            ),
            N_("Schrijf op wanneer je er was en hoe het ging, ook zonder netwerk. De coördinator leest het."),
            N_("Is het voorbij, dan zie je de match niet meer."),
        ),
        ("/kamers/meegaan",),
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
        "puntentelling",
        N_("Wat een kamer mag kosten"),
        N_("De wet geeft elke kamer punten, en bij die punten een hoogste kale huur. Daarboven verhuren mag niet."),
        (
            N_("Zes vragen zijn genoeg. Wat je niet weet, telt als het laagste, dus het echte maximum kan hoger zijn."),
            N_("Onderdak zegt welke vraag het meeste scheelt. Vul die het eerst in."),
            N_("De rekenhulp werkt ook zonder netwerk, bijvoorbeeld bij het huisbezoek."),
            N_("Tel je bij een kamer, dan weigert Onderdak daarna een kale huur boven het maximum."),
            N_("Zonder telling wordt niets geweigerd. Bij de kamer staat dan ‘nog geen puntentelling’."),
        ),
        ("/kamers/punten",),
        Permission.coordinate_rooms,
    ),
    Chapter(
        "trechter",
        N_("De trechter van Kamers met Aandacht"),
        N_("Hoeveel verhuurders en jongeren tot waar kwamen, en waarom het bij anderen stopte."),
        (
            N_("Kies een jaar. Elk getal opent de verhuurders erachter, als jij met hen werkt."),
            N_("Bij elke stap staat waarom mensen afvielen en hoe lang het duurde. ‘Niet bekend’ is geen nul."),
            N_("‘Wat zou het meest helpen’ noemt de regels die nu de meeste jongeren van een kamer afhouden."),
            N_("Wie alleen cijfers leest, ziet geen aantal onder de 5 en niets waaruit dat volgt."),
            N_("Het streefgetal van een jaar zet je hier, met waar het staat. Een ouder streefgetal blijft te lezen."),
        ),
        ("/kamers/trechter",),
        Permission.see_room_figures,
    ),
    Chapter(
        "kamers-gewichten",
        N_("Kamers: wat weegt mee"),
        N_("Hoe zwaar aandacht, huur, duur en wachttijd tellen als er voor een kamer gekozen moet worden."),
        (
            N_("Kijk eerst wat andere getallen doen. Daar wordt niets van bewaard."),
            N_("Bewaar je ze, schrijf dan op waarom. Wie het veranderde en wanneer blijft staan."),
        ),
        ("/kamers/gewichten",),
        Permission.administer,
    ),
    Chapter(
        "kamers-termijnen",
        N_("Kamers: bewaartermijnen"),
        N_("Hoe lang namen, nummers en woorden van verhuurders en jongeren blijven."),
        (
            N_("Kies maanden na het einde, en weken voor wat niets werd. Schrijf op waarom en waar dat staat."),
            N_(
                "Een kortere termijn gaat pas na een week in: tot dan kun je hem terugzetten. Een langere geldt meteen."
            ),
        ),
        ("/kamers/bewaartermijnen",),
        Permission.administer,
    ),
    Chapter(
        "kamer-match",
        N_("Van voorstel tot contract"),
        N_("Een match gaat van voorstel naar kennismaking, een dag bedenktijd en het contract."),
        (
            N_("Stel een kamer voor bij een jongere. Kamer en jongere komen dan in geen ander voorstel."),
            N_(
                "Jongere en verhuurder zeggen ja of nee: zelf, met een persoonlijke link die jij doorgeeft, of jij legt"
                " vast wat ze zeiden."
            ),
            N_(
                "Na de kennismaking denken ze allebei 24 uur na. Wat ze antwoorden, leest niemand voordat die tijd"
                " voorbij is."
            ),
            N_("Elk nee heeft een reden uit de lijst. Kamer en jongere zijn dan vanzelf weer vrij."),
            N_("Kies een vrijwilliger die meegaat. Die ziet alleen deze match, en geen antwoorden."),
            N_("Kan het even niet? Laat de match wachten, met een reden en een dag. Dan staat hij weer op je scherm."),
            N_("Mist er een reden, voeg die dan toe onder ‘Kamers: redenen’. Oude antwoorden houden de hunne."),
            N_("Staat een match stil, dan zie je dat op je eerste scherm, en na drie dagen ziet elke collega het."),
        ),
        ("/kamers/matches", "/kamers/redenen"),
        Permission.coordinate_rooms,
        "kamermatches",
    ),
    Chapter(
        "kamer-huur",
        N_("Huurcontracten"),
        N_("Een huurcontract heeft één wettelijke grond, met de dagen die daarbij horen."),
        (
            N_(
                "Leg het contract vast bij de match. Wat de wet die dag niet toestaat, weigert het formulier met een"
                " zin."
            ),
            N_("Wat eraan komt, staat op je eerste scherm: opzeggen, het einde, een evaluatie, een buurtmaatje."),
            N_("Bij een evaluatie antwoordt elke kant met een eigen link. Zij lezen niets van elkaar."),
            N_("Gaat er iets mis, leg dan een signaal vast, met een dag waarop je er weer naar kijkt."),
            N_("Loopt het af, schrijf dan waarom en waar de jongere heen ging. De kamer is meteen weer vrij."),
        ),
        ("/kamers/huur",),
        Permission.coordinate_rooms,
    ),
    Chapter(
        "mijn-kamer",
        N_("Mijn kamer"),
        N_("Je ziet waar het staat met je aanmelding, de match en het contract, en wat je over je kamer opgaf."),
        (
            N_("Zet de volgende datum in je agenda. In het bestand staat geen naam en geen adres."),
            N_("Verbeter wat niet meer klopt. De coördinator ziet het meteen."),
            N_("Heb je een vraag of gaat er iets mis, vraag dan of de coördinator belt. Die ziet het meteen."),
            N_("Bewaar alles wat er over jou staat als bestand."),
            N_("Wil je stoppen, zeg dat dan hier. Dat kan altijd."),
        ),
        ("/kamers/mijn",),
        Permission.own_room,
    ),
)
