"""Contacts and follow-ups: who, when, and what a page shows of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from playwright.sync_api import Locator, Page, expect
from sqlmodel import select

from tests.support.client import Client
from webapp import clock
from webapp.accounts import store
from webapp.accounts.models import User
from webapp.contacts.models import FollowUp
from webapp.db import Database

NURSE, YOUTH_WORKER, SHELTER_WORKER = "straatverpleegkundige", "jongerenwerker", "opvang"

SignIn = Callable[[str], Client]


def in_days(days: int) -> str:
    """A day so far from today, as a form has it."""
    return (clock.today() + timedelta(days=days)).isoformat()


def user_id(database: Database, name: str) -> str:
    """The id of a user, by demo name or by name."""
    with database.reading() as session:
        user = store.find_demo_user(session, name) or session.exec(select(User).where(User.name == name)).one()
        return str(user.id)


def due_on(database: Database, contact: str) -> tuple[str, int]:
    """The day of a follow-up, and how often it was tried."""
    with database.reading() as session:
        found = session.get_one(FollowUp, UUID(contact))
        return found.due_on.isoformat(), found.tries


def fields_of(html: str) -> dict[str, list[str]]:
    """The hidden and text fields of a page's form, as a browser without scripts would send them."""
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name, kind = re.search(r'name="([^"]+)"', tag), re.search(r'type="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and kind and (kind[1] not in ("radio", "checkbox") or " checked" in tag):
            fields.setdefault(name[1], []).append(value[1] if value else "")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', html, re.DOTALL):
        fields[name] = [text]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = [chosen[1] if chosen else ""]
    return fields


def chip(page: Page, words: str) -> Locator:
    """The chip with these words."""
    return page.locator(".chip", has_text=words).first


def someone_else(page: Page) -> None:
    """Say that it is about someone else: what is typed next is their name."""
    chip(page, "Iemand anders").tap()
    expect(page.locator("#alias")).to_be_focused()


CHOICES = """
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  const { read } = await module('store/vault');
  return (await read((await deviceOf(signedInUser())).device, 'choices'))?.clients.length ?? 0;
"""
