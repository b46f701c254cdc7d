"""One conversation with the relay, and what its answers mean for a letter."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from enum import Enum, auto

from webapp.config import Relay

PATIENCE = 10.0
"""Seconds for each answer of the relay."""


class Result(Enum):
    """``later``: the relay said 'not now' of this letter; ``refused``: this address will never work."""

    sent = auto()
    later = auto()
    refused = auto()


class RelayDown(Exception):
    """The relay cannot be reached, does not protect the way, or does not let us in: no letter is to blame."""


@contextmanager
def connect(relay: Relay) -> Iterator[smtplib.SMTP]:
    """A connection that is encrypted (``Relay.tls``) before a name, an address or a link goes over it.

    Raises:
        RelayDown: also while letters are sent over it.
    """
    try:
        smtp = _open(relay)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise RelayDown(type(error).__name__) from error
    try:
        yield smtp
    finally:
        try:
            smtp.quit()
        except (OSError, smtplib.SMTPException):
            smtp.close()


def _open(relay: Relay) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if relay.tls == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(relay.host, relay.port, timeout=PATIENCE, context=context)
    else:
        smtp = smtplib.SMTP(relay.host, relay.port, timeout=PATIENCE)
    try:
        if relay.tls == "starttls":
            smtp.starttls(context=context)
        if relay.user:
            smtp.login(relay.user, relay.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def send(smtp: smtplib.SMTP, message: EmailMessage, sender: str) -> Result:
    """Hand over one message.

    Raises:
        RelayDown: when the connection breaks, or the relay does not take our own address.
    """
    try:
        smtp.send_message(message, from_addr=sender)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _said in error.recipients.values()]
        return Result.refused if all(code >= 500 for code in codes) else Result.later
    except smtplib.SMTPDataError:
        return Result.later  # of its content the relay may think otherwise later
    except (smtplib.SMTPNotSupportedError, UnicodeError):
        return Result.refused  # an address in another script, at a relay that cannot carry one
    except (OSError, smtplib.SMTPException) as error:
        raise RelayDown(type(error).__name__) from error
    return Result.sent
