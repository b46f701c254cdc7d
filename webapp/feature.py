"""The door of a feature: its offer to the house, declared once.

The central places read ``features.FEATURES``: the application its blueprints, the schema its tables, the door of the
phone its operations and regions, the outbox its words, the navigation its tabs and links, the home screen its cards,
the guide its chapters, the server what it erases every hour.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from types import ModuleType
from typing import Any

from flask import Blueprint

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter
from webapp.db import Session
from webapp.due.duty import Duty
from webapp.errors import N_
from webapp.fragment import Fragment
from webapp.operation import Operation
from webapp.timeline import Line
from webapp.words import Worded

Regions = Callable[[Session, Actor], Iterable[Fragment]]


class Group(Worded):
    """The heading under 'Meer' that a link stands under, in this order."""

    work = "work", N_("Je werk")
    people = "people", N_("Mensen")
    beds = "beds", N_("Slaapplekken")
    figures = "figures", N_("Cijfers")
    other = "other", N_("Verder")
    app = "app", N_("Deze app")


@dataclass(frozen=True)
class Tab:
    """A page in the navigation. ``order``: its place among the tabs or links of all features, low first."""

    url: str
    label: str
    icon: str
    permission: Permission | None = None
    waits: bool = False
    """True when items that wait for a person are on this page; the tab then shows a dot."""
    order: int = 0
    group: Group = Group.other
    """For a link: its heading under 'Meer'."""


@dataclass(frozen=True)
class ClientLink:
    """A link from the page of a client; ``{}`` in its address is the client's id. ``order``: low first."""

    url: str
    label: str
    permission: Permission
    order: int = 0
    only_related: bool = False
    """True when it is for those alone who work with the client."""
    is_open: bool = True
    """False when it is not for somebody whose whereabouts are secret for the reader."""


class Part(Enum):
    """The place of a card on the home screen: above all as news, or beside the beds as supply."""

    news = auto()
    supply = auto()


@dataclass(frozen=True)
class Card:
    """A part of the home screen. ``read`` gives the value that the template calls ``card``; an empty value hides it.

    A number, when the card shows no more: the records in a value count as read.
    """

    part: Part
    template: str
    permission: Permission
    read: Callable[[Session, Actor], Any]


@dataclass(frozen=True)
class KeptPage:
    """A page without personal data that the worker may keep for use without network. ``*`` in an address is an id.

    A page about one record is kept once another page asks for it (``data-keep``).
    """

    path: str
    is_empty: bool = False
    """A form that is the same for everybody: the kept copy is as good as a fresh one, so nobody waits for the network.
    """
    by_query: bool = False
    """The query names the subject of the page."""
    stands_in_for: str | None = None
    """Without network, the address that this page replaces; both have the same id."""
    led_to_by: str | None = None
    """An address that, without network, leads to the only kept page of this kind."""


@dataclass(frozen=True)
class Feature:
    """The declaration of one feature. Data that is read; nothing inherits from it."""

    name: str
    blueprint: Blueprint
    models: tuple[ModuleType, ...] = ()
    operations: tuple[Operation, ...] = ()
    effects: Mapping[str, str] = field(default_factory=dict)
    """The sentence of the outbox for each effect; ``%(time)s`` is its end."""
    fragments: tuple[Regions, ...] = ()
    timeline: tuple[Line, ...] = ()
    """Its moments in the line of time on the page of a client."""
    due: tuple[Duty, ...] = ()
    """Its deadlines, for the list of everything there is to do."""
    reasons: Mapping[str, Mapping[str, Collection[str]]] = field(default_factory=dict)
    """Kind of trajectory → list → the words that a reason of its answers comes from."""
    own_reasons: Callable[[Session, Actor], Mapping[str, Mapping[str, Collection[str]]]] | None = None
    """The same with those that the user's region added, where it can."""
    choices: Callable[[Session, Actor], dict[str, Any]] | None = None
    """The choices that a phone keeps for its forms."""
    waits: Callable[[Session, Actor], int] | None = None
    """The number of this user's waiting items, for the dot on the tabs; asked often, so it walks a small index."""
    frame: Callable[[], dict[str, Any]] | None = None
    """Values for the frame of every page; ``waits_at`` is the address that counts a user's waiting items."""
    banners: tuple[str, ...] = ()
    """Templates at the top of every page."""
    kept_pages: tuple[KeptPage, ...] = ()
    tabs: tuple[Tab, ...] = ()
    links: tuple[Tab, ...] = ()
    client_links: tuple[ClientLink, ...] = ()
    """Its links from the page of a client."""
    cards: tuple[Card, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    """The guide to its pages."""
    erase: Callable[[Session], None] | None = None
    """Erases data past its retention term, in every region, and does what else time brings; every hour."""
