"""The chapters about the phone itself, which belong to no feature."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "begin",
        N_("Beginnen"),
        N_("Onderdak opent met je gezicht, vinger of pincode. Een wachtwoord is er niet."),
        (
            N_("Een beheerder maakt voor jou een link. Die werkt één keer en een paar dagen."),
            N_("Open de link op je eigen telefoon en vul de code in die je van een collega krijgt."),
            N_("Maak je passkey: je telefoon vraagt om je gezicht, vinger of pincode."),
            N_("Zet Onderdak op je beginscherm. Dan opent het met één tik, ook zonder netwerk."),
        ),
        ("/inloggen", "/uitnodiging", "/demo"),
        picture="inloggen",
    ),
    Chapter(
        "vandaag",
        N_("Vandaag"),
        N_("Het eerste scherm laat zien wat nu op jou wacht."),
        (
            N_("Bovenaan staat wat haast heeft: een aanvraag die antwoord wil, een telling die oud wordt."),
            N_("Daaronder staan je vervolgacties: wat te laat is, wat vandaag moet, wat morgen komt."),
            N_("De grote knop onderaan is wat je het meest doet. Je duim kan er altijd bij."),
            N_("Een stip bij een tab zegt dat daar iets op jou wacht."),
        ),
        ("/", "/meer"),
        Permission.own_account,
        "vandaag-straat",
    ),
    Chapter(
        "zonder-netwerk",
        N_("Zonder netwerk"),
        N_(
            "Alles wat je vastlegt, staat eerst versleuteld op je telefoon. Versturen gaat vanzelf, zodra er bereik is."
        ),
        (
            N_(
                "‘Bewaard op deze telefoon’ betekent: het wacht nog. ‘Verstuurd’ betekent: de server heeft het "
                "bevestigd."
            ),
            N_("Onder ‘Nog te versturen’ zie je wat wacht, en sinds wanneer. ‘Probeer nu te versturen’ wacht niet af."),
            N_(
                "Kan iets niet worden verstuurd, dan staat erbij waarom. Verbeter het, bewaar het als bestand, of"
                " gooi het weg."
            ),
            N_("Wijzigde een collega hetzelfde, dan zie je beide naast elkaar en kies je per regel."),
            N_("Wat je zonder netwerk leest, is hooguit een dag oud. Bovenaan staat van wanneer het is."),
        ),
        ("/onverzonden", "/offline"),
        Permission.own_account,
        "onverzonden",
    ),
    Chapter(
        "slot",
        N_("Op slot, uitloggen en een verloren telefoon"),
        N_("Wat op je telefoon staat, is versleuteld en gaat op slot als je hem even niet aanraakt."),
        (
            N_("Ontgrendel met je gezicht, vinger of pincode. Wat je nog aan het invullen was, staat er dan weer."),
            N_("Ook op slot kun je vastleggen en versturen. Lezen kan pas na ontgrendelen."),
            N_("Log uit als een ander je telefoon gaat gebruiken. Dan is er niets meer op te lezen."),
            N_(
                "Telefoon kwijt? Meld het op een ander toestel onder ‘Jouw account’, of laat het de beheerder "
                "doen. Dan komt hij er niet meer in."
            ),
            N_(
                "Een telefoon die nooit meer verbinding maakt, kunnen we niet leegmaken. Wat erop staat, blijft "
                "versleuteld."
            ),
        ),
        ("/account",),
        Permission.own_account,
        "account",
    ),
    Chapter(
        "beheer",
        N_("Beheer"),
        N_("Een beheerder geeft toegang en neemt die weer af. Een beheerder ziet geen cliënten."),
        (
            N_("Nodig iemand uit met naam, organisatie en rol. Geef de link persoonlijk; hij werkt één keer."),
            N_("Een rol die mensen laat zien, wordt door een tweede persoon bevestigd."),
            N_("Gaat iemand weg, sluit dan de toegang. Telefoons en sessies stoppen meteen."),
            N_("Organisaties, locaties en de gegevens van de regio houd je hier bij."),
        ),
        ("/beheer", "/bevestigen"),
        Permission.administer,
        "beheer",
    ),
)
