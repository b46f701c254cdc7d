"""The code beside a confirmed link: the maker of the link has no code, the confirmer has no link.

A second person gets the code once, at the yes, and says it to the invited person. The store keeps a slow hash. Some
wrong tries, and the link is dead.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from webapp import clock
from webapp.accounts.models import Invitation
from webapp.db import Session
from webapp.errors import N_, DomainError

ALPHABET = "23456789ABCDEFGHJKMNPQRTVWXY"
"""Without letters that look or sound alike: 0 O, 1 I L, 5 S, 2 Z, U V."""
LENGTH = 9
"""28 ** 9 is more than 40 bits."""
TRIES = 5
"""The wrong codes that end a link (practice: a mistake on the telephone, and once more)."""
_PART, _LONGEST = 3, 40


class Wrong(DomainError):
    """The code does not belong to this link."""

    code = "wrong_code"


def make_code(session: Session, invitation: Invitation) -> str:
    """A new code for this link, as it is read aloud; the earlier one stops working."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    invitation.code_hash, invitation.wrong_codes = _hash(code, invitation), 0
    session.add(invitation)
    return "-".join(code[start : start + _PART] for start in range(0, LENGTH, _PART))


def hash_code(typed: str, invitation: Invitation) -> str:
    """The hash of a typed code as the store keeps it, '' for nothing. Slow on purpose: not for inside a transaction."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())[:_LONGEST]
    return _hash(plain, invitation) if plain and invitation.code_hash else ""


def check_code(session: Session, invitation: Invitation, proof: str) -> Wrong | None:
    """Count a wrong code on a link that the caller has locked; None when it is right or none is asked.

    The refusal is returned, not raised: the count must be committed before it is shown.
    """
    if invitation.code_hash is None or hmac.compare_digest(proof, invitation.code_hash):
        return None
    if not proof:
        return Wrong(N_("Vul de code in."), user=invitation.user_id)
    invitation.wrong_codes += 1
    if is_dead(invitation):
        invitation.expires_at = min(invitation.expires_at, clock.now())
    session.add(invitation)
    sentence = N_("Deze code klopt niet. Vraag hem aan wie jouw toegang bevestigde, niet aan wie de link stuurde.")
    return Wrong(sentence, user=invitation.user_id)


def is_dead(invitation: Invitation) -> bool:
    """True when wrong codes ended this link."""
    return invitation.wrong_codes >= TRIES


def _hash(code: str, invitation: Invitation) -> str:
    return hashlib.scrypt(code.encode(), salt=invitation.id.bytes, n=2**14, r=8, p=1).hex()
