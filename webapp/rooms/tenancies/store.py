"""Queries on tenancies. Each takes the actor and stays with their region; ``service`` checks the side."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.accounts.actor import Actor
from webapp.db import Session, count_rows, equals
from webapp.rooms.models import RoomRequest
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.requests.store import visible_to
from webapp.rooms.store import contains
from webapp.rooms.tenancies.models import Tenancy, TenancyEvaluation, TenancySignal
from webapp.rooms.tenancies.words import RUNNING, SOON
from webapp.timeline import Asked


def find_tenancy(session: Session, actor: Actor, tenancy_id: UUID, *, lock: bool = False) -> Tenancy | None:
    """A tenancy of the actor's region."""
    query = select(Tenancy).where(Tenancy.id == tenancy_id, Tenancy.region_id == actor.region_id)
    locked = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(locked if lock else query).first()


def find_of_match(session: Session, match_id: UUID) -> Tenancy | None:
    """The tenancy of a match that the caller may see."""
    return session.exec(select(Tenancy).where(Tenancy.match_id == match_id)).first()


def list_tenancies(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> Sequence[Tenancy]:
    """The tenancies of the region, latest begin first."""
    query = _listed(actor, words, filters).order_by(col(Tenancy.starts_on).desc(), col(Tenancy.id).desc())
    return session.exec(query.offset(offset).limit(limit)).all()


def count_tenancies(session: Session, actor: Actor, words: str, filters: Mapping[str, str]) -> int:
    """Count the tenancies in such a list."""
    return count_rows(session, _listed(actor, words, filters))


def _listed(actor: Actor, words: str, filters: Mapping[str, str]) -> SelectOfScalar[Tenancy]:
    query = select(Tenancy).where(Tenancy.region_id == actor.region_id, *equals(Tenancy, filters))
    if not words:
        return query
    return query.join(RoomMatch, col(RoomMatch.id) == Tenancy.match_id).where(
        *contains(col(RoomMatch.search_key), words)
    )


def list_running_out(session: Session, actor: Actor, today: date, limit: int) -> Sequence[Tenancy]:
    """The running tenancies of the region with a day that comes near: notice, end, evaluation, buddy."""
    near = or_(
        col(Tenancy.notice_until).between(today, today + SOON["notice"]),
        col(Tenancy.ends_on) <= today + SOON["end"],
        col(Tenancy.evaluation_on) <= today + SOON["evaluation"],
        (col(Tenancy.buddy_by) <= today + SOON["buddy"]) & col(Tenancy.buddy_on).is_(None),
    )
    query = select(Tenancy).where(Tenancy.region_id == actor.region_id, Tenancy.state == RUNNING, near)
    return session.exec(query.order_by(col(Tenancy.id)).limit(limit)).all()


_DAYS = {"evaluation": Tenancy.evaluation_on, "notice": Tenancy.notice_until, "end": Tenancy.ends_on}


def list_due(session: Session, actor: Actor, what: str, until: date, limit: int) -> Sequence[Tenancy]:
    """The running tenancies of the region with this day by then, the oldest first."""
    day = col(_DAYS[what])
    query = select(Tenancy).where(Tenancy.region_id == actor.region_id, Tenancy.state == RUNNING, day <= until)
    return session.exec(query.order_by(day, col(Tenancy.id)).limit(limit)).all()


def list_kept_by(session: Session, actor: Actor, limit: int) -> Sequence[Tenancy]:
    """The running tenancies that this coordinator sees to, the next evaluation first."""
    query = select(Tenancy).where(
        Tenancy.region_id == actor.region_id, Tenancy.state == RUNNING, Tenancy.kept_by == actor.user_id
    )
    return session.exec(query.order_by(col(Tenancy.evaluation_on), col(Tenancy.id)).limit(limit)).all()


def list_of_worker(session: Session, actor: Actor, limit: int) -> Sequence[Tenancy]:
    """The running tenancies of the youths that this user may see, the next evaluation first."""
    query = (
        select(Tenancy)
        .join(RoomMatch, col(RoomMatch.id) == Tenancy.match_id)
        .join(RoomRequest, col(RoomRequest.id) == RoomMatch.request_id)
        .where(Tenancy.region_id == actor.region_id, Tenancy.state == RUNNING, *visible_to(actor))
    )
    return session.exec(query.order_by(col(Tenancy.evaluation_on), col(Tenancy.id)).limit(limit)).all()


def list_without_buddy(session: Session, actor: Actor, today: date, limit: int) -> Sequence[Tenancy]:
    """The running tenancies of youths of this user, for whom a buddy must be found."""
    query = (
        select(Tenancy)
        .join(RoomMatch, col(RoomMatch.id) == Tenancy.match_id)
        .join(RoomRequest, col(RoomRequest.id) == RoomMatch.request_id)
        .where(
            Tenancy.region_id == actor.region_id,
            Tenancy.state == RUNNING,
            col(Tenancy.buddy_by).is_not(None),
            col(Tenancy.buddy_on).is_(None),
            *visible_to(actor),
        )
    )
    return session.exec(query.order_by(col(Tenancy.id)).limit(limit)).all()


def list_open_signals(session: Session, actor: Actor, today: date, limit: int) -> Sequence[TenancySignal]:
    """The signals of the region whose follow-up is due."""
    query = select(TenancySignal).where(
        TenancySignal.region_id == actor.region_id,
        col(TenancySignal.done_at).is_(None),
        col(TenancySignal.follow_up_on).is_not(None),
        col(TenancySignal.follow_up_on) <= today,
    )
    return session.exec(query.order_by(col(TenancySignal.follow_up_on)).limit(limit)).all()


def find_signal(session: Session, actor: Actor, signal_id: UUID) -> TenancySignal | None:
    """A signal of the region, locked."""
    query = select(TenancySignal).where(TenancySignal.id == signal_id, TenancySignal.region_id == actor.region_id)
    return session.exec(query.with_for_update()).first()


def list_signals(session: Session, tenancy_ids: Collection[UUID]) -> Sequence[TenancySignal]:
    """The signals of these tenancies, the newest first. The caller has checked access."""
    query = select(TenancySignal).where(col(TenancySignal.tenancy_id).in_(tenancy_ids))
    return session.exec(query.order_by(col(TenancySignal.at).desc())).all()


def find_evaluation(session: Session, tenancy_id: UUID, due_on: date, party: str) -> TenancyEvaluation | None:
    """One side's answer to one evaluation. The caller has checked access."""
    query = select(TenancyEvaluation).where(
        TenancyEvaluation.tenancy_id == tenancy_id,
        TenancyEvaluation.due_on == due_on,
        TenancyEvaluation.party == party,
    )
    return session.exec(query).first()


def list_evaluations(session: Session, tenancy_ids: Collection[UUID]) -> Sequence[TenancyEvaluation]:
    """The evaluations of these tenancies, the newest first. The caller has checked access."""
    query = select(TenancyEvaluation).where(col(TenancyEvaluation.tenancy_id).in_(tenancy_ids))
    return session.exec(query.order_by(col(TenancyEvaluation.due_on).desc(), col(TenancyEvaluation.party))).all()


def list_matches(session: Session, rows: Sequence[Tenancy]) -> dict[UUID, RoomMatch]:
    """Match id → the match of these tenancies."""
    query = select(RoomMatch).where(col(RoomMatch.id).in_({row.match_id for row in rows}))
    return {one.id: one for one in session.exec(query)}


def list_by_id(session: Session, actor: Actor, ids: set[UUID]) -> Sequence[Tenancy]:
    """These tenancies of the region."""
    return session.exec(select(Tenancy).where(Tenancy.region_id == actor.region_id, col(Tenancy.id).in_(ids))).all()


def list_of_clients(session: Session, actor: Actor, asked: Asked) -> Sequence[Tenancy]:
    """The newest tenancies of these clients, of the youths that this user may see."""
    question = (
        select(Tenancy)
        .join(RoomMatch, col(RoomMatch.id) == Tenancy.match_id)
        .join(RoomRequest, col(RoomRequest.id) == RoomMatch.request_id)
        .where(Tenancy.region_id == actor.region_id, *visible_to(actor))
    )
    columns = col(RoomRequest.client_id), col(Tenancy.signed_at), col(Tenancy.id)
    return session.exec(asked.newest(question, *columns)).all()
