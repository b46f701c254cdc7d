"""The declaration of everything there is to do for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Card, Feature, Group, Part, Tab
from webapp.worklist import models
from webapp.worklist.guide import CHAPTERS
from webapp.worklist.operations import OPERATIONS
from webapp.worklist.regions import fragments
from webapp.worklist.service import count_now
from webapp.worklist.timeline import TIMELINE
from webapp.worklist.views import blueprint

WORKLIST = Feature(
    "worklist",
    blueprint,
    models=(models,),
    operations=OPERATIONS,
    fragments=(fragments,),
    timeline=TIMELINE,
    links=(Tab("/vervolgacties", N_("Vervolgacties"), "list", Permission.work_list, order=80, group=Group.work),),
    cards=(Card(Part.news, "worklist/_home.html", Permission.work_list, count_now),),
    chapters=CHAPTERS,
)
