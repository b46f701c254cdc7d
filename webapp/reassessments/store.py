"""Queries on reassessment. Each takes the acting user and stays with what that user may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, update
from sqlmodel import col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.accounts.actor import Actor
from webapp.accounts.models import Organisation, User
from webapp.accounts.permissions import Permission, allows
from webapp.db import Session, count_rows, insert_or_renew
from webapp.people.models import Client, Quiet
from webapp.placements.imports.models import LineColumn
from webapp.placements.kind import CONTRACT, NOMINATION, PLACED
from webapp.placements.waiting.models import Placement
from webapp.placements.waiting.store import kept_by_us
from webapp.reassessments.kind import Outcome
from webapp.reassessments.models import Reassessment, ReassessmentCampaign, ReassessmentDraft
from webapp.text import asked_words, sort_key

_Campaign, _Row = ReassessmentCampaign, Reassessment
_USE = "herbeoordelen/"
"""Before a remembered heading: in another list the same word may mean something else."""
Worker = tuple[User, Organisation]


def ours(actor: Actor) -> ColumnElement[bool]:
    """The condition for people in the campaigns of the actor's organisation."""
    if not actor.may(Permission.keep_reassessments):
        return false()
    return and_(col(_Row.organisation_id) == actor.organisation_id, col(_Row.region_id) == actor.region_id)


def _mine(actor: Actor) -> ColumnElement[bool]:
    if not actor.may(Permission.reassess):
        return false()
    return and_(col(_Row.worker_id) == actor.user_id, col(_Row.region_id) == actor.region_id)


def find_row(session: Session, actor: Actor, row_id: UUID, *, lock: bool = False) -> Reassessment | None:
    """Somebody whom this user reassesses, or of a campaign of their organisation."""
    query = select(_Row).where(_Row.id == row_id, or_(_mine(actor), ours(actor)))
    return session.exec(query.with_for_update() if lock else query).first()


def list_open(session: Session, actor: Actor, until: date, limit: int) -> Sequence[Reassessment]:
    """The open people of this user, and for who keeps campaigns those of nobody yet; the first due first."""
    nobody = and_(ours(actor), col(_Row.worker_id).is_(None))
    found: list[Reassessment] = []
    for whose in (_mine(actor), nobody):  # an index each
        query = select(_Row).where(whose, col(_Row.settled_on).is_(None), col(_Row.due_on) <= until)
        found += session.exec(query.order_by(col(_Row.due_on), col(_Row.id)).limit(limit)).all()
    return sorted(found, key=lambda one: (one.due_on, one.id))[:limit]


def list_rows(
    session: Session, actor: Actor, campaign_id: UUID, words: str, filters: Mapping[str, str], offset: int, limit: int
) -> Sequence[Reassessment]:
    """The people of a campaign, the first due first."""
    query = _listed(actor, campaign_id, words, filters).order_by(col(_Row.due_on), col(_Row.id))
    return session.exec(query.offset(offset).limit(limit)).all()


def count_listed(session: Session, actor: Actor, campaign_id: UUID, words: str, filters: Mapping[str, str]) -> int:
    """Count them."""
    return count_rows(session, _listed(actor, campaign_id, words, filters))


def _listed(actor: Actor, campaign_id: UUID, words: str, filters: Mapping[str, str]) -> SelectOfScalar[Reassessment]:
    query = select(_Row).where(ours(actor), _Row.campaign_id == campaign_id)
    query = query.where(*(col(_Row.search_key).contains(word, autoescape=True) for word in asked_words(words)))
    for name, value in filters.items():
        query = query.where(_is(name, value))
    return query


def _is(name: str, value: str) -> ColumnElement[bool]:
    if name == "outcome":
        return col(_Row.outcome) == ("" if value == "open" else value)
    if name == "municipality":
        return col(_Row.municipality) == value
    try:
        return col(_Row.worker_id) == UUID(value)
    except ValueError:
        return col(_Row.worker_id).is_(None) if value == "nobody" else false()


def find_campaign(
    session: Session, actor: Actor, campaign_id: UUID, *, lock: bool = False
) -> ReassessmentCampaign | None:
    """A campaign of the actor's organisation."""
    query = select(_Campaign).where(_Campaign.id == campaign_id, *_ours(actor))
    return session.exec(query.with_for_update() if lock else query).first()


def list_campaigns(
    session: Session, actor: Actor, limit: int, *, region: bool = False
) -> Sequence[ReassessmentCampaign]:
    """The newest campaigns of the actor's organisation; of the ``region`` those that began."""
    query = select(_Campaign)
    if region:
        query = query.where(_Campaign.region_id == actor.region_id, col(_Campaign.began_on).is_not(None))
    else:
        query = query.where(*_ours(actor))
    return session.exec(query.order_by(col(_Campaign.made_at).desc(), col(_Campaign.id).desc()).limit(limit)).all()


def _ours(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    if not actor.may(Permission.keep_reassessments):
        return (false(),)
    return (col(_Campaign.organisation_id) == actor.organisation_id, col(_Campaign.region_id) == actor.region_id)


def names_of_campaigns(session: Session, rows: Collection[Reassessment]) -> dict[UUID, str]:
    """Campaign → its name, of people whom the user may see."""
    query = select(_Campaign.id, _Campaign.name).where(col(_Campaign.id).in_({row.campaign_id for row in rows}))
    return dict(session.exec(query).all()) if rows else {}


def count_by_outcome(session: Session, campaign_ids: Collection[UUID]) -> dict[UUID, Counter[str]]:
    """Campaign → outcome → people; '' for those that are open. The caller has read the campaigns."""
    found = {one: Counter[str]() for one in campaign_ids}
    query = select(_Row.campaign_id, _Row.outcome, func.count()).where(col(_Row.campaign_id).in_(campaign_ids))
    for campaign, outcome, number in session.exec(query.group_by(col(_Row.campaign_id), col(_Row.outcome))).all():
        found[campaign][outcome] = number
    return found


def count_open_by_worker(session: Session, campaign_id: UUID) -> dict[UUID | None, int]:
    """Worker, None for nobody, → the open people of a campaign. The caller has read the campaign."""
    query = select(_Row.worker_id, func.count()).where(_Row.campaign_id == campaign_id, _Row.outcome == "")
    return dict(session.exec(query.group_by(col(_Row.worker_id))).all())


def list_workers(session: Session, actor: Actor) -> list[Worker]:
    """Everybody of the region who may reassess, by name."""
    query = select(User, Organisation).join(Organisation, col(Organisation.id) == User.organisation_id)
    query = query.where(User.region_id == actor.region_id, col(User.active).is_(True))
    found = [(row[0], row[1]) for row in session.exec(query).all()]
    may = [one for one in found if allows(one[0].role_set, Permission.reassess)]
    return sorted(may, key=lambda one: (sort_key(one[0].name), one[0].id))


def list_divided(
    session: Session, actor: Actor, campaign_id: UUID, worker_id: UUID | None, limit: int
) -> Sequence[Reassessment]:
    """The open people of a worker, or of nobody, in a campaign: locked, the first due first."""
    query = select(_Row).where(ours(actor), _Row.campaign_id == campaign_id, col(_Row.settled_on).is_(None))
    query = query.where(col(_Row.worker_id) == worker_id if worker_id else col(_Row.worker_id).is_(None))
    return session.exec(query.order_by(col(_Row.due_on), col(_Row.id)).limit(limit).with_for_update()).all()


def settle_open(session: Session, campaign: ReassessmentCampaign, today: date) -> None:
    """Settle everybody who is open, as ``stopped``."""
    which = (col(_Row.campaign_id) == campaign.id, col(_Row.settled_on).is_(None))
    session.connection().execute(update(_Row).where(*which).values(outcome=Outcome.stopped.value, settled_on=today))


def reopen_stopped(session: Session, campaign: ReassessmentCampaign) -> None:
    """Open them again."""
    which = (col(_Row.campaign_id) == campaign.id, col(_Row.outcome) == Outcome.stopped.value)
    session.connection().execute(update(_Row).where(*which).values(outcome="", settled_on=None))


def list_placed(session: Session, actor: Actor, filters: Mapping[str, str], limit: int) -> Sequence[Placement]:
    """The people who have a place of a programme of ours. ``filters``: programme, municipality, day of the place."""
    query = select(Placement).where(
        kept_by_us(actor),
        col(Placement.state).in_((PLACED, NOMINATION, CONTRACT)),
        Placement.programme_id == UUID(filters["programme"]),
        col(Placement.placed_on).is_not(None),
    )
    if town := filters.get("municipality"):
        query = query.where(Placement.municipality == town)
    if before := filters.get("placed_before"):
        query = query.where(col(Placement.placed_on) < date.fromisoformat(before))
    return session.exec(query.order_by(col(Placement.placed_on), col(Placement.id)).limit(limit)).all()


def list_clients(session: Session, ids: Collection[UUID]) -> dict[UUID, Client]:
    """Client → the person, of records that the user may see, the dead left out."""
    found: dict[UUID, Client] = {}
    some = sorted(ids)
    for at in range(0, len(some), 500):
        query = select(Client).where(col(Client.id).in_(some[at : at + 500]), Client.quiet != Quiet.died.value)
        found |= {one.id: one for one in session.exec(query).all()}
    return found


def find_draft(session: Session, campaign_id: UUID) -> ReassessmentDraft | None:
    """The file of a campaign that was found for this user."""
    return session.get(ReassessmentDraft, campaign_id)


def list_columns(session: Session, region_id: UUID) -> dict[str, str]:
    """Heading (folded) → field, as the region remembers them of these lists."""
    query = select(LineColumn).where(LineColumn.region_id == region_id, col(LineColumn.head).startswith(_USE))
    return {one.head.removeprefix(_USE): one.field for one in session.exec(query).all()}


def remember_columns(session: Session, region_id: UUID, heads: Mapping[str, str]) -> None:
    """Remember what these headings (folded) mean."""
    rows = [LineColumn(region_id=region_id, head=f"{_USE}{head}"[:200], field=field) for head, field in heads.items()]
    if rows:
        insert_or_renew(session, rows, ("region_id", "head"), ("field",))


def drop_campaign(session: Session, campaign_id: UUID) -> None:
    """Delete a draft with its file."""
    session.exec(delete(ReassessmentDraft).where(col(ReassessmentDraft.campaign_id) == campaign_id))
    session.exec(delete(_Campaign).where(col(_Campaign.id) == campaign_id, col(_Campaign.began_on).is_(None)))


def list_left_lying(session: Session, before: datetime) -> Sequence[ReassessmentCampaign]:
    """Drafts of every region that nobody began in their time."""
    return session.exec(select(_Campaign).where(col(_Campaign.began_on).is_(None), _Campaign.made_at < before)).all()


def list_past_term(session: Session, before: date) -> Sequence[ReassessmentCampaign]:
    """Campaigns of every region that ended before that day and still name people."""
    query = select(_Campaign).where(col(_Campaign.ended_on) < before, col(_Campaign.erased).is_(False))
    return session.exec(query.with_for_update()).all()


def erase_names(session: Session, campaign_id: UUID) -> list[UUID]:
    """Take the names out of a campaign; its numbers stay. The ids of its people, for their notes."""
    ids = session.exec(select(_Row.id).where(_Row.campaign_id == campaign_id)).all()
    change = update(_Row).where(col(_Row.campaign_id) == campaign_id)
    gone = {"client_id": None, "linked_by": None, "person": "", "search_key": "", "reference": "", "municipality": ""}
    session.connection().execute(change.values(**gone))
    return [*ids]
