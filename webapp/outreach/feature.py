"""The declaration of outreach to youths for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Feature, Tab
from webapp.outreach import models, pages
from webapp.outreach.guide import CHAPTERS
from webapp.outreach.operations import OPERATIONS
from webapp.outreach.views import blueprint

OUTREACH = Feature(
    "outreach",
    blueprint,
    models=(models,),
    operations=OPERATIONS,
    fragments=(pages.fragments,),
    choices=pages.choices,
    links=(
        Tab("/vindplekken", N_("Vindplekken"), "place", Permission.keep_outreach, order=71),
        Tab("/toeleiding", N_("Trajecten van jongeren"), "people", Permission.keep_outreach, order=72),
        Tab(
            "/toeleiding/cijfers",
            N_("Jongeren in cijfers"),
            "chart",
            Permission.see_outreach_figures,
            order=73,
        ),
    ),
    chapters=CHAPTERS,
)
