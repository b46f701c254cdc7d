"""The steps from a signal of arrears, nuisance or neglect to a home that is kept or lost. Pure."""

from __future__ import annotations

from webapp.accounts.permissions import Permission
from webapp.due.days import Term
from webapp.due.rules import Result, Rule
from webapp.errors import N_
from webapp.trajectories.kinds import Answer, Kind, Step
from webapp.words import Worded

HOME = "/huren-onder-voorwaarden"
"""The address of its pages."""
DESK, REPORTER = "desk", "reporter"
TENANT, LANDLORD, CARE = "tenant", "landlord", "care"
"""``desk``: the organisation that handles the signals, such as an Urgentiebureau. ``tenant``, ``landlord`` and ``care``
sign; a landlord has no users here, so the desk passes its signature on."""
REPORTED, WARNED, CONTRACT, AGREEMENT, WATCHED = "reported", "warned", "contract", "agreement", "watched"
"""``contract``: of three parties, support included. ``agreement``: the scenario without compulsory support."""
OPEN = (REPORTED, WARNED, CONTRACT, AGREEMENT, WATCHED)


class Cause(Worded):
    """The thing that puts a home in danger."""

    arrears = "arrears", N_("Huurachterstand")
    nuisance = "nuisance", N_("Overlast")
    neglect = "neglect", N_("Woning verwaarloosd")


class Refused(Worded):
    """The reason that the desk does not take a signal up."""

    no_danger = "no_danger", N_("De woning is niet in gevaar")
    other_help = "other_help", N_("Andere hulp past beter")
    other_region = "other_region", N_("Woont in een andere regio")
    other = "other", N_("Iets anders")


class Withdrawn(Worded):
    """The reason that a signal is withdrawn."""

    solved = "solved", N_("Al opgelost")
    mistake = "mistake", N_("Vergissing")
    other = "other", N_("Iets anders")


class Unsigned(Worded):
    """The reason that a party does not sign."""

    conditions = "conditions", N_("Niet eens met de voorwaarden")
    no_support = "no_support", N_("Wil geen hulp")
    no_trust = "no_trust", N_("Verhuurder wil niet verder")
    no_capacity = "no_capacity", N_("Zorg heeft geen plek")
    other = "other", N_("Iets anders")


class Saved(Worded):
    """The reason that a home is kept."""

    paid = "paid", N_("Achterstand betaald of geregeld")
    quiet = "quiet", N_("Overlast voorbij")
    restored = "restored", N_("Woning weer op orde")
    conditions_met = "conditions_met", N_("Voorwaarden nagekomen")
    other = "other", N_("Iets anders")


class Lost(Worded):
    """The reason that a home is lost."""

    evicted = "evicted", N_("Ontruimd")
    gave_up = "gave_up", N_("Huur zelf opgezegd")
    moved = "moved", N_("Naar een andere woning")
    institution = "institution", N_("Naar een instelling")
    died = "died", N_("Overleden")
    other = "other", N_("Iets anders")


LISTS: dict[str, type[Worded]] = {
    "refused": Refused,
    "withdrawn": Withdrawn,
    "unsigned": Unsigned,
    "saved": Saved,
    "lost": Lost,
}
REASONS = {name: frozenset(kind) for name, kind in LISTS.items()}

_WITHDRAW = Answer("withdrawn", N_("ingetrokken"), reasons="withdrawn", by=(REPORTER, DESK))
_KEPT = Answer("kept", N_("woning behouden"), reasons="saved", by=(DESK,))
_LOST = Answer("lost", N_("woning kwijt"), reasons="lost", by=(DESK,))
_CONTRACT = Answer("contract", N_("driepartijencontract opgesteld"), CONTRACT)
_AGREEMENT = Answer("agreement", N_("afspraken zonder verplichte hulp opgesteld"), AGREEMENT)
_SIGN = (
    Answer("yes", N_("getekend"), WATCHED),
    Answer("no", N_("niet getekend"), WARNED, reasons="unsigned"),
    _LOST,
)
CONDITIONAL = Kind(
    "conditional_tenancy",
    N_("Huren onder voorwaarden"),
    (
        Step(
            REPORTED,
            N_("gemeld"),
            (DESK,),
            (
                Answer("warned", N_("waarschuwingsbrief verstuurd"), WARNED),
                _CONTRACT,
                _AGREEMENT,
                Answer("no", N_("niet opgepakt"), reasons="refused"),
                _WITHDRAW,
            ),
        ),
        Step(WARNED, N_("gewaarschuwd"), (DESK,), (_CONTRACT, _AGREEMENT, _KEPT, _LOST, _WITHDRAW)),
        Step(CONTRACT, N_("contract tekenen"), (TENANT, LANDLORD, CARE), _SIGN),
        Step(AGREEMENT, N_("afspraken tekenen"), (TENANT, LANDLORD), _SIGN),
        Step(
            WATCHED,
            N_("huurt onder voorwaarden"),
            (DESK,),
            (
                Answer("kept", N_("woning behouden"), reasons="saved"),
                _LOST,
                Answer("again", N_("opnieuw gewaarschuwd"), WARNED),
            ),
        ),
    ),
)

_BUSY = Result("busy", N_("Nog bezig"), again=Term(working_days=5))


def _reminder(word: str, label: str, after: Term) -> Rule:
    return Rule(word, label, after=after, permission=Permission.keep_conditional, outcomes=(_BUSY,), ends_itself=True)


_SIGNED = _reminder("conditional_contract", N_("Vraag naar de handtekeningen"), Term(days=14))
RULES = {
    REPORTED: _reminder("conditional_report", N_("Beslis over een melding"), Term(working_days=5)),
    WARNED: _reminder("conditional_letter", N_("Kijk of de brief hielp"), Term(days=14)),
    CONTRACT: _SIGNED,
    AGREEMENT: _SIGNED,
}
"""Step → the reminder of the desk; practice."""
LOOK = Rule(
    "conditional_look",
    N_("Kijk hoe het wonen gaat"),
    after=Term(months=1),
    repeats=Term(months=1),
    permission=Permission.report_conditional,
    outcomes=(
        Result("well", N_("Gaat goed")),
        Result("worse", N_("Gaat minder goed")),
        Result("nobody", N_("Niemand gezien"), again=Term(days=7)),
    ),
)
"""Every month of the watching; practice."""
