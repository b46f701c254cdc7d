"""The declaration of aftercare for the house."""

from webapp.accounts.permissions import Permission
from webapp.aftercare import models
from webapp.aftercare.calls import CALLS
from webapp.aftercare.guide import CHAPTERS
from webapp.aftercare.operations import OPERATIONS
from webapp.aftercare.pages import fragments
from webapp.aftercare.service import note_departures
from webapp.aftercare.views import blueprint
from webapp.errors import N_
from webapp.feature import ClientLink, Feature, Group, Tab

AFTERCARE = Feature(
    "aftercare",
    blueprint,
    models=(models,),
    operations=OPERATIONS,
    fragments=(fragments,),
    due=CALLS,
    links=(
        Tab(
            "/nabellen/cijfers",
            N_("Nabellen in cijfers"),
            "chart",
            Permission.see_aftercare_figures,
            order=79,
            group=Group.figures,
        ),
    ),
    client_links=(
        ClientLink(
            "/clienten/{}/begeleiding-klaar",
            N_("Begeleiding klaar"),
            Permission.end_support,
            order=55,
            is_open=False,
        ),
    ),
    chapters=CHAPTERS,
    erase=note_departures,
)
