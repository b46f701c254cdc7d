"""The declaration of the directory for the house."""

from webapp.accounts.permissions import Permission
from webapp.directory import models
from webapp.directory.checks import CHECKS, list_unchecked
from webapp.directory.guide import CHAPTERS
from webapp.directory.routes import blueprint
from webapp.directory.upload_views import upload as _upload
from webapp.directory.views import index as _index
from webapp.errors import N_
from webapp.feature import Card, ClientLink, Feature, Group, KeptPage, Part, Tab

__all__ = ["DIRECTORY", "_index", "_upload"]

DIRECTORY = Feature(
    "directory",
    blueprint,
    models=(models,),
    kept_pages=(KeptPage("/wegwijzer"),),
    links=(Tab("/wegwijzer", N_("Wegwijzer"), "phone", Permission.see_directory, order=5, group=Group.work),),
    cards=(Card(Part.supply, "directory/_home.html", Permission.administer, list_unchecked),),
    client_links=(ClientLink("/wegwijzer", N_("Wie kan helpen? De wegwijzer"), Permission.see_directory, order=5),),
    due=CHECKS,
    chapters=CHAPTERS,
)
