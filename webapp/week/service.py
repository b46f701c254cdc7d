"""One week of a worker's own contacts and agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.contacts.inputs import Channel
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.figures.columns import Column, column
from webapp.figures.periods import FIRST_MONTH, week_of
from webapp.text import fold
from webapp.week import store
from webapp.week.store import Agreed, Met

_DAYS = 7
_UNKNOWN = N_("Deze week is er niet.")


@dataclass(frozen=True)
class Week:
    """The numbers of one week. ``people``: clients and names, each once; an anonymous contact is nobody twice.

    ``kept``: agreements done on their day or before; ``late``: done after it; the others of ``agreed`` are open.
    """

    begin: date
    contacts: int
    people: int
    anonymous: int
    agreed: int
    kept: int
    late: int
    days: list[Column]
    channels: list[tuple[Channel, int]]

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to count."""
        return not (self.contacts or self.agreed)

    @property
    def before(self) -> date | None:
        """The Monday of the week before, None when there were no figures yet."""
        earlier = self.begin - timedelta(days=_DAYS)
        return earlier if earlier >= FIRST_MONTH else None

    @property
    def after(self) -> date | None:
        """The Monday of the next week; None in this one."""
        return self.begin + timedelta(days=_DAYS) if self.begin < week_of(clock.today()) else None


def monday_of(text: str) -> date:
    """The Monday of the week with this ISO day; from '', of this week.

    Raises:
        NotFound: when it is no day, one of a later week, or one before there were figures.
    """
    if not text:
        return week_of(clock.today())
    try:
        monday = week_of(date.fromisoformat(text))
    except (ValueError, OverflowError):
        raise NotFound(_UNKNOWN) from None
    if not FIRST_MONTH <= monday <= week_of(clock.today()):
        raise NotFound(_UNKNOWN)
    return monday


def read_week(session: Session, actor: Actor, monday: date) -> Week:
    """The week of this user that begins on a Monday."""
    actor.require(Permission.read_contacts)
    last = monday + timedelta(days=_DAYS - 1)
    met = store.list_met(session, actor, _midnight(monday), _midnight(last + timedelta(days=1)))
    agreed = store.list_agreed(session, actor, monday, last)
    kept, late = _count_kept(agreed)
    return Week(
        begin=monday,
        contacts=len(met),
        people=len({one.client_id or fold(one.alias or "") for one in met if one.client_id or one.alias}),
        anonymous=sum(1 for one in met if one.client_id is None and not one.alias),
        agreed=len(agreed),
        kept=kept,
        late=late,
        days=_by_day(met, monday),
        channels=[(Channel(word), n) for word, n in Counter(one.channel for one in met).most_common()],
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.AMSTERDAM)


def _count_kept(agreed: Sequence[Agreed]) -> tuple[int, int]:
    done = [clock.local(one.done_at).date() <= one.due_on for one in agreed if one.done_at]
    return sum(done), len(done) - sum(done)


def _by_day(met: Sequence[Met], monday: date) -> list[Column]:
    """A column a day; the highest is whole, and a day to come is unknown."""
    counted = Counter(clock.local(one.at).date() for one in met)
    today, whole = clock.today(), max([1, *counted.values()])
    days = [monday + timedelta(days=n) for n in range(_DAYS)]
    return [
        column(day, counted[day] if day <= today else None, whole, hidden=False, running=day == today) for day in days
    ]
