"""The door of a feature: what it offers to the house, declared once.

The central places read ``features.FEATURES``: the application its blueprints, the schema its tables, the door of the
phone its operations and regions, the outbox its words, the navigation its tabs and links, the home screen its cards,
the server what it erases every hour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from types import ModuleType
from typing import Any

from flask import Blueprint

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.fragment import Fragment
from webapp.operation import Operation

Regions = Callable[[Session, Actor], Iterable[Fragment]]


@dataclass(frozen=True)
class Tab:
    """A page in the navigation. ``order``: its place among the tabs or links of all features, low first."""

    url: str
    label: str
    icon: str
    permission: Permission | None = None
    waits: bool = False
    """Whether what waits for a person stands there: then it shows that by a dot."""
    order: int = 0


class Part(Enum):
    """Where on the home screen a card stands: above all as news, or beside the beds as what there is to give."""

    news = auto()
    supply = auto()


@dataclass(frozen=True)
class Card:
    """A part of the home screen. ``read`` finds what the template calls ``card``; nothing found, nothing shown."""

    part: Part
    template: str
    permission: Permission
    read: Callable[[Session, Actor], Any]


@dataclass(frozen=True)
class KeptPage:
    """A page without personal data that the worker may keep for who has no network. ``*`` in an address is an id.

    A page of one thing is kept once another page asks for it (``data-keep``).
    """

    path: str
    is_empty: bool = False
    """A form for nobody yet: the kept one says the same as a fresh one, so nobody has to wait for the network."""
    by_query: bool = False
    """The query says what the page is about."""
    stands_in_for: str | None = None
    """The page of the same id that it is shown for without network."""
    led_to_by: str | None = None
    """An address that without network leads to the only one that is kept."""


@dataclass(frozen=True)
class Feature:
    """What one feature offers. Data that is read; nothing inherits from it."""

    name: str
    blueprint: Blueprint
    models: tuple[ModuleType, ...] = ()
    operations: tuple[Operation, ...] = ()
    effects: Mapping[str, str] = field(default_factory=dict)
    """What the outbox says of an effect; ``%(time)s`` is until when."""
    fragments: tuple[Regions, ...] = ()
    choices: Callable[[Session, Actor], dict[str, Any]] | None = None
    """What a phone keeps to choose from in a form."""
    frame: Callable[[], dict[str, Any]] | None = None
    """What the frame of every page needs to know; ``waits_at`` is the address that tells what waits for somebody."""
    banners: tuple[str, ...] = ()
    """Templates at the top of every page."""
    kept_pages: tuple[KeptPage, ...] = ()
    tabs: tuple[Tab, ...] = ()
    links: tuple[Tab, ...] = ()
    cards: tuple[Card, ...] = ()
    erase: Callable[[Session], None] | None = None
    """Erases what may no longer be kept, in every region."""
