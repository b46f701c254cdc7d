"""The declaration of placements for the house."""

from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.feature import Feature, Group, KeptPage, Tab
from webapp.placements import figure_views as _figure_views
from webapp.placements import home_views as _home_views
from webapp.placements import programme_views as _programme_views
from webapp.placements.course import views as _course
from webapp.placements.course.operations import OPERATIONS
from webapp.placements.course.service import SCHEME
from webapp.placements.course.support import settle_supported
from webapp.placements.course.timeline import TIMELINE
from webapp.placements.exits import models as _figures
from webapp.placements.guide import CHAPTERS
from webapp.placements.homes import models as _homes
from webapp.placements.imports import models as _imports
from webapp.placements.imports import views as _import_views
from webapp.placements.imports.service import erase_unwritten
from webapp.placements.kind import PLACEMENT
from webapp.placements.programmes import models as _programmes
from webapp.placements.routes import FIGURES, HOME, HOMES, LINE, PROGRAMMES, REFER, blueprint
from webapp.placements.support import models as _support
from webapp.placements.waiting import models as _waiting

_VIEWS = (_course, _figure_views, _home_views, _import_views, _programme_views)


def _tend(session: Session) -> None:
    """Do what time brings."""
    settle_supported(session)
    erase_unwritten(session)


PLACEMENTS = Feature(
    "placements",
    blueprint,
    models=(_programmes, _waiting, _homes, _imports, _support, _figures),
    operations=OPERATIONS,
    reasons={PLACEMENT.word: SCHEME.reasons},
    kept_pages=(KeptPage(REFER, is_empty=True),),
    tabs=(Tab(HOME, N_("Plaatsingen"), "key", Permission.keep_placements, order=40),),
    links=(
        Tab(HOME, N_("Aanmeldingen voor een plek"), "key", Permission.ask_placements, order=7, group=Group.people),
        Tab(LINE, N_("Wachtlijsten"), "list", Permission.keep_placements, order=8, group=Group.people),
        Tab(HOMES, N_("Woningen en plekken"), "room", Permission.keep_placements, order=9, group=Group.people),
        Tab(PROGRAMMES, N_("Voorzieningen"), "settings", Permission.keep_placements, order=11, group=Group.people),
        Tab(
            FIGURES,
            N_("Wachtlijsten in cijfers"),
            "chart",
            Permission.see_placement_figures,
            order=76,
            group=Group.figures,
        ),
    ),
    timeline=TIMELINE,
    chapters=CHAPTERS,
    erase=_tend,
)
