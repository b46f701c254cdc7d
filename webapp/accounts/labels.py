"""Roles in the reader's language, for pages."""

from __future__ import annotations

from flask_babel import gettext

from webapp.accounts import sessions
from webapp.accounts.models import User
from webapp.accounts.permissions import Role, has_work
from webapp.accounts.roles import ROLE_WORK


def role_name(role: Role) -> str:
    """'straatverpleegkundige'."""
    return str(gettext(role.label))


def role_names(user: User) -> str:
    """All roles of somebody, the main one first."""
    return ", ".join(role_name(Role(role)) for role in user.roles)


def role_work(role: Role) -> str:
    """The work of a role here in one sentence; it says so when there is none yet."""
    work = str(gettext(ROLE_WORK[role]))
    return work if has_work(role) else gettext("%(work)s Dat kan hier nog niet.", work=work)


def session_limits() -> str:
    """When a session ends by itself."""
    hours, days = int(sessions.IDLE.total_seconds() // 3600), sessions.LONGEST.days
    return str(
        gettext(
            "Wie %(hours)s uur niets doet, logt opnieuw in, en in elk geval na %(days)s dagen.", hours=hours, days=days
        )
    )


def waits_for_work(user: User) -> bool:
    """True when none of an invited person's work exists here yet."""
    return not any(has_work(Role(role)) for role in user.roles)
