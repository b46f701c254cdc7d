"""The monitor as one user may read it: their own cases by name, those of the other partners as numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, Read, record
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotAllowed, NotFound
from webapp.exit_monitor import store
from webapp.exit_monitor.inputs import CovenantInput
from webapp.exit_monitor.models import ExitCovenant
from webapp.figures.small_numbers import may_tell_sum, show
from webapp.people.store import region_of
from webapp.placements.course.service import SCHEME
from webapp.placements.exits.bottlenecks import Waits, waits_for
from webapp.placements.exits.store import count_free_by_town
from webapp.placements.kind import CONTRACT
from webapp.placements.waiting import store as placements
from webapp.placements.waiting.models import Placement
from webapp.text import in_order
from webapp.trajectories import service as trajectories
from webapp.web import submissions

NAMED = 200
"""The most own cases on the page."""
_UNKNOWN = N_("Dit convenant is er niet, of is niet van jullie.")
_NOT_KEEPER = N_("Dit doet de organisatie die het convenant bijhoudt.")
_NO_PARTNER = N_("Kies organisaties van deze regio.")
_ELSEWHERE = N_(
    "Een van deze organisaties is al partner van een ander convenant. Uit twee monitors volgt een klein aantal."
)
_CHANGED = N_("Iemand anders veranderde dit intussen. Kijk hoe het nu staat.")


@dataclass(frozen=True)
class Case:
    """An own nomination: the person as this user knows them, and what it waits for."""

    row: Placement
    name: str
    waits: Waits

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.row.read_by(actor)


@dataclass(frozen=True)
class Town:
    """A municipality, '' for anywhere: own nominations, those of the other partners, and free homes."""

    municipality: str
    own: int
    rest: str
    supply: int


@dataclass(frozen=True)
class Monitor:
    """A convenant as one user may read it. ``waits``: own and rest per reason; a rest of None is not told at all."""

    covenant: ExitCovenant
    partners: list[str]
    cases: list[Case]
    towns: list[Town]
    waits: list[tuple[Waits, int, str | None]]


def require_covenant(session: Session, actor: Actor, covenant_id: UUID, *, lock: bool = False) -> ExitCovenant:
    """A convenant that this user reads: as a partner, as a reader of figures of the region, or as its keeper.

    Raises:
        NotFound: when there is none.
    """
    found = store.find_covenant(session, actor, covenant_id, lock=lock)
    is_partner = found and actor.organisation_id in store.list_partners(session, found.id)
    if found is None or not (is_partner or actor.may(Permission.see_placement_figures)):
        raise NotFound(_UNKNOWN)
    return found


def read_monitor(session: Session, actor: Actor, covenant_id: UUID) -> Monitor:
    """The monitor of one convenant, now.

    Raises:
        NotAllowed: for other roles.
        NotFound: as ``require_covenant``.
    """
    actor.require(Permission.see_exit_monitor)
    covenant = require_covenant(session, actor, covenant_id)
    ids = store.list_partners(session, covenant.id)
    rows, free = store.list_nominated(session, actor, ids), count_free_by_town(session, actor)
    waits = _read_waits(session, rows, free)
    own = [one for one in store.list_own(session, actor, ids, NAMED) if one.id in waits]
    named = placements.list_people(session, own)
    ours = [one for one in rows if _is_ours(actor, one)]
    towns, by_wait = _towns(session, actor, rows, ours, free), list_waits(rows, ours, waits)
    names = placements.organisations_of(session, ids)
    return Monitor(
        covenant,
        in_order(names.values()),
        [Case(one, named[one.client_id].name if one.client_id in named else one.person, waits[one.id]) for one in own],
        towns,
        by_wait,
    )


def _is_ours(actor: Actor, row: Placement) -> bool:
    """True for a nomination that the actor's organisation counts by itself; a reader of figures has none."""
    may = actor.may(Permission.keep_placements) or actor.may(Permission.ask_placements)
    return may and actor.organisation_id in (row.keeper_id, row.organisation_id)


def _read_waits(session: Session, rows: Sequence[Placement], free: Mapping[str, int]) -> dict[UUID, Waits]:
    """Nomination → what it waits for."""
    courses = trajectories.read_all(session, SCHEME, [one for one in rows if one.state == CONTRACT])
    today = clock.today()
    return {
        one.id: waits_for(
            one.state,
            one.municipality,
            courses[one.id].standing.given if one.id in courses else (),
            free,
            is_parked=one.is_parked(today),
        )
        for one in rows
    }


def _towns(
    session: Session, actor: Actor, rows: Sequence[Placement], ours: Sequence[Placement], free: Mapping[str, int]
) -> list[Town]:
    whole, own = (Counter(one.municipality for one in some) for some in (rows, ours))
    names = in_order({*region_of(session, actor).municipalities, *(town for town in whole if town)})
    shown = [*names, *([""] if whole[""] else [])]
    return [
        Town(name, own[name], show(whole[name] - own[name], hidden=True), free.get(name, 0) if name else 0)
        for name in shown
    ]


def list_waits(
    rows: Sequence[Placement], ours: Sequence[Placement], waits: Mapping[UUID, Waits]
) -> list[tuple[Waits, int, str | None]]:
    """What nominations wait for. Both tables have one sum: with a small number in either, this one tells no rest."""
    whole, own = (Counter(waits[one.id] for one in some) for some in (rows, ours))
    by_town, own_by_town = (Counter(one.municipality for one in some) for some in (rows, ours))
    rest = {one: whole[one] - own[one] for one in Waits}
    tells = may_tell_sum(rest.values()) and may_tell_sum((by_town - own_by_town).values())
    return [(one, own[one], str(rest[one]) if tells else None) for one in Waits if own[one] or not tells or rest[one]]


def set_covenant(session: Session, actor: Actor, data: CovenantInput, covenant_id: UUID) -> ExitCovenant:
    """Make a convenant, or change its name and partners. The keeper is always a partner.

    Raises:
        NotAllowed: for other roles, and for other organisations than its keeper.
        Invalid: at ``partners`` for an organisation of elsewhere, or of another convenant: of two monitors with a
            partner in common, one less the other would tell a small number.
        Conflict: when somebody else changed it since it was seen.
    """
    actor.require(Permission.keep_placements)
    known = {one.id for one in accounts.list_organisations(session, actor.region_id)}
    if not set(data.partners) <= known:
        raise Invalid({"partners": _NO_PARTNER})
    wanted = {*data.partners, actor.organisation_id}
    if store.list_elsewhere(session, wanted, covenant_id):
        raise Invalid({"partners": _ELSEWHERE})
    if not data.seen:
        if made := submissions.known(session, ExitCovenant, covenant_id, organisation_id=actor.organisation_id):
            return made
        covenant = ExitCovenant(
            id=covenant_id,
            region_id=actor.region_id,
            organisation_id=actor.organisation_id,
            name=data.name,
            source=data.source or "",
            made_by=actor.user_id,
        )
        action = Action.create
    else:
        covenant = require_covenant(session, actor, covenant_id, lock=True)
        action = Action.update
        if covenant.organisation_id != actor.organisation_id:
            raise NotAllowed(_NOT_KEEPER)
        if data.seen != str(covenant.version):
            raise Conflict(_CHANGED, {"name": {"value": covenant.name, "by": "", "at": None}})
        covenant.name, covenant.source, covenant.version = data.name, data.source or "", covenant.version + 1
    session.add(covenant)
    session.flush()
    store.set_partners(session, covenant.id, sorted(wanted))
    record(
        session, actor, action, "exit_covenant", covenant.id, ground="organisation", detail=f"{len(wanted)} partners"
    )
    return covenant
