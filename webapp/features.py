"""Every feature of the house, from the ground up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.aftercare.feature import AFTERCARE
from webapp.agenda.feature import AGENDA
from webapp.beds.feature import BEDS
from webapp.chapter import Chapter
from webapp.conditional_tenancies.feature import CONDITIONAL_TENANCIES
from webapp.contacts.feature import CONTACTS
from webapp.db import Session
from webapp.directory.feature import DIRECTORY
from webapp.ethos.feature import ETHOS
from webapp.exit_monitor.feature import EXIT_MONITOR
from webapp.facilities.feature import FACILITIES
from webapp.feature import Feature
from webapp.guide.feature import GUIDE
from webapp.handover.feature import HANDOVER
from webapp.mail.feature import MAIL
from webapp.operation import Operation
from webapp.outreach.feature import OUTREACH
from webapp.overflow.feature import OVERFLOW
from webapp.oversight.feature import OVERSIGHT
from webapp.people.feature import PEOPLE
from webapp.placements.feature import PLACEMENTS
from webapp.push.feature import PUSH
from webapp.reassessments.feature import REASSESSMENTS
from webapp.referrals.feature import REFERRALS
from webapp.rooms.feature import ROOMS
from webapp.shifts.feature import SHIFTS
from webapp.week.feature import WEEK
from webapp.work_places.feature import WORK_PLACES
from webapp.worklist.declared import declare
from webapp.worklist.feature import WORKLIST

FEATURES: tuple[Feature, ...] = (
    GUIDE,
    PUSH,
    MAIL,
    PEOPLE,
    CONTACTS,
    WORKLIST,
    AFTERCARE,
    BEDS,
    OVERFLOW,
    FACILITIES,
    ROOMS,
    DIRECTORY,
    OUTREACH,
    ETHOS,
    WEEK,
    AGENDA,
    HANDOVER,
    REFERRALS,
    PLACEMENTS,
    EXIT_MONITOR,
    REASSESSMENTS,
    WORK_PLACES,
    CONDITIONAL_TENANCIES,
    SHIFTS,
    OVERSIGHT,
)


declare(duty for feature in FEATURES for duty in feature.due)


def operations() -> Iterator[Operation]:
    """Every kind of operation this release understands."""
    for feature in FEATURES:
        yield from feature.operations


def reasons() -> dict[str, dict[str, list[str]]]:
    """Kind of trajectory → list → its words, for who sends an answer."""
    return {
        kind: {name: sorted(words) for name, words in lists.items()}
        for feature in FEATURES
        for kind, lists in feature.reasons.items()
    }


def reasons_for(session: Session, actor: Actor) -> dict[str, dict[str, list[str]]]:
    """The same with what the user's region added."""
    known = reasons()
    for feature in FEATURES:
        for kind, lists in feature.own_reasons(session, actor).items() if feature.own_reasons else ():
            known[kind] = {name: sorted(words) for name, words in lists.items()}
    return known


def banners() -> tuple[str, ...]:
    """The templates at the top of every page."""
    return tuple(banner for feature in FEATURES for banner in feature.banners)


def chapters() -> tuple[Chapter, ...]:
    """The guide of the whole house."""
    return tuple(chapter for feature in FEATURES for chapter in feature.chapters)


def kept_pages() -> list[dict[str, Any]]:
    """The pages that a phone's worker may keep, in the shape that the worker reads."""
    return [asdict(page) for feature in FEATURES for page in feature.kept_pages]


def outbox_words() -> dict[str, str]:
    """The outbox's name of each kind of operation and each effect, in the reader's language."""
    kinds = {f"kind:{operation.kind}": gettext(operation.label) for operation in operations()}
    effects = {name: text for feature in FEATURES for name, text in feature.effects.items()}
    return {**kinds, **{f"effect:{name}": gettext(text, time="{time}") for name, text in effects.items()}}
