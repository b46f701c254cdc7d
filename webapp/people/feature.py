"""The declaration of clients for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Feature, KeptPage, Tab
from webapp.people import grounds as grounds
from webapp.people import models
from webapp.people.operations import OPERATIONS
from webapp.people.views import blueprint

PEOPLE = Feature(
    "people",
    blueprint,
    models=(models,),
    operations=OPERATIONS,
    kept_pages=(KeptPage("/clienten/nieuw", is_empty=True),),
    links=(Tab("/clienten", N_("Cliënten"), "people", Permission.read_clients, order=70),),
)
