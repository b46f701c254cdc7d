"""The declaration of street contacts and follow-ups for the house."""

from webapp.accounts.permissions import Permission
from webapp.contacts import emergency, models
from webapp.contacts.clinical import erasure
from webapp.contacts.clinical import service as clinical
from webapp.contacts.operations import OPERATIONS
from webapp.contacts.regions import choices, fragments
from webapp.contacts.views import blueprint
from webapp.errors import N_
from webapp.feature import Card, Feature, KeptPage, Part, Tab

CONTACTS = Feature(
    "contacts",
    blueprint,
    models=(models,),
    operations=OPERATIONS,
    fragments=(fragments,),
    choices=choices,
    kept_pages=(KeptPage("/contacten/nieuw", is_empty=True),),
    tabs=(Tab("/contacten", N_("Contacten"), "contact", Permission.read_contacts, order=10),),
    links=(
        Tab("/vervolgacties", N_("Vervolgacties"), "list", Permission.read_contacts, order=80),
        Tab("/verpleegkundige-notities", N_("Notities die gewist worden"), "file", Permission.clinical_notes, order=81),
    ),
    cards=(
        Card(Part.news, "contacts/_emergencies_opened.html", Permission.clinical_notes, emergency.list_opened_contacts),
        Card(Part.news, "contacts/clinical/_home.html", Permission.clinical_notes, clinical.count_leaving),
    ),
    erase=erasure.erase_past_term,
)
