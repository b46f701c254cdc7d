"""Roles in the reader's language, for pages."""

from __future__ import annotations

from flask_babel import gettext

from webapp.accounts.models import User
from webapp.accounts.permissions import ROLE_LABELS, Role


def role_name(role: Role) -> str:
    """'straatverpleegkundige'."""
    return str(gettext(ROLE_LABELS[role]))


def role_names(user: User) -> str:
    """All roles of somebody, the main one first."""
    return ", ".join(role_name(Role(role)) for role in user.roles)
