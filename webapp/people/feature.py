"""The declaration of clients for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import ClientLink, Feature, Group, KeptPage, Tab
from webapp.people import grounds as grounds
from webapp.people import models
from webapp.people.consents import models as consent_models
from webapp.people.consents import views as _consents
from webapp.people.consents.operations import OPERATIONS as CONSENTS
from webapp.people.cooperation import models as cooperation_models
from webapp.people.cooperation import views as _cooperation
from webapp.people.guide import CHAPTERS
from webapp.people.households import models as household_models
from webapp.people.households import views as _households
from webapp.people.households.operations import OPERATIONS as HOUSEHOLDS
from webapp.people.late import models as late_models
from webapp.people.merging import models as merge_models
from webapp.people.merging import views as _merging
from webapp.people.merging.operations import OPERATIONS as MERGING
from webapp.people.operations import OPERATIONS
from webapp.people.quiet_views import ask_quiet as _quiet
from webapp.people.routes import blueprint
from webapp.people.timeline import TIMELINE
from webapp.people.views import index as _clients

__all__ = ["PEOPLE", "_clients", "_consents", "_cooperation", "_households", "_merging", "_quiet"]

PEOPLE = Feature(
    "people",
    blueprint,
    models=(models, merge_models, consent_models, household_models, late_models, cooperation_models),
    operations=OPERATIONS + MERGING + CONSENTS + HOUSEHOLDS,
    timeline=TIMELINE,
    kept_pages=(KeptPage("/clienten/nieuw", is_empty=True),),
    links=(Tab("/clienten", N_("Cliënten"), "people", Permission.read_clients, order=70, group=Group.people),),
    client_links=(
        ClientLink("/clienten/{}/toestemming", N_("Toestemming om te delen"), Permission.edit_clients, order=10),
        ClientLink("/clienten/{}/huishouden", N_("Wie horen bij elkaar"), Permission.edit_clients, 15, is_open=False),
        ClientLink("/clienten/{}/rust", N_("Overleden, verhuisd of rust"), Permission.edit_clients, order=60),
        ClientLink(
            "/clienten/{}/loslaten",
            N_("Ik werk niet meer met deze persoon"),
            Permission.edit_clients,
            order=90,
            only_related=True,
        ),
    ),
    chapters=CHAPTERS,
)
