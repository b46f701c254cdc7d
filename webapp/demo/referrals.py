"""Two referrals of the demo's nurses that are over: one who arrived, and one who was not taken."""

from __future__ import annotations

from webapp.accounts import store as accounts
from webapp.accounts.actor import actor_of
from webapp.db import Session, new_id
from webapp.demo.regions import REGIONS
from webapp.directory import store as directory
from webapp.referrals import service, store
from webapp.referrals.inputs import ReferralAnswer, ReferralInput

_SENT = (
    ("Lange Leo (demo)", "Wil boodschappen halen", ("sent", "arrived", None)),
    ("Rode Roos (demo)", "Zoekt dagbesteding", ("sent", "declined", "waiting_list")),
)


def make(session: Session) -> None:
    """Make them, once, in each demo region that is there."""
    for row in REGIONS:
        nurse = accounts.find_demo_user(session, f"straatverpleegkundige{row['suffix']}")
        if nurse is None:
            continue
        actor = actor_of(nurse)
        places = [one for one in directory.list_entries(session, actor.region_id) if not one.is_secret]
        if not places or store.count_referrals(session, actor, {}, received=False):
            continue
        for place, (alias, purpose, (step, answer, reason)) in zip(places, _SENT, strict=False):
            said = ReferralInput(alias=alias, entry=place.id, purpose=purpose, consent=True)
            sent = service.send_referral(session, actor, said, new_id())
            told = ReferralAnswer(referral=sent.id, step=step, answer=answer, reason=reason)
            service.answer_referral(session, actor, told)
