"""Queries on follow-ups; every one takes the acting user and sees what that user may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import Mapped
from sqlmodel import and_, col, not_, or_, select
from sqlmodel.sql.expression import Select

from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.accounts.permissions import Permission, allows
from webapp.contacts import store
from webapp.contacts.inputs import Step
from webapp.contacts.models import FollowUp, FollowUpStep, StreetContact
from webapp.contacts.store import Entry
from webapp.db import ALL, Session, count_rows, equals
from webapp.people import store as people_store
from webapp.people.models import Client
from webapp.text import sort_key

Days = Sequence[tuple[UUID, date, int]]
"""The contact of a follow-up, its day, and the number of its steps so far."""
_SUCH_WORK = (Permission.read_contacts, Permission.log_contacts, Permission.read_clients)
"""The permissions that a role needs to have a follow-up."""


def find_follow_up(session: Session, contact: StreetContact) -> FollowUp | None:
    """The follow-up of a contact the caller holds, locked."""
    return session.get(FollowUp, contact.id, with_for_update=True)


def list_follow_ups(session: Session, contacts: Sequence[StreetContact]) -> list[tuple[StreetContact, FollowUp]]:
    """The contacts that have a follow-up, each with its own, locked."""
    by_id = {contact.id: contact for contact in contacts}
    question = select(FollowUp).where(col(FollowUp.contact_id).in_(by_id)).order_by(col(FollowUp.contact_id))
    found = session.exec(question.with_for_update()).all() if by_id else ()
    return [(by_id[one.contact_id], one) for one in found]


def mine(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The condition for own follow-ups: handed on to the user; or of own contacts and clients, not handed on."""
    holder = col(FollowUp.holder_id)
    staff = [user.id for user in _list_staff(session, actor)]
    is_nobodys = or_(holder.is_(None), holder.not_in(staff), not_(_holder_sees(actor.organisation_id)))
    return or_(holder == actor.user_id, and_(store.mine(actor, FollowUp), is_nobodys))


def _holder_sees(organisation_id: UUID | Mapped[UUID]) -> ColumnElement[bool]:
    """The condition that the holder in each row may see the contact: ``store.visible`` for the holder."""
    holder = col(FollowUp.holder_id)
    of_house = and_(
        col(FollowUp.organisation_id) == organisation_id,
        or_(store.shared(FollowUp), col(FollowUp.author_id) == holder),
    )
    return or_(of_house, people_store.works_with(holder, col(FollowUp.client_id)))


def list_holders(session: Session, contact_ids: Collection[UUID]) -> dict[UUID, User]:
    """Contact → the holder of its follow-up, when it was handed on to somebody who can do it."""
    if not contact_ids:
        return {}
    rows = session.exec(
        select(col(FollowUp.contact_id), User)
        .join(User, col(User.id) == FollowUp.holder_id)
        .where(col(FollowUp.contact_id).in_(contact_ids), col(User.active).is_(True))
        .where(_holder_sees(col(User.organisation_id)))
    ).all()
    return {row[0]: row[1] for row in rows if _does_such_work(row[1])}


def _does_such_work(user: User) -> bool:
    return all(allows(user.role_set, permission) for permission in _SUCH_WORK)


def of_team(actor: Actor) -> ColumnElement[bool]:
    """The condition for follow-ups of this user's organisation."""
    return col(FollowUp.organisation_id) == actor.organisation_id


def list_due(
    session: Session,
    actor: Actor,
    words: str = "",
    filters: Mapping[str, str] = ALL,
    *,
    team: bool = False,
    until: date | None = None,
    offset: int = 0,
    limit: int,
) -> list[Entry]:
    """Open follow-ups of this user, or of the ``team``; the oldest first. ``until`` includes that day."""
    question = _due(session, actor, words, filters, team=team).order_by(col(FollowUp.due_on), col(FollowUp.contact_id))
    if until is not None:
        question = question.where(col(FollowUp.due_on) <= until)
    return [Entry(*row) for row in session.exec(question.offset(offset).limit(limit)).all()]


def count_listed(session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, team: bool = False) -> int:
    """Count the open follow-ups in such a list."""
    return count_rows(session, _due(session, actor, words, filters, team=team))


def _due(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, team: bool
) -> Select[StreetContact, Client | None, FollowUp | None, str]:
    whose = of_team(actor) if team else mine(session, actor)
    return (
        select(StreetContact, Client, FollowUp, col(User.name))
        .select_from(FollowUp)
        .join(StreetContact, col(StreetContact.id) == FollowUp.contact_id)
        .outerjoin(User, col(User.id) == StreetContact.author_id)
        .outerjoin(Client, and_(col(Client.id) == StreetContact.client_id, people_store.visible(actor)))
        .where(whose, *_open_in(actor), *store.mentions(words), *equals(StreetContact, filters))
    )


def _open_in(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Still to be done, of what this user may see and is reminded of. The region is for the index of the open ones."""
    is_open = col(FollowUp.done_at).is_(None)
    reminds: ColumnElement[bool] = not_(people_store.is_quiet(col(FollowUp.client_id)))
    return col(FollowUp.region_id) == actor.region_id, is_open, store.visible(actor, FollowUp), reminds


def count_due(session: Session, actor: Actor) -> dict[date, int]:
    """Count this user's open follow-ups per day."""
    question = (
        select(col(FollowUp.due_on), func.count())
        .where(mine(session, actor), *_open_in(actor))
        .group_by(col(FollowUp.due_on))
    )
    return {row[0]: row[1] for row in session.exec(question).all()}


def list_own_days(session: Session, actor: Actor, since: date, until: date, limit: int) -> Days:
    """This user's open follow-ups of these days, without a word of them."""
    steps = (
        select(func.count()).where(col(FollowUpStep.contact_id) == col(FollowUp.contact_id)).correlate(FollowUp)
    ).scalar_subquery()
    question = (
        select(col(FollowUp.contact_id), col(FollowUp.due_on), steps)
        .where(mine(session, actor), *_open_in(actor))
        .where(col(FollowUp.due_on) >= since, col(FollowUp.due_on) <= until)
        .order_by(col(FollowUp.due_on), col(FollowUp.contact_id))
        .limit(limit)
    )
    return [(row[0], row[1], row[2]) for row in session.exec(question).all()]


def list_steps(session: Session, contact: StreetContact) -> Sequence[FollowUpStep]:
    """Every step of the follow-up of a contact, the first step first."""
    return session.exec(
        select(FollowUpStep).where(FollowUpStep.contact_id == contact.id).order_by(col(FollowUpStep.at))
    ).all()


def find_own_step(session: Session, actor: Actor, contact: StreetContact, step: Step) -> FollowUpStep | None:
    """The last step of a kind that this user took with the follow-up of a contact and did not take back."""
    return session.exec(
        select(FollowUpStep)
        .where(
            FollowUpStep.contact_id == contact.id,
            FollowUpStep.by == actor.user_id,
            FollowUpStep.what == step.value,
            col(FollowUpStep.taken_back).is_(False),
        )
        .order_by(col(FollowUpStep.at).desc(), col(FollowUpStep.id).desc())
        .limit(1)
    ).first()


def list_colleagues(session: Session, actor: Actor) -> list[User]:
    """The colleagues in this user's organisation who do such work as well, by name."""
    colleagues = (user for user in _list_staff(session, actor) if user.id != actor.user_id)
    return sorted(colleagues, key=lambda user: (sort_key(user.name), user.id))


def _list_staff(session: Session, actor: Actor) -> list[User]:
    found = session.exec(
        select(User).where(
            User.organisation_id == actor.organisation_id,
            User.region_id == actor.region_id,
            col(User.active).is_(True),
        )
    ).all()
    return [user for user in found if _does_such_work(user)]
