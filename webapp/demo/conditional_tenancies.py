"""Demo cases of huren onder voorwaarden in both regions, in every step. Names here are plainly made up."""

from __future__ import annotations

from datetime import timedelta

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import actor_of
from webapp.conditional_tenancies import letter, store
from webapp.conditional_tenancies.inputs import ConditionalAnswer, ReportInput, TermsInput
from webapp.conditional_tenancies.kind import Cause
from webapp.conditional_tenancies.models import ConditionalTenancy
from webapp.conditional_tenancies.service import SCHEME, answer_case, note_standing, report, set_terms
from webapp.db import Session, new_id
from webapp.demo.regions import REGIONS
from webapp.trajectories import service as trajectories
from webapp.trajectories.store import list_taken

_SIGN = (("contract", "yes", "tenant"), ("contract", "yes", "landlord"), ("contract", "yes", "care"))
_CASES: tuple[tuple[str, Cause, int, int, tuple[tuple[str, ...], ...]], ...] = (
    # alias, cause, days ago, residents, answers: step, answer, party, reason
    ("Huurder Hanna (demo)", Cause.arrears, 2, 3, ()),
    ("Huurder Harm (demo)", Cause.nuisance, 20, 1, (("reported", "warned"),)),
    ("Huurder Hilde (demo)", Cause.neglect, 40, 2, (("reported", "warned"), ("warned", "contract"), _SIGN[0])),
    ("Huurder Henk (demo)", Cause.arrears, 10, 4, (("reported", "contract"), *_SIGN)),
    (
        "Huurder Heleen (demo)",
        Cause.arrears,
        150,
        2,
        (
            ("reported", "agreement"),
            ("agreement", "yes", "tenant"),
            ("agreement", "yes", "landlord"),
            ("watched", "kept", "", "paid"),
        ),
    ),
    ("Huurder Hugo (demo)", Cause.nuisance, 160, 1, (("reported", "warned"), ("warned", "lost", "", "gave_up"))),
)


def make(session: Session) -> None:
    """Make each region's, once."""
    for row in REGIONS:
        officer = accounts.find_demo_user(session, f"plaatsing{row['suffix']}")
        nurse = accounts.find_demo_user(session, f"straatverpleegkundige{row['suffix']}")
        if officer is None or nurse is None or store.find_terms(session, actor_of(officer)):
            continue
        desk, reporter = actor_of(officer), actor_of(nurse)
        said = TermsInput(desk=desk.organisation_id, letter=letter.BEGIN, target=600, source="Regionaal plan (demo)")
        set_terms(session, desk, said, new_id())
        for alias, cause, days, residents, answers in _CASES:
            case = ReportInput(
                alias=alias,
                cause=cause,
                residents=residents,
                municipality=row["municipalities"][0],
                landlord="Woningcorporatie (demo)",
                address="Demostraat 1",
            )
            made = report(session, reporter, case, new_id())
            made.reported_at = clock.now() - timedelta(days=days)
            session.add(made)
            session.flush()
            for one in answers:
                step, answer, party, reason = (*one, "", "")[:4]
                given = ConditionalAnswer(
                    tenancy=made.id, step=step, answer=answer, party=party or None, reason=reason or None
                )
                answer_case(session, desk, given)
            _spread(session, made)


def _spread(session: Session, made: ConditionalTenancy) -> None:
    """Put the answers in the time between the signal and today."""
    taken = list_taken(session, [made.region_id], [made.id])
    for number, row in enumerate(taken, 1):
        row.at = made.reported_at + (clock.now() - made.reported_at) * number / (len(taken) + 3)
        session.add(row)
    session.flush()
    note_standing(session, made, trajectories.read(session, SCHEME, made))
