"""The declaration of clients for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Feature, KeptPage, Tab
from webapp.people import models
from webapp.people.guide import CHAPTERS
from webapp.people.operations import OPERATIONS
from webapp.people.timeline import TIMELINE
from webapp.people.views import blueprint

PEOPLE = Feature(
    "people",
    blueprint,
    models=(models,),
    operations=OPERATIONS,
    timeline=TIMELINE,
    kept_pages=(KeptPage("/clienten/nieuw", is_empty=True),),
    links=(Tab("/clienten", N_("Cliënten"), "people", Permission.read_clients, order=70),),
    chapters=CHAPTERS,
)
