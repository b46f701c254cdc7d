"""The declaration of work places for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import ClientLink, Feature, Group, Tab
from webapp.work_places import models
from webapp.work_places.guide import CHAPTERS
from webapp.work_places.kind import HOME, REASONS, WORK
from webapp.work_places.operations import OPERATIONS
from webapp.work_places.reminders import DUTIES
from webapp.work_places.service import erase_past_term
from webapp.work_places.timeline import TIMELINE
from webapp.work_places.views import FIGURES, NEW, blueprint

WORK_PLACES = Feature(
    "work_places",
    blueprint,
    models=(models,),
    operations=OPERATIONS,
    reasons={WORK.word: REASONS},
    due=DUTIES,
    timeline=TIMELINE,
    links=(
        Tab(HOME, N_("Werkplekken"), "work", Permission.refer_work, order=14, group=Group.people),
        Tab(
            FIGURES,
            N_("Werkplekken in cijfers"),
            "chart",
            Permission.see_placement_figures,
            order=85,
            group=Group.figures,
        ),
    ),
    client_links=(ClientLink(f"{NEW}?client={{}}", N_("Werkplek zoeken"), Permission.refer_work, order=46),),
    chapters=CHAPTERS,
    erase=erase_past_term,
)
