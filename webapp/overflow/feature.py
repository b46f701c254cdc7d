"""The declaration of places in a neighbouring region for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Card, Feature, Group, Part, Tab
from webapp.overflow import models
from webapp.overflow.guide import CHAPTERS
from webapp.overflow.service import list_waiting
from webapp.overflow.views import blueprint

OVERFLOW = Feature(
    "overflow",
    blueprint,
    models=(models,),
    links=(
        Tab(
            "/bedden/buurregio",
            N_("Plek in een buurregio"),
            "swap",
            Permission.ask_overflow,
            order=20,
            group=Group.beds,
        ),
    ),
    cards=(Card(Part.news, "overflow/_home.html", Permission.answer_overflow, list_waiting),),
    chapters=CHAPTERS,
)
