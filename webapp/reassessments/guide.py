"""The chapters of reassessment."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.errors import N_

CHAPTERS = (
    Chapter(
        "herbeoordelen",
        N_("Herbeoordelen"),
        N_("Wie van een campagne aan jou is gegeven, staat bij Vervolgacties. De uitkomst geef je ook zonder netwerk."),
        (
            N_("Blijft de hulp zoals die is, dan is dat één tik. Bij al het andere kies je op de pagina een reden."),
            N_("Niet bereikt? Dan komt de persoon na vijf werkdagen terug."),
            N_("Is het iemand van jullie, kies die dan. De uitkomst staat dan ook bij die persoon."),
            N_("Een vergissing neem je terug op dezelfde pagina. Schrijf geen diagnose op."),
        ),
        ("/vervolgacties?rule=reassessment",),
        Permission.reassess,
    ),
    Chapter(
        "herbeoordelingen",
        N_("Een campagne van herbeoordelen"),
        N_("Iedereen van een bestand of van een voorziening opnieuw bekijken, en zien hoe ver dat is."),
        (
            N_("Maak een lijst uit een bestand (CSV, XLSX of ODS), of van wie nu een plek heeft in een voorziening."),
            N_("Je ziet eerst wie erop staat. Pas als je begint, staat het bij de medewerkers."),
            N_("Verdeel wie nog van niemand is, en geef het werk van een collega die weg is aan een ander."),
            N_("Rond je af, dan verdwijnt wie nog open staat van de lijsten. Dat kun je terugdraaien."),
        ),
        ("/herbeoordelingen/campagnes", "/herbeoordelingen/campagnes/nieuw"),
        Permission.keep_reassessments,
    ),
    Chapter(
        "herbeoordelingen-in-cijfers",
        N_("Herbeoordelingen in cijfers"),
        N_("Hoe ver elke campagne is, en wat eruit kwam."),
        (N_("Aantallen onder de vijf blijven verborgen voor wie zelf geen campagne houdt."),),
        ("/herbeoordelingen/cijfers",),
        Permission.see_reassessment_figures,
    ),
)
