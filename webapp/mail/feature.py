"""The declaration of mail for the house."""

from webapp.accounts.permissions import Permission
from webapp.feature import Card, Feature, Part
from webapp.mail import models
from webapp.mail.guide import CHAPTERS
from webapp.mail.service import erase_old, find_trouble
from webapp.mail.views import blueprint

MAIL = Feature(
    "mail",
    blueprint,
    models=(models,),
    cards=(Card(Part.news, "mail/_home.html", Permission.coordinate_rooms, find_trouble),),
    chapters=CHAPTERS,
    erase=erase_old,
)
