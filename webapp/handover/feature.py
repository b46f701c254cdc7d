"""The declaration of sharing, covering, leaving and handing over for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Card, ClientLink, Feature, Group, Part, Tab
from webapp.handover import models
from webapp.handover import views as _sharing
from webapp.handover.guide import CHAPTERS
from webapp.handover.operations import OPERATIONS
from webapp.handover.routes import blueprint
from webapp.handover.service import list_news, renew
from webapp.handover.transfers import models as transfer_models
from webapp.handover.transfers import service as transfers
from webapp.handover.transfers import views as _transfers
from webapp.handover.transfers.kind import HAND_OVER, REASONS
from webapp.handover.transfers.operations import OPERATIONS as TRANSFERS
from webapp.handover.transfers.timeline import TIMELINE

__all__ = ["HANDOVER", "_sharing", "_transfers"]

HANDOVER = Feature(
    "handover",
    blueprint,
    models=(models, transfer_models),
    operations=OPERATIONS + TRANSFERS,
    reasons={HAND_OVER.word: REASONS},
    links=(
        Tab("/overdracht", N_("Delen en overdragen"), "people", Permission.edit_clients, order=75, group=Group.people),
    ),
    cards=(
        Card(Part.news, "handover/transfers/_home.html", Permission.edit_clients, transfers.list_news),
        Card(Part.news, "handover/_home.html", Permission.edit_clients, list_news),
    ),
    waits=transfers.count_waiting,
    timeline=TIMELINE,
    erase=renew,
    client_links=(
        ClientLink("/clienten/{}/delen", N_("Deel met een collega"), Permission.edit_clients, 30, only_related=True),
        ClientLink(
            "/clienten/{}/overdragen", N_("Draag over aan een ander"), Permission.edit_clients, 35, only_related=True
        ),
    ),
    chapters=CHAPTERS,
)
