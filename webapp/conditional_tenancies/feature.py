"""The declaration of huren onder voorwaarden for the house."""

from webapp.accounts.permissions import Permission
from webapp.conditional_tenancies import models
from webapp.conditional_tenancies import views as _views
from webapp.conditional_tenancies.guide import CHAPTERS
from webapp.conditional_tenancies.kind import CONDITIONAL, HOME, REASONS
from webapp.conditional_tenancies.operations import OPERATIONS
from webapp.conditional_tenancies.pages import fragments
from webapp.conditional_tenancies.reminders import DUTIES
from webapp.conditional_tenancies.routes import FIGURES, REPORT, blueprint
from webapp.conditional_tenancies.service import erase_past_term
from webapp.conditional_tenancies.timeline import TIMELINE
from webapp.errors import N_
from webapp.feature import ClientLink, Feature, Group, KeptPage, Tab

_VIEWS = (_views,)
CONDITIONAL_TENANCIES = Feature(
    "conditional_tenancies",
    blueprint,
    models=(models,),
    operations=OPERATIONS,
    reasons={CONDITIONAL.word: REASONS},
    fragments=(fragments,),
    kept_pages=(KeptPage(REPORT, is_empty=True),),
    due=DUTIES,
    links=(
        Tab(HOME, N_("Huren onder voorwaarden"), "letter", Permission.report_conditional, order=12, group=Group.people),
        Tab(
            FIGURES,
            N_("Huren onder voorwaarden in cijfers"),
            "chart",
            Permission.see_placement_figures,
            order=77,
            group=Group.figures,
        ),
    ),
    client_links=(
        ClientLink(f"{REPORT}?client={{}}", N_("Woning in gevaar"), Permission.report_conditional, order=45),
    ),
    timeline=TIMELINE,
    chapters=CHAPTERS,
    erase=erase_past_term,
)
