"""The declaration of clients for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Feature, KeptPage, Tab
from webapp.people import models
from webapp.people.merging import models as merge_models
from webapp.people.merging import views as _merging
from webapp.people.merging.operations import OPERATIONS as MERGING
from webapp.people.operations import OPERATIONS
from webapp.people.routes import blueprint
from webapp.people.views import index as _clients

__all__ = ["PEOPLE", "_clients", "_merging"]

PEOPLE = Feature(
    "people",
    blueprint,
    models=(models, merge_models),
    operations=OPERATIONS + MERGING,
    kept_pages=(KeptPage("/clienten/nieuw", is_empty=True),),
    links=(Tab("/clienten", N_("Cliënten"), "people", Permission.read_clients, order=70),),
)
