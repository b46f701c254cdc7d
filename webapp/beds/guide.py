"""The chapters of tonight's beds."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "tellen",
        N_("De bedden van je opvang"),
        N_("Het bord klopt zolang jij telt. Een telling kost drie tikken."),
        (
            N_(
                "Tel per soort bed wat vrij is en bevestig het. Klopt het getal nog, dan is één tik op ‘Klopt "
                "nog’ genoeg."
            ),
            N_("Een aanvraag wacht op jou: houd het bed vast, of kies waarom het niet kan."),
            N_("Komt iemand binnen, vink dan ‘Is er’ af. Kwam iemand niet, dan is het bed weer vrij."),
            N_("Gasten die zonder aanvraag komen, schrijf je zelf in."),
            N_("’s Ochtends vraagt Onderdak wie er bleef slapen. Zo klopt de volgende nacht."),
            N_("Is een bed stuk of een kamer dicht, zet het dan buiten gebruik, met een reden en een einddag."),
        ),
        ("/bedden",),
        Permission.count_beds,
        "bed-telling",
    ),
    Chapter(
        "bedden",
        N_("Een bed voor vannacht"),
        N_("Het bord laat zien waar vannacht plaats is, en hoe oud dat getal is."),
        (
            N_("Kies voor wie je zoekt; het bord toont alleen wat past."),
            N_("Vraag het bed. Sommige opvang houdt het meteen vast, andere antwoordt eerst zelf: ‘Nog niet zeker’."),
            N_("Stuur iemand pas op pad als er staat: ‘Het bed staat klaar’. Erbij staat tot wanneer."),
            N_("Vol? Dan staat er wat je nog kunt proberen, en wie je kunt bellen."),
            N_("Ook geen plek gevonden? Leg dat vast. Zo weet de regio hoeveel mensen buiten bleven."),
            N_("Zonder netwerk zie je het laatste bord, met de tijd erbij. Bel dan voor zekerheid."),
        ),
        ("/bedden",),
        Permission.request_beds,
        "bedden",
    ),
    Chapter(
        "bord",
        N_("Het bord lezen"),
        N_("Op het bord staat per opvang wat nu vrij is."),
        (
            N_("Let op de leeftijd van het getal. Hoe ouder, hoe minder zeker."),
            N_("Een bed vragen doet een medewerker die de persoon kent. Bel de opvang bij haast."),
        ),
        ("/bedden",),
        Permission.see_board,
    ),
    Chapter(
        "nacht",
        N_("Verslag van de nacht"),
        N_("De cijfers komen uit wat er echt gebeurde. Niemand hoeft ze over te typen."),
        (
            N_("‘Verslag van de nacht’ telt per opvang wie sliep, wie niet kwam en wie geen plek vond."),
            N_("‘Bezetting per maand’ laat de nachten naast elkaar zien, als beeld en als tabel."),
            N_("Getallen onder de vijf blijven verborgen voor wie niet met de bedden werkt."),
            N_("Sla de tabel op als bestand voor je eigen verslag."),
        ),
        ("/bedden/nacht", "/bedden/bezetting"),
        Permission.see_nights,
        "bezetting",
    ),
    Chapter(
        "winterkou",
        N_("Winterkouderegeling"),
        N_("Bij kou gaan er bedden bij. De regio zet de regeling aan en weer uit."),
        (
            N_("Zet de regeling aan met de reden en de eerste nacht. Iedereen ziet het meteen bovenaan."),
            N_("De winterbedden komen dan op het bord, apart geteld."),
            N_("Zet hem uit als het voorbij is. Wie er slaapt, houdt die nacht zijn bed."),
        ),
        ("/bedden/winterkou",),
        Permission.activate_cold,
        "winterkou",
    ),
)
