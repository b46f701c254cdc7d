"""Making a campaign from a file or a filter, dividing it, giving an outcome, ending it, and the end of the term."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.due.days import Term
from webapp.errors import N_, Conflict, Invalid, NotFound
from webapp.people.store import names_of, region_of
from webapp.placements.imports.blocks import list_lines
from webapp.placements.imports.rows import MOST, Row, dump, load
from webapp.reassessments import store
from webapp.reassessments.inputs import CampaignInput, DivideInput, MoveInput, ReassessmentAnswer
from webapp.reassessments.kind import REASONS, RULE
from webapp.reassessments.models import Reassessment, ReassessmentCampaign, ReassessmentDraft
from webapp.reassessments.rows import Column, Entry, Read, is_near, read_rows, recognise
from webapp.text import fold
from webapp.web import submissions
from webapp.worklist import store as worklist
from webapp.worklist.inputs import DueDoneInput
from webapp.worklist.service import give_outcome

KEPT = Term(months=24)
"""So long after the end of a campaign its people are named; practice."""
DRAFT_KEPT = timedelta(days=7)
_UNKNOWN = N_("Deze campagne is er niet, of is niet van jullie.")
_NO_ROW = N_("Deze persoon staat niet in jouw lijst.")
_NO_LIST = N_("Kies een bestand, of hieronder een voorziening van jullie.")
_NO_TOWN = N_("Kies een gemeente van deze regio.")
_NO_PERSON = N_("Zeg in welke kolom de naam of alias staat.")
_TWICE = N_("Twee kolommen hebben dezelfde betekenis.")
_NOBODY = N_("Op deze lijst staat niemand.")
_NO_WORKER = N_("Kies een medewerker van deze regio.")
_NO_REASON = N_("Kies een reden.")
_FAR = N_("Kies een dag binnen een jaar van nu.")
_CHANGED = N_("Iemand anders veranderde dit intussen. Kijk hoe het nu staat.")
File = tuple[list[str], list[Row]]


def draft(
    session: Session, actor: Actor, data: CampaignInput, file: File | None, campaign_id: UUID
) -> ReassessmentCampaign:
    """Keep a campaign for a look; sent twice it is one. Nobody has work of it yet.

    Raises:
        NotAllowed: for other roles.
        Invalid: at ``bestand`` without a list; at ``programme`` or ``municipality`` for one that is not theirs; at
            ``due_on`` for a day more than a year away.
    """
    actor.require(Permission.keep_reassessments)
    ours = actor.organisation_id
    if made := submissions.known(session, ReassessmentCampaign, campaign_id, organisation_id=ours):
        return made
    require_near(data.due_on)
    if file is None and data.programme is None:
        raise Invalid({"bestand": _NO_LIST})
    if file is None and data.programme not in {one.id for one in list_lines(session, actor)}:
        raise Invalid({"programme": _NO_LIST})
    if data.municipality and data.municipality not in region_of(session, actor).municipalities:
        raise Invalid({"municipality": _NO_TOWN})
    asked = {"programme": data.programme, "municipality": data.municipality, "placed_before": data.placed_before}
    campaign = ReassessmentCampaign(
        id=campaign_id,
        region_id=actor.region_id,
        organisation_id=ours,
        name=data.name,
        source=data.source or "",
        due_on=data.due_on,
        filters={} if file else {name: str(value) for name, value in asked.items() if value},
        made_by=actor.user_id,
    )
    session.add(campaign)
    session.flush()
    if file:
        heads, rows = file
        columns = recognise(heads, store.list_columns(session, actor.region_id))
        session.add(ReassessmentDraft(campaign_id=campaign.id, heads=heads, columns=columns, content=dump(rows)))
        session.flush()
    record(session, actor, Action.create, "reassessment_campaign", campaign.id, ground="organisation")
    return campaign


def require_near(day: date) -> None:
    """Refuse a day on which nobody could say yet that it was done.

    Raises:
        Invalid: at ``due_on``.
    """
    if not is_near(day, clock.today()):
        raise Invalid({"due_on": _FAR})


def require_campaign(session: Session, actor: Actor, campaign_id: UUID, *, lock: bool = False) -> ReassessmentCampaign:
    """A campaign of the actor's organisation.

    Raises:
        NotFound: when there is none.
    """
    found = store.find_campaign(session, actor, campaign_id, lock=lock)
    if found is None:
        raise NotFound(_UNKNOWN)
    return found


def read_list(session: Session, actor: Actor, campaign: ReassessmentCampaign) -> Read:
    """The people of a campaign that did not begin: of its file, or who have a place now."""
    if campaign.filters:
        return Read(_read_placed(session, actor, campaign.filters), ())
    kept = store.find_draft(session, campaign.id)
    if kept is None or Column.person not in kept.columns:
        return Read((), ())
    towns, today = region_of(session, actor).municipalities, clock.today()
    return read_rows(load(kept.content), kept.columns, towns, _workers(session, actor), today)


def _workers(session: Session, actor: Actor) -> Mapping[str, UUID | None]:
    """Folded name → who may reassess; None for a name of two."""
    found: dict[str, UUID | None] = {}
    for user, _ in store.list_workers(session, actor):
        found[fold(user.name)] = None if fold(user.name) in found else user.id
    return found


def _read_placed(session: Session, actor: Actor, filters: Mapping[str, str]) -> list[Entry]:
    rows = store.list_placed(session, actor, filters, MOST)
    clients = store.list_clients(session, {row.client_id for row in rows if row.client_id})
    able = {user.id for user, _ in store.list_workers(session, actor)}
    found: dict[object, Entry] = {}
    for row in rows:
        client = clients.get(row.client_id) if row.client_id else None
        if row.client_id and client is None:
            continue
        name = client.full_name if client else row.person
        worker = row.sent_by if row.sent_by in able and row.sent_by != actor.user_id else None
        found[row.client_id or row.id] = Entry(
            name, municipality=row.municipality, worker_id=worker, client_id=row.client_id
        )
    return [*found.values()]


def set_columns(session: Session, actor: Actor, campaign_id: UUID, fields: Mapping[int, str]) -> None:
    """Say what each column of the file is; the region remembers it.

    Raises:
        NotFound: as ``require_campaign``, and without a file.
        Invalid: at ``columns`` without a name, or with a field twice.
    """
    campaign = require_campaign(session, actor, campaign_id, lock=True)
    kept = store.find_draft(session, campaign.id)
    if kept is None:
        raise NotFound(_UNKNOWN)
    known = {one.value for one in Column}
    columns = [fields.get(at, "") if fields.get(at, "") in known else "" for at in range(len(kept.heads))]
    used = [one for one in columns if one]
    if len(used) != len(set(used)):
        raise Invalid({"columns": _TWICE})
    if Column.person not in used:
        raise Invalid({"columns": _NO_PERSON})
    heads = {fold(head): field for head, field in zip(kept.heads, columns, strict=True) if fold(head)}
    store.remember_columns(session, campaign.region_id, heads)
    kept.columns = columns
    session.add(kept)


def begin(session: Session, actor: Actor, campaign_id: UUID) -> ReassessmentCampaign:
    """Begin it: everybody on the list is due from now on; twice it is one.

    Raises:
        NotFound: as ``require_campaign``.
        Invalid: at ``list`` with nobody on it.
    """
    campaign = require_campaign(session, actor, campaign_id, lock=True)
    if campaign.began_on:
        return campaign
    entries = read_list(session, actor, campaign).entries
    if not entries:
        raise Invalid({"list": _NOBODY})
    session.add_all(
        Reassessment(
            region_id=campaign.region_id,
            organisation_id=campaign.organisation_id,
            campaign_id=campaign.id,
            client_id=one.client_id,
            person=one.person,
            search_key=fold(f"{one.person} {one.reference}"),
            reference=one.reference,
            municipality=one.municipality,
            worker_id=one.worker_id,
            due_on=one.due_on or campaign.due_on,
        )
        for one in entries
    )
    campaign.began_on = clock.today()
    session.add(campaign)
    if kept := store.find_draft(session, campaign.id):
        session.delete(kept)
    session.flush()
    detail = f"{len(entries)} rows"
    record(session, actor, Action.update, "reassessment_campaign", campaign.id, ground="organisation", detail=detail)
    return campaign


def drop(session: Session, actor: Actor, campaign_id: UUID) -> None:
    """Throw a draft away; one that began stays."""
    campaign = require_campaign(session, actor, campaign_id, lock=True)
    if campaign.began_on is None:
        store.drop_campaign(session, campaign.id)
        record(session, actor, Action.delete, "reassessment_campaign", campaign.id, ground="organisation")


def divide(session: Session, actor: Actor, campaign_id: UUID, data: DivideInput) -> int:
    """Give open people to a worker; the number that was given.

    Raises:
        NotFound: as ``require_campaign``.
        Invalid: at ``worker`` for somebody who may not reassess here.
    """
    campaign = require_campaign(session, actor, campaign_id)
    _require_worker(session, actor, data.worker)
    rows = store.list_divided(session, actor, campaign.id, data.of, data.number) if campaign.is_open else ()
    for row in rows:
        row.worker_id, row.version = data.worker, row.version + 1
        session.add(row)
    session.flush()
    detail = f"{len(rows)} rows"
    record(session, actor, Action.update, "reassessment_campaign", campaign.id, ground="organisation", detail=detail)
    return len(rows)


def _require_worker(session: Session, actor: Actor, worker_id: UUID) -> None:
    if worker_id not in {user.id for user, _ in store.list_workers(session, actor)}:
        raise Invalid({"worker": _NO_WORKER})


def require_row(session: Session, actor: Actor, row_id: UUID, *, lock: bool = False) -> Reassessment:
    """Somebody whom this user reassesses, or of a campaign that they keep.

    Raises:
        NotFound: when there is none, or the term is over.
    """
    found = store.find_row(session, actor, row_id, lock=lock)
    if found is None or not found.person:
        raise NotFound(_NO_ROW)
    return found


def move(session: Session, actor: Actor, row_id: UUID, data: MoveInput) -> Reassessment:
    """Give one person to another worker, or another day.

    Raises:
        NotFound: as ``require_row``.
        NotAllowed: for who keeps no campaigns.
        Invalid: at ``worker`` for somebody who may not reassess here; at ``due_on`` as ``draft``.
        Conflict: when somebody else changed it since it was seen; ``current`` has what stands.
    """
    actor.require(Permission.keep_reassessments)
    row = require_row(session, actor, row_id, lock=True)
    if row.organisation_id != actor.organisation_id:
        raise NotFound(_NO_ROW)
    wanted = (data.worker, data.due_on)
    require_near(data.due_on)
    if data.worker and data.worker != row.worker_id:
        _require_worker(session, actor, data.worker)
    if wanted == (row.worker_id, row.due_on):
        return row
    if data.seen != str(row.version):
        name = names_of(session, [row.worker_id]).get(row.worker_id, "") if row.worker_id else ""
        now = {"worker": {"value": name, "by": "", "at": None}}
        raise Conflict(_CHANGED, {**now, "due_on": {"value": row.due_on.isoformat(), "by": "", "at": None}})
    row.worker_id, row.due_on = wanted
    row.version += 1
    session.add(row)
    ground = row.ground(actor)
    record(session, actor, Action.update, "reassessment", row.id, client_id=row.client_id, ground=ground)
    return row


def answer(session: Session, actor: Actor, data: ReassessmentAnswer, done_id: UUID) -> Reassessment:
    """Give the outcome of one reassessment, with its reason; sent twice it is one.

    Raises:
        NotFound: as ``require_row``.
        Invalid: at ``reason`` without one of its outcome; at ``outcome`` for one of the house.
        Conflict: when somebody gave another outcome meanwhile; ``current`` has that one.
    """
    row = require_row(session, actor, data.reassessment, lock=True)
    if data.reason not in REASONS.get(data.outcome, (None,)):
        raise Invalid({"reason": _NO_REASON})
    said = DueDoneInput(
        rule=RULE.word, subject=row.id, outcome=data.outcome.value, note=data.note, due_on=data.due_on or row.due_on
    )
    given = give_outcome(session, actor, said, done_id, explained=True)
    if given.row and given.row.before:
        row.reason = data.reason or ""
        session.add(row)
    return row


def end(session: Session, actor: Actor, campaign_id: UUID) -> ReassessmentCampaign:
    """End it: who is open is on nobody's list any more."""
    campaign = require_campaign(session, actor, campaign_id, lock=True)
    if campaign.is_open:
        campaign.ended_on = clock.today()
        session.add(campaign)
        store.settle_open(session, campaign, clock.today())
        record(session, actor, Action.update, "reassessment_campaign", campaign.id, ground="organisation")
    return campaign


def reopen(session: Session, actor: Actor, campaign_id: UUID) -> ReassessmentCampaign:
    """Undo the end of it, while its people are named."""
    campaign = require_campaign(session, actor, campaign_id, lock=True)
    if campaign.ended_on and not campaign.erased:
        campaign.ended_on = None
        session.add(campaign)
        store.reopen_stopped(session, campaign)
        record(session, actor, Action.update, "reassessment_campaign", campaign.id, ground="organisation")
    return campaign


def erase_past_term(session: Session) -> None:
    """Erase drafts that nobody began, and the names in campaigns whose term is over."""
    for campaign in store.list_left_lying(session, clock.now() - DRAFT_KEPT):
        store.drop_campaign(session, campaign.id)
    for campaign in store.list_past_term(session, _first_kept(clock.today())):
        worklist.erase_notes(session, campaign.region_id, store.erase_names(session, campaign.id))
        campaign.erased = True
        session.add(campaign)
        record(session, None, Action.delete, "reassessment_campaign", campaign.id, ground="term")


def _first_kept(today: date) -> date:
    """The first day of an end whose term is not over."""
    day = KEPT.latest_start(today)
    while KEPT.after(day) > today:
        day -= timedelta(days=1)
    return day
