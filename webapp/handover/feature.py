"""The declaration of sharing, covering and leaving for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Card, Feature, Part, Tab
from webapp.handover import models
from webapp.handover.guide import CHAPTERS
from webapp.handover.operations import OPERATIONS
from webapp.handover.service import list_news, renew
from webapp.handover.views import blueprint

HANDOVER = Feature(
    "handover",
    blueprint,
    models=(models,),
    operations=OPERATIONS,
    links=(Tab("/overdracht", N_("Delen en waarnemen"), "people", Permission.edit_clients, order=75),),
    cards=(Card(Part.news, "handover/_home.html", Permission.edit_clients, list_news),),
    erase=renew,
    chapters=CHAPTERS,
)
