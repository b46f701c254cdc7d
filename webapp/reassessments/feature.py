"""The declaration of reassessment for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Feature, Group, Tab
from webapp.reassessments import models
from webapp.reassessments.guide import CHAPTERS
from webapp.reassessments.kind import CAMPAIGNS, FIGURES, REASONS, RULE
from webapp.reassessments.operations import OPERATIONS
from webapp.reassessments.pages import fragments
from webapp.reassessments.reminders import DUTIES
from webapp.reassessments.service import erase_past_term
from webapp.reassessments.views import blueprint

REASSESSMENTS = Feature(
    "reassessments",
    blueprint,
    models=(models,),
    operations=OPERATIONS,
    reasons={RULE.word: REASONS},
    fragments=(fragments,),
    due=DUTIES,
    links=(
        Tab(CAMPAIGNS, N_("Herbeoordelingen"), "list", Permission.keep_reassessments, order=13, group=Group.people),
        Tab(
            FIGURES,
            N_("Herbeoordelingen in cijfers"),
            "chart",
            Permission.see_reassessment_figures,
            order=78,
            group=Group.figures,
        ),
    ),
    chapters=CHAPTERS,
    erase=erase_past_term,
)
