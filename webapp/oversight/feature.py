"""The declaration of oversight for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Card, ClientLink, Feature, Group, Part, Tab
from webapp.oversight import models
from webapp.oversight.guide import CHAPTERS
from webapp.oversight.unusual_reading.service import count_waiting, look_everywhere
from webapp.oversight.views import blueprint

OVERSIGHT = Feature(
    "oversight",
    blueprint,
    models=(models,),
    tabs=(Tab("/toezicht", N_("Toezicht"), "search", Permission.oversee_access, order=89),),
    links=(Tab("/toezicht/logboek", N_("Logboek"), "list", Permission.oversee_access, order=88, group=Group.other),),
    cards=(Card(Part.news, "oversight/_home.html", Permission.oversee_access, count_waiting),),
    erase=look_everywhere,
    client_links=(
        ClientLink("/clienten/{}/wie-keek-mee", N_("Wie keek mee"), Permission.read_clients, order=70, is_open=False),
    ),
    chapters=CHAPTERS,
)
