"""Demo work places in both regions: an employer, offers, and people in every step. Names here are plainly made up."""

from __future__ import annotations

from datetime import timedelta

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.db import Session, new_id
from webapp.demo.regions import REGIONS
from webapp.due.days import Term
from webapp.work_places import store
from webapp.work_places.inputs import CandidateInput, OfferInput, ProposeInput, WorkAnswer, WorkTermsInput
from webapp.work_places.offers import add_offer, set_terms
from webapp.work_places.service import answer, propose, refer

_OFFERS = (("Timmeren en schuren", 16, 2), ("Keuken en bediening", 20, 1), ("Groen en tuin", 12, 3))
_YES = (("proposed", "yes", "candidate", ""), ("proposed", "yes", "employer", ""))
_BEGAN = ("agreed", "began", "employer", "")
_PEOPLE: tuple[tuple[str, str, int | None, tuple[tuple[str, str, str, str], ...], int], ...] = (
    # alias, first name, offer, answers: step, answer, party, reason; first day so many days ago
    ("Kandidaat Kim (demo)", "Kim", None, (), 0),
    ("Kandidaat Koos (demo)", "Koos", 0, (), 0),
    ("Kandidaat Karin (demo)", "Karin", 1, _YES, 0),
    ("Kandidaat Kofi (demo)", "Kofi", 2, (*_YES, _BEGAN), 30),
    ("Kandidaat Kelly (demo)", "Kelly", 2, (*_YES, _BEGAN), 93),
    ("Kandidaat Klaas (demo)", "Klaas", 0, (*_YES, _BEGAN, ("works", "still", "employer", "")), 120),
    ("Kandidaat Kaya (demo)", "Kaya", 2, (*_YES, _BEGAN, ("works", "stopped", "desk", "other_work")), 80),
)


def make(session: Session) -> None:
    """Make each region's, once."""
    for row in REGIONS:
        officer = accounts.find_demo_user(session, f"plaatsing{row['suffix']}")
        nurse = accounts.find_demo_user(session, f"straatverpleegkundige{row['suffix']}")
        if officer is None or nurse is None or store.find_terms(session, actor_of(officer)):
            continue
        desk = actor_of(officer)
        set_terms(session, desk, WorkTermsInput(months=3, target=20, source="Regionaal plan (demo)"), new_id())
        _make(session, desk, actor_of(nurse), row["municipalities"][0])


def _make(session: Session, desk: Actor, nurse: Actor, town: str) -> None:
    today = clock.today()
    offers = []
    for work, hours, places in _OFFERS:
        said = OfferInput(
            employer="Werkgever (demo)", work=work, hours=hours, places=places, municipality=town, from_date=today
        )
        offers.append(add_offer(session, desk, said, new_id()).id)
    for alias, name, offer, answers, days in _PEOPLE:
        row = refer(session, nurse, CandidateInput(alias=alias, wish="Werk met de handen, drie dagen"), new_id())
        if offer is not None:
            agreed = ProposeInput(
                offer=offers[offer], first_name=name, agreed="Drie ochtenden, met een vaste begeleider"
            )
            propose(session, desk, row.id, agreed)
        first = today - timedelta(days=days)
        for step, word, party, reason in answers:
            given = WorkAnswer(
                placement=row.id,
                step=step,
                answer=word,
                party=party,
                reason=reason or None,
                on=first if word == "began" else None,
            )
            answer(session, desk, given)
        if row.first_day:
            row.look_on = Term(months=3).after(first)
        session.add(row)
        session.flush()
