"""Roles in the reader's language, for pages."""

from __future__ import annotations

from flask_babel import gettext

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


def waits_for_work(user: User) -> bool:
    """True when none of an invited person's work exists here yet."""
    return not any(has_work(Role(role)) for role in user.roles)
