"""Queries on clients. Every one on personal data takes the acting user and sees what that user may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, not_, true
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.models import Region, User
from webapp.accounts.permissions import Permission, allows
from webapp.db import ALL, Session, count_rows, equals
from webapp.people.merging import store as merges
from webapp.people.models import HIDDEN, UNQUIET, Client, Whereabouts, WorkingRelation

Model = TypeVar("Model", Client, WorkingRelation)
FEW = 100
"""So many clients are asked for by name; of who works with more, each row is asked whose it is."""
TERM = timedelta(days=365)
"""How long a working relation lasts after its latest contact (practice: the yearly review of a plan)."""


def related(actor: Actor) -> SelectOfScalar[UUID]:
    """The ids of this user's clients now: the one rule, for every door."""
    return select(WorkingRelation.client_id).where(_works_now(actor))


def list_few_related(session: Session, actor: Actor) -> Sequence[UUID] | None:
    """The ids of the clients this user works with; None when those are many."""
    some = session.exec(related(actor).limit(FEW + 1)).all()
    return some if len(some) <= FEW else None


def knows(actor: Actor, client_id: Mapped[UUID] | Mapped[UUID | None]) -> ColumnElement[bool]:
    """The condition that this user works with the client of a row: a nurse of years works with thousands."""
    relation = _alias_of(WorkingRelation)
    known = select(relation.id).where(col(relation.client_id) == client_id, _works_now(actor, relation)).exists()
    return known if actor.may(Permission.read_clients) else false()


@cache
def _alias_of(model: type[Model]) -> type[Model]:
    """One alias for every EXISTS of these conditions, which never stand in one another: made anew it took most time."""
    return aliased(model)


def _works_now(actor: Actor, relation: type[WorkingRelation] = WorkingRelation) -> ColumnElement[bool]:
    """The condition for a live relation of the user's present job.

    Their own: not ended, with a contact within the term. Or a grant of a colleague's, in its time: that moves
    ``last_at`` along, so one index serves both.
    """
    if not actor.may(Permission.read_clients):
        return false()
    now = clock.now()
    return and_(
        col(relation.user_id) == actor.user_id,
        col(relation.organisation_id) == actor.organisation_id,
        col(relation.last_at) > now - TERM,
        or_(
            and_(col(relation.ended).is_(None), _of_job(col(relation.since), actor)),
            and_(is_granted(relation, now), _of_job(col(relation.granted_since), actor)),
        ),
    )


def _of_job(since: Mapped[datetime] | Mapped[datetime | None], actor: Actor) -> ColumnElement[bool]:
    return true() if actor.placed_at is None else since >= actor.placed_at


def is_granted(relation: type[WorkingRelation], now: datetime) -> ColumnElement[bool]:
    """The condition for a grant that runs."""
    return and_(col(relation.granted_since) <= now, col(relation.granted_until) > now)


def holds_now(actor: Actor, relation: WorkingRelation) -> bool:
    """``_works_now`` for a relation in hand."""
    now = clock.now()
    own = relation.ended is None and actor.has_since(relation.since)
    since, until = relation.granted_since, relation.granted_until
    granted = since is not None and until is not None and since <= now < until and actor.has_since(since)
    return (
        actor.may(Permission.read_clients)
        and (relation.user_id, relation.organisation_id) == (actor.user_id, actor.organisation_id)
        and relation.last_at > now - TERM
        and (own or granted)
    )


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition for visible clients: same region, and same organisation or a working relation; none merged."""
    return (
        (col(Client.region_id) == actor.region_id)
        & col(Client.merged_into).is_(None)
        & or_(col(Client.organisation_id) == actor.organisation_id, knows(actor, col(Client.id)))
    )


def find_client(
    session: Session, actor: Actor, client_id: UUID, *, lock: bool = False, keep: bool = False
) -> Client | None:
    """A client this user may know of, by its id or that of one that went into it.

    ``lock``: locked for a change. ``keep``: it does not go into another before the commit, so rows may name it.
    """
    found = _find_standing(session, actor, client_id, lock=lock, keep=keep)
    if found is None and (to := merges.stands_as(session, client_id)) != client_id:
        found = _find_standing(session, actor, to, lock=lock, keep=keep)
    return found


def _find_standing(session: Session, actor: Actor, client_id: UUID, *, lock: bool, keep: bool) -> Client | None:
    question = select(Client).where(Client.id == client_id, visible(actor))
    if lock:
        return session.exec(question.with_for_update(key_share=True)).first()  # others may name it meanwhile
    if keep:
        question = question.with_for_update(read=True, key_share=True)
    return next(iter(_as_told(session, actor, session.exec(question).all())), None)


def _as_told(session: Session, actor: Actor, clients: Sequence[Client]) -> Sequence[Client]:
    """These clients as this user may read them: a hidden one of others without whereabouts.

    The store keeps the removed values: such a client no longer belongs to the session.
    """
    known = _known(session, actor, [client.id for client in clients if client.is_hidden])
    for client in clients:
        if client.is_hidden and client.id not in known:
            session.expunge(client)
            client.municipality, client.contact_ways = None, []
            client.whereabouts = Whereabouts.shielded.value
    return clients


def _known(session: Session, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """The ids of these clients that this user works with."""
    return set(session.exec(related(actor).where(col(WorkingRelation.client_id).in_(ids))).all()) if ids else set()


def is_hidden(client_id: Mapped[UUID | None]) -> ColumnElement[bool]:
    """The condition that the client of a row has a safety flag; false for a row without a client."""
    client = _alias_of(Client)
    secret = col(client.whereabouts) == HIDDEN
    return select(client.id).where(col(client.id) == client_id, secret).exists()


def is_quiet(client_id: Mapped[UUID | None]) -> ColumnElement[bool]:
    """The condition that nothing reminds of the client of a row; false for a row without a client."""
    client = _alias_of(Client)
    return select(client.id).where(col(client.id) == client_id, col(client.quiet) != UNQUIET).exists()


def quiet_among(session: Session, ids: Iterable[UUID | None]) -> set[UUID]:
    """The ids of these clients that nothing reminds of: the ``quiet`` of ``due.rules.list_due``."""
    wanted = {one for one in ids if one}
    question = select(Client.id).where(col(Client.quiet) != UNQUIET, col(Client.id).in_(wanted))
    return set(session.exec(question).all()) if wanted else set()


def may_know_whereabouts(session: Session, actor: Actor, client_id: UUID | None) -> bool:
    """True when this user may know where a client of the own organisation is; always without a client."""
    return (
        client_id is None
        or client_id not in hidden_among(session, [client_id])
        or is_related(session, actor, client_id)
    )


def hidden_among(session: Session, ids: Iterable[UUID | None]) -> set[UUID]:
    """The ids of these clients that have a safety flag."""
    wanted = {one for one in ids if one}
    question = select(Client.id).where(Client.whereabouts == Whereabouts.hidden.value, col(Client.id).in_(wanted))
    return set(session.exec(question).all()) if wanted else set()


def find_any_client(session: Session, client_id: UUID) -> Client | None:
    """A client of any owner by id: only to see whether an id is taken."""
    return session.get(Client, client_id)


def list_clients(
    session: Session, actor: Actor, filters: Mapping[str, str] = ALL, *, offset: int, limit: int
) -> Sequence[Client]:
    """This user's own clients, latest contact first; then the organisation's others by name."""
    first, then = _listed(actor, filters)
    known = session.exec(first.offset(offset).limit(limit)).all()
    if len(known) == limit:
        return _as_told(session, actor, known)
    others = session.exec(
        then.order_by(col(Client.sort_key), col(Client.id))
        .offset(max(0, offset - count_rows(session, first)))
        .limit(limit - len(known))
    ).all()
    return _as_told(session, actor, [*known, *others])


def count_clients(session: Session, actor: Actor, filters: Mapping[str, str]) -> int:
    """Count the clients in this user's list."""
    return sum(count_rows(session, question) for question in _listed(actor, filters))


def _listed(actor: Actor, filters: Mapping[str, str]) -> tuple[SelectOfScalar[Client], SelectOfScalar[Client]]:
    """This user's own clients, and the organisation's others."""
    others = select(Client).where(*own(actor), not_(knows(actor, col(Client.id))))
    narrow = equals(Client, filters)
    return _recent(actor).where(*narrow), others.where(*narrow)


def _recent(actor: Actor) -> SelectOfScalar[Client]:
    return (
        select(Client)
        .join(WorkingRelation, col(WorkingRelation.client_id) == Client.id)
        .where(_works_now(actor), visible(actor))
        .order_by(col(WorkingRelation.last_at).desc(), col(Client.id))
    )


def own(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """The conditions for the clients of the user's own organisation."""
    return (
        col(Client.region_id) == actor.region_id,
        col(Client.organisation_id) == actor.organisation_id,
        col(Client.merged_into).is_(None),
    )


def list_by_ids(session: Session, actor: Actor, ids: Sequence[UUID], *, keep: bool = False) -> list[Client]:
    """The visible clients of these ids, in this order; ``keep`` as for ``find_client``."""
    if not ids:
        return []
    question = select(Client).where(col(Client.id).in_(ids), visible(actor))
    if keep:
        question = question.order_by(col(Client.id)).with_for_update(read=True, key_share=True)
    found = session.exec(question).all()
    by_id = {client.id: client for client in _as_told(session, actor, found)}
    return [by_id[id_] for id_ in ids if id_ in by_id]


def find_led(session: Session, actor: Actor, ids: Collection[UUID]) -> dict[UUID, Client]:
    """By the id of a client that went into another: the one that stays, if visible; kept as by ``find_client``."""
    led = {gone: to for gone, to in merges.stand_as(session, ids).items() if gone != to}
    stays = {client.id: client for client in list_by_ids(session, actor, list({*led.values()}), keep=True)}
    return {gone: stays[to] for gone, to in led.items() if to in stays}


def list_recent(session: Session, actor: Actor, limit: int) -> Sequence[Client]:
    """This user's own clients, latest contact first."""
    return session.exec(_recent(actor).limit(limit)).all()


def find_relation(session: Session, user_id: UUID, client_id: UUID) -> WorkingRelation | None:
    """A user's working relation with a client, ended or not."""
    return session.exec(
        select(WorkingRelation)
        .where(WorkingRelation.user_id == user_id, WorkingRelation.client_id == client_id)
        .with_for_update()
    ).first()


def list_relations(session: Session, user_id: UUID, client_ids: Collection[UUID]) -> Sequence[WorkingRelation]:
    """The same with several clients."""
    return session.exec(
        select(WorkingRelation)
        .where(WorkingRelation.user_id == user_id, col(WorkingRelation.client_id).in_(client_ids))
        .order_by(col(WorkingRelation.client_id))
        .with_for_update()
    ).all()


def list_all_relations(session: Session, client_id: UUID) -> Sequence[WorkingRelation]:
    """Every working relation with a client, ended or not, locked in one order."""
    question = select(WorkingRelation).where(WorkingRelation.client_id == client_id)
    return session.exec(question.order_by(col(WorkingRelation.user_id)).with_for_update()).all()


def list_workers(session: Session, actor: Actor, client_id: UUID) -> Sequence[tuple[User, WorkingRelation]]:
    """The people who work with a client now, latest contact first. The caller has checked the right to see it."""
    return list_workers_of(session, actor, [client_id]).get(client_id, [])


def list_workers_of(
    session: Session, actor: Actor, client_ids: Collection[UUID]
) -> dict[UUID, list[tuple[User, WorkingRelation]]]:
    """The same of several clients."""
    rows = session.exec(
        select(User, WorkingRelation)
        .join(WorkingRelation, col(WorkingRelation.user_id) == User.id)
        .where(col(WorkingRelation.client_id).in_(client_ids), WorkingRelation.region_id == actor.region_id)
        .where(_holds_for(User))
        .order_by(col(WorkingRelation.last_at).desc())
    ).all()
    found: dict[UUID, list[tuple[User, WorkingRelation]]] = {}
    for user, relation in rows:
        if allows(user.role_set, Permission.read_clients):
            found.setdefault(relation.client_id, []).append((user, relation))
    return found


def _holds_for(worker: type[User]) -> ColumnElement[bool]:
    """The condition of ``_works_now``, without the role, for the user of each row."""
    now, relation = clock.now(), WorkingRelation

    def of_job(since: Mapped[datetime] | Mapped[datetime | None]) -> ColumnElement[bool]:
        return or_(col(worker.placed_at).is_(None), since >= col(worker.placed_at))

    return and_(
        col(relation.organisation_id) == worker.organisation_id,
        col(worker.active).is_(True),
        col(relation.last_at) > now - TERM,
        or_(
            and_(col(relation.ended).is_(None), of_job(col(relation.since))),
            and_(is_granted(relation, now), of_job(col(relation.granted_since))),
        ),
    )


def works_with(user_id: Mapped[UUID | None], client_id: Mapped[UUID | None]) -> ColumnElement[bool]:
    """The condition that the user in a row works with the client in it now. The caller checks the user's role."""
    worker = aliased(User)
    relation = select(WorkingRelation.id).join(worker, col(worker.id) == WorkingRelation.user_id)
    return relation.where(
        col(WorkingRelation.user_id) == user_id, col(WorkingRelation.client_id) == client_id, _holds_for(worker)
    ).exists()


def names_of(session: Session, user_ids: Sequence[UUID]) -> dict[UUID, str]:
    """User id → name, to name the author of something on a record the caller may read."""
    if not user_ids:
        return {}
    found = session.exec(select(User.id, User.name).where(col(User.id).in_(set(user_ids)))).all()
    return {row[0]: row[1] for row in found}


def region_of(session: Session, actor: Actor) -> Region:
    """The region someone works in."""
    return session.exec(select(Region).where(Region.id == actor.region_id)).one()


def is_related(session: Session, actor: Actor, client_id: UUID) -> bool:
    """True when this user works with a client now."""
    question = related(actor).where(col(WorkingRelation.client_id) == client_id)
    return session.exec(question.limit(1)).first() is not None
