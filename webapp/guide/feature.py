"""The declaration of the guide for the house."""

from webapp.errors import N_
from webapp.feature import Feature, Group, KeptPage, Tab
from webapp.guide.general import CHAPTERS
from webapp.guide.views import blueprint, frame

GUIDE = Feature(
    "guide",
    blueprint,
    frame=frame,
    kept_pages=(KeptPage("/hulp"),),
    links=(
        Tab("/hulp", N_("Hulp"), "info", order=93, group=Group.app),
        Tab("/privacy", N_("Privacy"), "lock", order=94, group=Group.app),
    ),
    chapters=CHAPTERS,
)
