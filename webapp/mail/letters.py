"""Writes a letter out: plain text, in the language of its reader, with headers that no value can break."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import format_datetime
from uuid import UUID

from flask_babel import force_locale, gettext

from webapp.mail.addresses import host_of
from webapp.mail.words import FOOT, LetterKind


@dataclass(frozen=True)
class Written:
    """A letter in words, as its reader sees it."""

    subject: str
    text: str


def write(kind: LetterKind, region: str, link: str, language: str) -> Written:
    """The words of a letter. A region's name stays on one line."""
    with force_locale(language):
        subject = gettext(kind.subject, region=" ".join(region.split()))
        parts = [gettext(kind.lead), link, "\n".join(gettext(line) for line in FOOT), f"Onderdak, {region}"]
    return Written(subject, "\n\n".join(parts) + "\n")


def compose(written: Written, to: str, sender: str, *, letter_id: UUID, language: str, at: datetime) -> EmailMessage:
    """The message. The same letter has the same ``Message-ID``, also when it is sent twice.

    Raises:
        ValueError: for an address or subject that would break a header.
    """
    local, _, _domain = to.rpartition("@")
    message = EmailMessage(policy=SMTPUTF8)
    message["From"] = Address("Onderdak", *_parts(sender))
    message["To"] = Address("", local, host_of(to))
    message["Subject"] = written.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{letter_id}@{host_of(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(written.text)
    message["Content-Language"] = language  # after the content, which takes every such header away
    return message


def _parts(address: str) -> tuple[str, str]:
    local, _, _domain = address.rpartition("@")
    return local, host_of(address)
