"""The declaration of respite and small facilities for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.facilities import models
from webapp.facilities.guide import CHAPTERS
from webapp.facilities.pages import blueprint
from webapp.facilities.service import my_facilities
from webapp.facilities.timeline import TIMELINE
from webapp.feature import Card, Feature, Group, Part, Tab

FACILITIES = Feature(
    "facilities",
    blueprint,
    models=(models,),
    links=(
        Tab("/bedden/voorzieningen", N_("Respijt"), "heart", Permission.see_respite, order=50, group=Group.beds),
        Tab(
            "/bedden/voorzieningen/cijfers",
            N_("Respijt en kleine voorzieningen in cijfers"),
            "heart",
            Permission.see_facility_figures,
            order=60,
            group=Group.figures,
        ),
    ),
    cards=(Card(Part.supply, "facilities/_home.html", Permission.keep_facilities, my_facilities),),
    chapters=CHAPTERS,
    timeline=TIMELINE,
)
