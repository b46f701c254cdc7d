"""A host's own page, as tests open it."""

from __future__ import annotations

from flask import Flask

from webapp.rooms.models import Host
from webapp.rooms.portal import service as portal


def link_of(app: Flask, host: Host, *, by_mail: bool = False) -> str:
    with app.extensions["database"].transaction() as session:
        return f"{portal.OWN}/{portal.make_link(session, session.get_one(Host, host.id), by_mail=by_mail)}"
