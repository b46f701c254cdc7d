"""The declaration of Kamers met Aandacht for the house."""

from webapp.accounts.permissions import Permission
from webapp.errors import N_
from webapp.feature import Card, Feature, Group, KeptPage, Part, Tab
from webapp.rooms import models
from webapp.rooms.funnel import models as funnel_models
from webapp.rooms.guide import CHAPTERS
from webapp.rooms.hosts.service import new_counts
from webapp.rooms.leads import models as leads
from webapp.rooms.leads.service import count_open
from webapp.rooms.matches.duties import DUTIES as MATCH_DUTIES
from webapp.rooms.matches.regions import fragments
from webapp.rooms.matches.service import list_asked, list_late
from webapp.rooms.matching import models as matching_models
from webapp.rooms.operations import OPERATIONS
from webapp.rooms.pairs import models as pairs_models
from webapp.rooms.pairs.course import SCHEME
from webapp.rooms.pairs.kind import MATCH
from webapp.rooms.pairs.reasons import list_words
from webapp.rooms.passing import pass_time
from webapp.rooms.pictures import models as pictures_models
from webapp.rooms.points import models as points_models
from webapp.rooms.portal import models as portal
from webapp.rooms.portal.service import count_help
from webapp.rooms.retention import models as retention
from webapp.rooms.screening import models as screening
from webapp.rooms.screening.duties import DUTIES as SCREENING_DUTIES
from webapp.rooms.screening.pages import fragments as screening_fragments
from webapp.rooms.screening.service import count_over, list_next_visits
from webapp.rooms.showing import models as showing
from webapp.rooms.tenancies import models as tenancies_models
from webapp.rooms.tenancies.duties import DUTIES
from webapp.rooms.tenancies.regions import fragments as tenancy_fragments
from webapp.rooms.tenancies.service import list_running_out, list_without_buddy
from webapp.rooms.timeline import TIMELINE
from webapp.rooms.views import blueprint
from webapp.rooms.volunteers import models as volunteers
from webapp.rooms.volunteers.pages import fragments as volunteer_fragments
from webapp.rooms.volunteers.service import list_next

ROOMS = Feature(
    "rooms",
    blueprint,
    models=(
        models,
        pairs_models,
        matching_models,
        tenancies_models,
        funnel_models,
        pictures_models,
        points_models,
        screening,
        leads,
        portal,
        volunteers,
        retention,
        showing,
    ),
    operations=OPERATIONS,
    fragments=(fragments, screening_fragments, tenancy_fragments, volunteer_fragments),
    reasons={MATCH.word: SCHEME.reasons},
    own_reasons=lambda session, actor: {MATCH.word: list_words(session, actor.region_id)},
    timeline=TIMELINE,
    kept_pages=(
        KeptPage("/kamers/punten", is_empty=True),
        KeptPage("/kamers/tips/nieuw", is_empty=True),
        KeptPage("/kamers/verzoeken/nieuw", is_empty=True),
    ),
    tabs=(
        Tab("/kamers", N_("Kamers"), "room", Permission.coordinate_rooms, order=30, group=Group.work),
        Tab("/kamers/verzoeken", N_("Kamers"), "room", Permission.request_rooms, order=31, group=Group.work),
        Tab("/kamers/mijn", N_("Mijn kamer"), "room", Permission.own_room, order=32, group=Group.work),
    ),
    links=(
        Tab(
            "/kamers/bezoeken",
            N_("Bezoeken aan verhuurders"),
            "home",
            Permission.visit_hosts,
            order=35,
            group=Group.work,
        ),
        Tab("/kamers/meegaan", N_("Jouw matches"), "people", Permission.visit_hosts, order=34, group=Group.work),
        Tab("/kamers/tips", N_("Tips over kamers"), "room", Permission.give_leads, order=36, group=Group.work),
        Tab(
            "/kamers/trechter",
            N_("Kamers: de trechter"),
            "list",
            Permission.see_room_figures,
            order=66,
            group=Group.figures,
        ),
        Tab("/kamers/openbaar", N_("Kamers: openbare pagina"), "people", Permission.coordinate_rooms, order=65),
        Tab("/kamers/redenen", N_("Kamers: redenen"), "list", Permission.coordinate_rooms, order=67),
        Tab(
            "/kamers/gewichten",
            N_("Kamers: wat weegt mee"),
            "swap",
            Permission.administer,
            order=68,
        ),
        Tab("/kamers/bewaartermijnen", N_("Kamers: bewaartermijnen"), "clock", Permission.administer, order=69),
    ),
    cards=(
        Card(Part.news, "rooms/portal/_home.html", Permission.coordinate_rooms, count_help),
        Card(Part.news, "rooms/leads/_home.html", Permission.coordinate_rooms, count_open),
        Card(Part.news, "rooms/screening/_home.html", Permission.coordinate_rooms, count_over),
        Card(Part.news, "rooms/screening/_planned.html", Permission.visit_hosts, list_next_visits),
        Card(Part.news, "rooms/volunteers/_home.html", Permission.visit_hosts, list_next),
        Card(Part.news, "rooms/matches/_late.html", Permission.coordinate_rooms, list_late),
        Card(Part.news, "rooms/matches/_asked.html", Permission.request_rooms, list_asked),
        Card(Part.news, "rooms/tenancies/_due.html", Permission.coordinate_rooms, list_running_out),
        Card(Part.news, "rooms/tenancies/_buddies.html", Permission.request_rooms, list_without_buddy),
        Card(Part.supply, "rooms/_home.html", Permission.coordinate_rooms, new_counts),
    ),
    due=(*DUTIES, *MATCH_DUTIES, *SCREENING_DUTIES),
    erase=pass_time,
    chapters=CHAPTERS,
)
