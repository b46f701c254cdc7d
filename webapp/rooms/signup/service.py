"""The host's sign-up: answers kept on the way, sent once. Public, so it takes no actor.

A sign-up is found by a random token in a cookie of this one browser; a browser without it starts anew.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.models import Region
from webapp.audit.service import Action, Read, record
from webapp.db import Illegible, Session
from webapp.errors import N_, Invalid
from webapp.mail.words import CONFIRM
from webapp.rooms import store as rooms_store
from webapp.rooms.inputs import stored
from webapp.rooms.models import Host, Programme, Room, SignupDraft
from webapp.rooms.points import service as points
from webapp.rooms.portal import service as portal
from webapp.rooms.signup import counting, store
from webapp.rooms.signup.steps import (
    STEPS,
    Answers,
    AttentionStep,
    CostStep,
    HouseStep,
    Step,
    WhereStep,
    WhomStep,
    YouStep,
    all_in,
    first_open,
    take,
)
from webapp.rooms.store import search_key
from webapp.text import fold
from webapp.validation import Input, read

KEPT = timedelta(days=7)
Typed = dict[str, list[tuple[str, str]]]
"""Step → the names and values of its form."""
_TYPED, _VIA = "_typed", "_via"
_NOT_HERE = N_("Daar werken we nu nog niet. Vraag je gemeente wie bij jou kamers voor jongeren zoekt.")


class NotComplete(Exception):
    """A step is still unanswered."""

    def __init__(self, step: Step) -> None:
        super().__init__(step.slug)
        self.step = step


@dataclass(frozen=True)
class Area:
    """The municipalities of one region, and its programme for hosts."""

    region: Region
    programme: Programme


@dataclass(frozen=True)
class OwnAnswers:
    """The answers of this one browser, as the access log knows them: by their token's hash."""

    token: str

    def read_by(self, _actor: Actor | None) -> tuple[Read, ...]:
        """The access log's note of their reading."""
        return (Read("host_signup_draft", UUID(hash_of(self.token)[:32]), None, "own"),)


def list_areas(session: Session) -> list[Area]:
    """Every region where somebody coordinates rooms."""
    found = ((region, rooms_store.find_programme(session, region.id)) for region in rooms_store.list_regions(session))
    return [Area(region, programme) for region, programme in found if programme]


def answering_organisation(session: Session, area: Area) -> str:
    """The organisation that is responsible for the hosts' answers there."""
    return rooms_store.name_of_organisation(session, area.programme.organisation_id)


def read_answers(session: Session, token: str | None) -> Answers:
    """The answers so far on this device; none when they were sent, or are over seven days old."""
    draft = find_draft(session, token)
    return _answers(draft) if draft and draft.host_id is None else {}


def read_typed(session: Session, token: str | None) -> Typed:
    """The unfinished values on this device, by step: as typed, right or wrong."""
    draft = find_draft(session, token)
    return _typed(draft) if draft and draft.host_id is None else {}


def keep_typed(session: Session, token: str | None, step: Step, typed: list[tuple[str, str]], via: str = "") -> str:
    """Keep an unfinished step; it counts as open. Gives the token of the cookie."""

    def become(answers: Answers) -> Answers:
        return {name: of for name, of in answers.items() if name != step.slug}

    return _keep(session, token, become, step, typed, via)


def save_step(session: Session, token: str | None, step: Step, data: Input, via: str = "") -> str:
    """Keep the answers of one step, seven days from now; give the token of the cookie. ``via``: the link that led here.

    Raises:
        Invalid: when nobody coordinates rooms in that municipality.
    """
    if isinstance(data, WhereStep):
        data = data.model_copy(update={"municipality": _place(session, data.municipality)[1]})
    return _keep(session, token, lambda answers: take(answers, step, data), step, [], via)


def _keep(
    session: Session,
    token: str | None,
    become: Callable[[Answers], Answers],
    step: Step,
    typed: list[tuple[str, str]],
    via: str = "",
) -> str:
    store.delete_old_drafts(session, clock.now())
    draft = find_draft(session, token, lock=True)
    if token is None or draft is None or draft.host_id or isinstance(draft.answers, Illegible):
        token = secrets.token_urlsafe(32)
        draft = SignupDraft(token_hash=hash_of(token), expires_at=clock.now() + KEPT)
    unfinished = {**_typed(draft), step.slug: typed}
    came = {_VIA: via or _via(draft), _TYPED: {slug: of for slug, of in unfinished.items() if of}}
    draft.answers = json.dumps({**become(_answers(draft)), **came})
    draft.expires_at = clock.now() + KEPT
    session.add(draft)
    session.flush()
    return token


def discard(session: Session, token: str | None) -> None:
    """Start again: the answers are gone."""
    draft = find_draft(session, token, lock=True)
    if draft and draft.host_id is None:
        session.delete(draft)


def sent_host(session: Session, token: str | None) -> Host | None:
    """The host this device signed up, if it did."""
    draft = find_draft(session, token)
    return rooms_store.find_host(session, draft.host_id) if draft and draft.host_id else None


def send(session: Session, token: str | None, language: str, mail_from: str = "") -> Host:
    """Make host and room out of the answers; sent twice it is one. An address gets a link to confirm it by.

    ``mail_from``: our own origin; '' where nothing is mailed.

    Raises:
        NotComplete: with the first step that is still open.
        Invalid: when nobody coordinates rooms there any more.
    """
    draft = find_draft(session, token, lock=True)
    if draft and draft.host_id:
        return cast(Host, rooms_store.find_host(session, draft.host_id))
    answers = _complete(_answers(draft) if draft else {})
    area, _name = _place(session, cast(WhereStep, answers["waar"]).municipality)
    host = _host(area, answers, language, _via(draft) if draft else "")
    session.add(host)
    session.flush()
    room = _room(area, host, answers)
    session.add(room)
    session.flush()
    points.add_count(session, room, answers[counting.SLUG], None)
    made = cast(SignupDraft, draft)
    made.answers = made.code_hash = made.link_hash = None
    made.host_id = host.id
    session.flush()
    record(session, None, Action.create, "host", host.id, ground="public")
    record(session, None, Action.create, "room", room.id, ground="public")
    if mail_from:
        portal.mail_link(session, host, CONFIRM, mail_from)
    return host


def _complete(answers: Answers) -> dict[str, Any]:
    """Every step as its input again; values that only an older release accepted count as open."""
    missing = first_open(answers)
    if missing:
        raise NotComplete(missing)
    inputs: dict[str, Any] = {}
    for step in STEPS:
        try:
            inputs[step.slug] = read(step.input, answers[step.slug])
        except Invalid as error:
            raise NotComplete(step) from error
    return inputs


def _place(session: Session, municipality: str) -> tuple[Area, str]:
    """The area of a municipality, and its spelling there.

    Raises:
        Invalid: when nobody coordinates rooms there.
    """
    wanted = fold(municipality)
    for area in list_areas(session):
        for name in area.region.municipalities:
            if fold(name) == wanted:
                return area, name
    raise Invalid({"municipality": _NOT_HERE})


def _host(area: Area, answers: dict[str, Any], language: str, via: str) -> Host:
    you: YouStep = answers["jij"]
    where: WhereStep = answers["waar"]
    return Host(
        region_id=area.region.id,
        organisation_id=area.programme.organisation_id,
        municipality=where.municipality,
        consent_at=clock.now(),
        language=language,
        heard=you.heard.value if you.heard else via,
        **stored(you, "consent", "heard"),
    )


def _room(area: Area, host: Host, answers: dict[str, Any]) -> Room:
    where: WhereStep = answers["waar"]
    house: HouseStep = answers["huis"]
    cost: CostStep = answers["kosten"]
    whom: WhomStep = answers["wie"]
    care: AttentionStep = answers["aandacht"]
    return Room(
        region_id=area.region.id,
        organisation_id=area.programme.organisation_id,
        host_id=host.id,
        rent=all_in(cost),
        bare_rent=cost.rent if cost.included == "no" else None,
        service_costs=cost.service_costs if cost.included == "no" else None,
        included=cost.included.value,
        note=care.note or "",
        search_key=search_key(host, where.municipality, care.note),
        **stored(where),
        **stored(house),
        **stored(whom),
        **stored(care, "note"),
    )


def _answers(draft: SignupDraft) -> Answers:
    return {slug: answer for slug, answer in _kept(draft).items() if slug not in (_TYPED, _VIA)}


def _via(draft: SignupDraft) -> str:
    return str(_kept(draft).get(_VIA, ""))


def read_via(session: Session, token: str | None) -> str:
    """The channel of the link that led this browser to the sign-up; '' for none."""
    draft = find_draft(session, token)
    return _via(draft) if draft and draft.host_id is None else ""


def _typed(draft: SignupDraft) -> Typed:
    return cast(Typed, _kept(draft).get(_TYPED, {}))


def _kept(draft: SignupDraft) -> dict[str, Any]:
    """The kept answers; illegible ones are lost, as after seven days: the host begins again."""
    readable = draft.answers and not isinstance(draft.answers, Illegible)
    return cast(dict[str, Any], json.loads(draft.answers)) if readable else {}  # type: ignore[arg-type]


def find_area(session: Session, token: str | None) -> Area | None:
    """The area of the room in the answers on this device, once that was answered."""
    place = read_answers(session, token).get("waar", {}).get("municipality", "")
    return next((area for area in list_areas(session) if place in area.region.municipalities), None)


def find_draft(session: Session, token: str | None, *, lock: bool = False) -> SignupDraft | None:
    """The sign-up of this browser, if it is not too old."""
    return store.find_draft(session, hash_of(token), clock.now(), lock=lock) if token else None


def hash_of(token: str) -> str:
    """The key by which a sign-up is found."""
    return hashlib.sha256(token.encode()).hexdigest()
