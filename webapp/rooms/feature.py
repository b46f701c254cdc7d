"""The declaration of Kamers met Aandacht for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Card, Feature, Group, KeptPage, Part, Tab
from webapp.rooms import models
from webapp.rooms.funnel import models as funnel_models
from webapp.rooms.guide import CHAPTERS
from webapp.rooms.hosts.service import new_counts
from webapp.rooms.matching import models as matching_models
from webapp.rooms.operations import OPERATIONS
from webapp.rooms.timeline import TIMELINE
from webapp.rooms.views import blueprint

ROOMS = Feature(
    "rooms",
    blueprint,
    models=(models, matching_models, funnel_models),
    operations=OPERATIONS,
    timeline=TIMELINE,
    kept_pages=(KeptPage("/kamers/verzoeken/nieuw", is_empty=True),),
    tabs=(
        Tab("/kamers", N_("Kamers"), "room", Permission.coordinate_rooms, order=30, group=Group.work),
        Tab("/kamers/verzoeken", N_("Kamers"), "room", Permission.request_rooms, order=31, group=Group.work),
        Tab("/kamers/mijn", N_("Mijn kamer"), "room", Permission.own_room, order=32, group=Group.work),
    ),
    cards=(Card(Part.supply, "rooms/_home.html", Permission.coordinate_rooms, new_counts),),
    chapters=CHAPTERS,
)
