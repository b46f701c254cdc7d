"""The campaigns of a region in numbers: how far each is, and its outcomes.

Who keeps campaigns sees the numbers of their own organisation, a reader of aggregates those of the region: none of 1 to
4, and none that gives one away.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.figures.small_numbers import is_small, may_tell_sum, show
from webapp.reassessments import store
from webapp.reassessments.kind import OPEN, Outcome, left_of
from webapp.reassessments.models import ReassessmentCampaign

SHOWN = 50
Line = tuple[str, str, float]
"""A label, a number, and its part of a whole bar."""


@dataclass(frozen=True)
class Progress:
    """A campaign in numbers. ``done`` is '' and ``part`` None when they are hidden; ``lines`` None likewise."""

    campaign: ReassessmentCampaign
    people: str
    done: str
    part: int | None
    lines: list[Line] | None


def is_hidden(actor: Actor) -> bool:
    """True for a reader of aggregates, who keeps no campaigns."""
    return not actor.may(Permission.keep_reassessments)


def read_campaigns(session: Session, actor: Actor) -> list[Progress]:
    """The newest campaigns that began.

    Raises:
        NotAllowed: for other roles.
    """
    actor.require(Permission.see_reassessment_figures)
    hidden = is_hidden(actor)
    campaigns = [one for one in store.list_campaigns(session, actor, SHOWN, region=hidden) if one.began_on]
    counted = store.count_by_outcome(session, [one.id for one in campaigns])
    return [progress_of(one, counted[one.id], hidden=hidden) for one in campaigns]


def progress_of(campaign: ReassessmentCampaign, counted: Counter[str], *, hidden: bool) -> Progress:
    """One campaign, as a reader may see it."""
    people, left = sum(counted.values()), left_of(counted)
    tells = not hidden or may_tell_sum((left, people - left))
    named = [(OPEN, counted[""]), *((one.label, counted[one]) for one in Outcome if counted[one])]
    shows = not hidden or not any(is_small(number) for _, number in named)
    whole = max([1, *(number for _, number in named)])
    return Progress(
        campaign,
        show(people, hidden=hidden),
        str(people - left) if tells else "",
        round(100 * (people - left) / max(people, 1)) if tells else None,
        [(label, str(number), 100 * number / whole) for label, number in named] if shows else None,
    )
