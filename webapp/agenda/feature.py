"""The declaration of the private calendar for the house."""

from webapp.accounts.permissions import Permission
from webapp.agenda import models
from webapp.agenda.guide import CHAPTERS
from webapp.agenda.views import blueprint
from webapp.errors import N_
from webapp.feature import Feature, Group, Tab

AGENDA = Feature(
    "agenda",
    blueprint,
    models=(models,),
    links=(
        Tab(
            "/account/agenda",
            N_("Afspraken in je eigen agenda"),
            "calendar",
            Permission.work_list,
            order=83,
            group=Group.work,
        ),
    ),
    chapters=CHAPTERS,
)
