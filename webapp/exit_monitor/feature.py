"""The declaration of the monitor for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.exit_monitor import models
from webapp.exit_monitor.guide import CHAPTERS
from webapp.exit_monitor.views import HOME, blueprint
from webapp.feature import Feature, Group, Tab

EXIT_MONITOR = Feature(
    "exit_monitor",
    blueprint,
    models=(models,),
    links=(Tab(HOME, N_("Monitor uitstroom"), "chart", Permission.see_exit_monitor, order=84, group=Group.figures),),
    chapters=CHAPTERS,
)
