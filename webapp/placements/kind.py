"""The steps of a placement, from a referral to a home of one's own; a shape says which a programme has. Pure."""

from __future__ import annotations

from webapp.errors import N_
from webapp.trajectories.kinds import Answer, Kind, Step
from webapp.words import Worded

OFFICER, REFERRER, CLIENT = "officer", "referrer", "client"
TENANT, LANDLORD, CARE = "tenant", "landlord", "care"
"""``officer``: the organisation that keeps the list. ``client``: the person, for whom the referrer or the officer says
it. ``tenant``, ``landlord`` and ``care`` sign the contract; a corporation has no users here, so the officer passes its
signature on."""
REFERRAL, DECISION, WAITING, OFFER, PLACED = "referral", "decision", "waiting", "offer", "placed"
NOMINATION, CONTRACT = "nomination", "contract"
LINE = (WAITING, OFFER)
"""The steps of a person in the line: an offer does not lose one's place."""
OPEN = (REFERRAL, DECISION, WAITING, OFFER, PLACED, NOMINATION, CONTRACT)


class Urgency(Worded):
    """The urgency of a referral, the most urgent first."""

    crisis = "crisis", N_("Crisis"), N_("kan niet wachten")
    urgent = "urgent", N_("Spoed"), N_("binnen enkele weken")
    normal = "normal", N_("Gewoon")


class Refused(Worded):
    """The reason that somebody is not let in."""

    not_for_us = "not_for_us", N_("Past niet bij deze voorziening")
    other_region = "other_region", N_("Andere regio heeft meer kans van slagen")
    other_help = "other_help", N_("Andere hulp past beter")
    unreachable = "unreachable", N_("Niet te bereiken")
    programme_ends = "programme_ends", N_("De voorziening stopt")
    other = "other", N_("Iets anders")


class Withdrawn(Worded):
    """The reason that a referral is withdrawn."""

    own_wish = "own_wish", N_("Wil niet meer")
    helped = "helped", N_("Heeft iets anders gevonden")
    moved = "moved", N_("Verhuisd")
    out_of_sight = "out_of_sight", N_("Uit beeld")
    died = "died", N_("Overleden")
    mistake = "mistake", N_("Vergissing")
    other = "other", N_("Iets anders")


class Declined(Worded):
    """The reason that an offer is declined; the place in the line stays."""

    area = "area", N_("Te ver weg")
    size = "size", N_("Te klein of te groot")
    rent = "rent", N_("Te duur")
    company = "company", N_("Wil daar niet met anderen wonen")
    stairs = "stairs", N_("Niet toegankelijk")
    not_yet = "not_yet", N_("Nog niet zover")
    not_fitting = "not_fitting", N_("De aanbieder vindt het niet passen")
    other = "other", N_("Iets anders")


class Lapsed(Worded):
    """The reason that an offer ends without an answer."""

    no_answer = "no_answer", N_("Geen antwoord op tijd")
    unit_gone = "unit_gone", N_("De plek is er niet meer")
    mistake = "mistake", N_("Vergissing")


class Parked(Worded):
    """The reason that somebody waits without being offered anything for a time."""

    not_ready = "not_ready", N_("Nog niet zover")
    treatment = "treatment", N_("Eerst iets anders afmaken")
    detained = "detained", N_("Zit vast")
    out_of_sight = "out_of_sight", N_("Uit beeld")
    waits_for_home = "waits_for_home", N_("Wacht op één bepaalde plek")
    other = "other", N_("Iets anders")


class Exit(Worded):
    """The reason that a placement ends."""

    own_home = "own_home", N_("Zelfstandig wonen")
    other_programme = "other_programme", N_("Andere voorziening")
    other_region = "other_region", N_("Andere regio")
    family = "family", N_("Bij familie of bekenden")
    institution = "institution", N_("Instelling of ziekenhuis")
    support_done = "support_done", N_("Hulp niet meer nodig")
    own_wish = "own_wish", N_("Gestopt op eigen verzoek")
    evicted = "evicted", N_("Moest weg")
    homeless = "homeless", N_("Weer dakloos")
    died = "died", N_("Overleden")
    other = "other", N_("Iets anders")


FOLLOWED = frozenset({Exit.other_programme.value, Exit.institution.value})
"""Exits after which others go on with the support."""
LISTS: dict[str, type[Worded]] = {
    "refused": Refused,
    "withdrawn": Withdrawn,
    "declined": Declined,
    "lapsed": Lapsed,
    "parked": Parked,
    "exit": Exit,
}
REASONS = {name: frozenset(kind) for name, kind in LISTS.items()}

_WITHDRAW = Answer("withdrawn", N_("ingetrokken"), reasons="withdrawn", by=(REFERRER, OFFICER))
_NO = Answer("no", N_("afgewezen"), reasons="refused")
_EXIT = Answer("exit", N_("uitgestroomd"), reasons="exit")
PLACEMENT = Kind(
    "placement",
    N_("Plaatsing"),
    (
        Step(
            REFERRAL,
            N_("aangemeld"),
            (OFFICER,),
            (
                Answer("yes", N_("in behandeling"), DECISION),
                Answer("waits", N_("op de wachtlijst"), WAITING),
                Answer("begins", N_("begonnen"), PLACED),
                _NO,
                _WITHDRAW,
            ),
        ),
        Step(
            DECISION,
            N_("wacht op besluit"),
            (OFFICER,),
            (
                Answer("yes", N_("toegelaten"), WAITING),
                Answer("nominates", N_("toegelaten en voorgedragen"), NOMINATION),
                _NO,
                _WITHDRAW,
            ),
        ),
        Step(
            WAITING,
            N_("op de wachtlijst"),
            (OFFICER,),
            (Answer("offered", N_("plek aangeboden"), OFFER), _NO, _WITHDRAW),
        ),
        Step(
            OFFER,
            N_("plek aangeboden"),
            (CLIENT,),
            (
                Answer("yes", N_("aangenomen"), PLACED),
                Answer("no", N_("niet aangenomen"), WAITING, reasons="declined"),
                Answer("lapsed", N_("aanbod vervallen"), WAITING, reasons="lapsed", by=(OFFICER,)),
                _WITHDRAW,
            ),
        ),
        Step(
            PLACED,
            N_("geplaatst"),
            (OFFICER,),
            (Answer("exit_ready", N_("klaar om uit te stromen"), NOMINATION), _EXIT),
        ),
        Step(
            NOMINATION,
            N_("voorgedragen voor een woning"),
            (OFFICER,),
            (
                Answer("offered", N_("woning gevonden"), CONTRACT),
                Answer("back", N_("toch nog niet"), PLACED),
                _EXIT,
                _WITHDRAW,
            ),
        ),
        Step(
            CONTRACT,
            N_("contract tekenen"),
            (TENANT, LANDLORD, CARE),
            (
                Answer("yes", N_("getekend"), PLACED),
                Answer("no", N_("niet getekend"), NOMINATION, reasons="declined"),
                Answer("lapsed", N_("woning vervallen"), NOMINATION, reasons="lapsed", by=(OFFICER,)),
            ),
        ),
    ),
    parking="parked",
)
