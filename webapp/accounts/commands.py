"""``onderdak invite``: the way in for the first people of a region, from the server's command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import segno

from webapp import numerals
from webapp.accounts import invitations, store
from webapp.accounts.models import Organisation, Region, User
from webapp.accounts.permissions import Role, may_go_together
from webapp.accounts.words import slug
from webapp.audit.service import Action, record
from webapp.config import Config, from_env
from webapp.db import Database, Session
from webapp.text import fold

EXAMPLE = (
    'example: onderdak invite --region "Gooi en Vechtstreek" --municipality Hilversum --municipality Huizen '
    '--organisation "Opvang X" --name "S. de Vries" --role administrator'
)


Opened = Callable[[Config], AbstractContextManager[Database]]
"""Opens an instance's store for the time of a command."""


class Refused(Exception):
    """The invitation cannot be made; the message is for the person at the command line."""


def add_to(commands: Any, opened: Opened) -> None:
    """Add ``invite`` to the command line. ``opened`` gives a store that is up to date."""
    text = "invite somebody: print a link for making a passkey, once"
    command = commands.add_parser("invite", help=text, description=text, epilog=EXAMPLE)
    command.add_argument("--region", required=True, help="name of the region; made when it is new")
    command.add_argument("--organisation", required=True, help="name of the organisation; made when it is new")
    command.add_argument("--name", required=True, help="name of the person")
    command.add_argument(
        "--role", required=True, action="append", choices=[role.value for role in Role], help="may be given twice"
    )
    command.add_argument("--municipality", action="append", default=[], help="of the region; once for each")
    command.add_argument("--days", type=_days, default=invitations.DAYS, help="how long the link works (7)")
    command.add_argument("--again", action="store_true", help="a new link for somebody who is known already")
    command.set_defaults(run=lambda arguments: _run(arguments, opened))


def _days(text: str) -> int:
    try:
        days = numerals.whole(text)
    except ValueError:
        days = 0
    if not 1 <= days <= invitations.MOST_DAYS:
        raise argparse.ArgumentTypeError(f"must be 1 to {invitations.MOST_DAYS} days")
    return days


def _run(arguments: argparse.Namespace, opened: Opened) -> None:
    config = from_env(production=False)
    with opened(config) as database, database.transaction() as session:
        user, region = _person(session, config, arguments)
        token = invitations.make_link(session, user, None, arguments.days)
    link = f"{config.origin}/uitnodiging/{token}"
    print(f"{user.name} can make a passkey within {arguments.days} days, once, at:\n{link}")
    if sys.stdout.isatty():
        segno.make(link, micro=False).terminal(compact=True)
    if not region.municipalities:
        print("this region has no municipalities yet: add them with --municipality, or under Beheer", file=sys.stderr)
    if user.demo and not config.demo:
        print("this database was made by the demo, so this is a demo person", file=sys.stderr)


def _person(session: Session, config: Config, arguments: argparse.Namespace) -> tuple[User, Region]:
    region = _region(session, _name(arguments.region, "--region"), arguments.municipality)
    organisation = _organisation(session, region, _name(arguments.organisation, "--organisation"))
    name = _name(arguments.name, "--name")
    roles = list(dict.fromkeys(arguments.role))
    if not may_go_together(map(Role, roles)):
        raise Refused("privacy_officer goes with no other role: nobody oversees themself")
    known = store.find_namesake(session, organisation.id, name)
    if known and not arguments.again:
        raise Refused(f"{organisation.name} knows a {name} already: add --again to make a new link for this person")
    if arguments.again and not known:
        raise Refused(f"{organisation.name} knows no {name}")
    if known and not known.active:
        raise Refused(f"{name} has no access any more: an administrator gives it back under Beheer")
    if known:
        return known, region
    user = User(
        region_id=region.id, organisation_id=organisation.id, name=name, roles=roles, demo=_is_demo(session, config)
    )
    session.add(user)
    session.flush()
    record(session, None, Action.create, "app_user", user.id, ground="command_line")
    return user, region


def _is_demo(session: Session, config: Config) -> bool:
    """True when a new user becomes a demo person: in a demo, so that it still starts.

    A store that is served to the public (an https origin) holds real people, whatever else it holds.
    """
    return config.demo or (not config.secure and store.has_demo_users(session))


def _region(session: Session, name: str, municipalities: list[str]) -> Region:
    if not slug(name):
        raise Refused("--region must hold letters or digits")
    given = [_name(municipality, "--municipality") for municipality in municipalities]
    known = store.find_region_by_slug(session, slug(name)) or next(
        (region for region in store.list_regions(session) if fold(region.name) == fold(name)), None
    )
    if known is None:
        known = Region(slug=slug(name), name=name)
    known.municipalities = list(dict.fromkeys([*known.municipalities, *given]))
    session.add(known)
    session.flush()
    return known


def _organisation(session: Session, region: Region, name: str) -> Organisation:
    known = store.find_organisation_by_name(session, region.id, name)
    if known is None:
        known = Organisation(region_id=region.id, name=name)
        session.add(known)
        session.flush()
    return known


def _name(text: str, option: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise Refused(f"{option} must be a name of 1 to 80 characters")
    return name
