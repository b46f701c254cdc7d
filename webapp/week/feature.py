"""The declaration of a worker's own week for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Feature, Group, Tab
from webapp.week.guide import CHAPTERS
from webapp.week.views import blueprint

WEEK = Feature(
    "week",
    blueprint,
    links=(Tab("/mijn-week", N_("Mijn week"), "chart", Permission.read_contacts, order=82, group=Group.work),),
    chapters=CHAPTERS,
)
