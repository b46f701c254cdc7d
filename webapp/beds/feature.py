"""The declaration of tonight's beds for the house."""

from webapp.accounts.permissions import Permission
from webapp.beds.frame import BANNERS, frame
from webapp.beds.guide import CHAPTERS
from webapp.beds.ledger import companion_models
from webapp.beds.ledger import models as ledger_models
from webapp.beds.ledger.retention import erase_everywhere
from webapp.beds.operations import OPERATIONS
from webapp.beds.regions import fragments
from webapp.beds.requests import models as requests_models
from webapp.beds.shelters import models as shelters_models
from webapp.beds.shelters import winter_models
from webapp.beds.timeline import TIMELINE
from webapp.beds.views import blueprint
from webapp.errors import N_
from webapp.feature import Feature, Group, KeptPage, Tab

BEDS = Feature(
    "beds",
    blueprint,
    models=(shelters_models, winter_models, ledger_models, companion_models, requests_models),
    operations=OPERATIONS,
    effects={
        "held": N_("Vastgehouden tot %(time)s"),
        "requested": N_("Gevraagd, nog niet zeker"),
        "full": N_("Vol: kijk verder"),
        "lapsed": N_("De nacht was al voorbij toen dit aankwam"),
        "arrived": N_("Ingeschreven"),
        "left": N_("Uitgeschreven"),
        "no_show": N_("Niet gekomen"),
        "expired": N_("De tijd is om"),
    },
    fragments=(fragments,),
    timeline=TIMELINE,
    frame=frame,
    banners=BANNERS,
    kept_pages=(
        KeptPage("/bedden"),
        KeptPage("/bedden/vragen", by_query=True),
        KeptPage("/bedden/*/tellen", stands_in_for="/bedden/*", led_to_by="/bedden/tellen"),
    ),
    tabs=(Tab("/bedden", N_("Bedden"), "bed", Permission.see_board, waits=True, order=20),),
    links=(
        Tab(
            "/bedden/winterkou", N_("Winterkouderegeling"), "cold", Permission.activate_cold, order=10, group=Group.beds
        ),
        Tab("/bedden/nacht", N_("Verslag van de nacht"), "chart", Permission.see_nights, order=30, group=Group.figures),
        Tab(
            "/bedden/bezetting",
            N_("Bezetting per maand"),
            "calendar",
            Permission.see_nights,
            order=40,
            group=Group.figures,
        ),
    ),
    erase=erase_everywhere,
    chapters=CHAPTERS,
)
