"""The declaration of outreach to youths for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import ClientLink, Feature, Group, Tab
from webapp.outreach import models, pages
from webapp.outreach.courses import SCHEME
from webapp.outreach.guide import CHAPTERS
from webapp.outreach.operations import OPERATIONS
from webapp.outreach.views import blueprint

OUTREACH = Feature(
    "outreach",
    blueprint,
    models=(models,),
    operations=OPERATIONS,
    reasons={SCHEME.kind.word: SCHEME.reasons},
    fragments=(pages.fragments,),
    choices=pages.choices,
    links=(
        Tab("/vindplekken", N_("Vindplekken"), "place", Permission.keep_outreach, order=71, group=Group.people),
        Tab(
            "/toeleiding",
            N_("Trajecten van jongeren"),
            "people",
            Permission.keep_outreach,
            order=72,
            group=Group.people,
        ),
        Tab(
            "/toeleiding/cijfers",
            N_("Jongeren in cijfers"),
            "chart",
            Permission.see_outreach_figures,
            order=73,
            group=Group.figures,
        ),
    ),
    client_links=(
        ClientLink("/toeleiding/{}", N_("Traject van eerste contact tot nazorg"), Permission.keep_outreach, order=50),
    ),
    chapters=CHAPTERS,
)
