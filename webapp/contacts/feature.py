"""The declaration of street contacts and follow-ups for the house."""

from webapp.accounts.permissions import Permission
from webapp.contacts import models
from webapp.contacts.clinical import erasure
from webapp.contacts.clinical import service as clinical
from webapp.contacts.emergency import judgements
from webapp.contacts.guide import CHAPTERS
from webapp.contacts.late import service as late
from webapp.contacts.operations import OPERATIONS
from webapp.contacts.regions import choices, fragments
from webapp.contacts.timeline import TIMELINE
from webapp.contacts.views import blueprint
from webapp.errors import N_
from webapp.feature import Card, ClientLink, Feature, Group, KeptPage, Part, Tab

CONTACTS = Feature(
    "contacts",
    blueprint,
    models=(models,),
    operations=OPERATIONS,
    fragments=(fragments,),
    timeline=TIMELINE,
    choices=choices,
    kept_pages=(KeptPage("/contacten/nieuw", is_empty=True),),
    tabs=(Tab("/contacten", N_("Contacten"), "contact", Permission.read_contacts, order=10),),
    links=(
        Tab(
            "/verpleegkundige-notities",
            N_("Notities die gewist worden"),
            "file",
            Permission.clinical_notes,
            order=81,
            group=Group.work,
        ),
    ),
    effects={"late": N_("Bewaard voor wie nu met deze persoon werkt")},
    cards=(
        Card(Part.news, "contacts/late/_home.html", Permission.read_clients, late.count_late),
        Card(Part.news, "contacts/emergency/_opened.html", Permission.clinical_notes, judgements.home_news),
        Card(Part.news, "contacts/clinical/_home.html", Permission.clinical_notes, clinical.count_leaving),
    ),
    client_links=(
        ClientLink(
            "/clienten/{}/verpleegkundige-notities", N_("Verpleegkundige notities"), Permission.clinical_notes, order=40
        ),
    ),
    chapters=CHAPTERS,
    erase=erasure.erase_past_term,
)
