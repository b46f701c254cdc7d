"""The declaration of the count days for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.ethos import models
from webapp.ethos.views import blueprint
from webapp.feature import Feature, Group, Tab

ETHOS = Feature(
    "ethos",
    blueprint,
    models=(models,),
    links=(
        Tab(
            "/teldag",
            N_("Teldag dak- en thuisloosheid"),
            "calendar",
            Permission.see_outreach_figures,
            order=74,
            group=Group.figures,
        ),
    ),
)
