"""Passkeys: registering one, and signing in with one.

Always resident (no user name is typed) and always with user verification: two factors in one
gesture. A challenge is used up in a transaction of its own, before the answer is judged, so that
nothing can be tried twice on one challenge. Relying party and origin come from the configuration,
never from the request.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import generate_challenge, options_to_json_dict, parse_client_data_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from webapp import clock
from webapp.accounts import store
from webapp.accounts.actor import actor_of
from webapp.accounts.models import Challenge, Passkey, User
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, DomainError
from webapp.keys import decode

LIFE = timedelta(minutes=5)
SIGN_IN = "sign_in"
REGISTER = "register"
PROVE = "prove"

_NOT_SIGNED_IN = N_("Inloggen is niet gelukt. Probeer het opnieuw.")

Credential = dict[str, Any]
"""The answer of the browser's authenticator, as JSON with base64url bytes."""


class Refused(DomainError):
    """The answer of an authenticator cannot be trusted, or is unknown here."""

    code = "passkey_refused"


@dataclass(frozen=True)
class Party:
    """The validity of passkeys: the relying party's host, and the origins it is used from."""

    id: str
    origins: list[str]


def registration_options(session: Session, party: Party, user: User) -> dict[str, Any]:
    """The options with which a browser makes a passkey for this user."""
    known = store.list_passkeys(session, user.id)
    options = generate_registration_options(
        rp_id=party.id,
        rp_name="Onderdak",
        user_id=user.id.bytes,
        user_name=user.name,
        challenge=_challenge(session, REGISTER, user.id),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=passkey.credential_id) for passkey in known],
    )
    return options_to_json_dict(options)


def sign_in_options(
    session: Session, party: Party, purpose: str = SIGN_IN, user_id: UUID | None = None
) -> dict[str, Any]:
    """The options with which a browser finds a passkey by itself: no name, no list of credentials."""
    options = generate_authentication_options(
        rp_id=party.id,
        challenge=_challenge(session, purpose, user_id),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def use_challenge(session: Session, credential: Credential, purpose: str, user_id: UUID | None) -> bytes:
    """Use up the challenge that this answer claims; commit before judging the rest.

    Raises:
        Refused: unknown, used, expired, or made for another purpose or another user.
    """
    challenge = store.find_challenge(session, _claimed_challenge(credential))
    if (
        challenge is None
        or (challenge.purpose, challenge.user_id) != (purpose, user_id)
        or challenge.expires_at < clock.now()
    ):
        raise Refused(N_("Dit duurde te lang of was al gebruikt. Probeer het opnieuw."))
    session.delete(challenge)
    return challenge.value


def register(
    session: Session, party: Party, user: User, credential: Credential, challenge: bytes, label: str
) -> Passkey:
    """Keep a new passkey of this user.

    Raises:
        Refused: another origin or party, no user verification, damaged, or already registered.
    """
    try:
        _refuse_frames(credential)
        verified = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origins,
            require_user_verification=True,
        )
    except Exception as error:  # foreign bytes: every failure of their parser is a refusal
        raise Refused(N_("Je toestel gaf geen geldige passkey. Probeer het opnieuw.")) from error
    if store.find_passkey(session, verified.credential_id):
        raise Refused(N_("Deze passkey staat al bij Onderdak."))
    passkey = Passkey(
        user_id=user.id,
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        synced=verified.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
        label=label[:80],
    )
    session.add(passkey)
    record(session, actor_of(user), Action.create, "passkey", passkey.id, ground="own")
    return passkey


def sign_in(
    session: Session, party: Party, credential: Credential, challenge: bytes, *, demo: bool
) -> tuple[User, Passkey]:
    """The user whose passkey answered, and the passkey. A demo person signs in to a demo only.

    Raises:
        Refused: unknown passkey, wrong signature, origin or count, no user verification, no access.
    """
    passkey = store.find_passkey(session, _credential_id(credential))
    user = store.find_user(session, passkey.user_id) if passkey else None
    if passkey is None or user is None or (user.demo and not demo):
        raise Refused(N_("Onderdak kent deze passkey niet. Vraag je beheerder om een uitnodiging."), "passkey_unknown")
    if not user.active:
        raise Refused(N_("Je hebt geen toegang meer. Vraag het na bij je beheerder."), "no_access", user=user.id)
    try:
        _refuse_frames(credential)
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origins,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=0,  # judged below, because only a one-device passkey counts up
            require_user_verification=True,
        )
    except Exception as error:  # foreign bytes: every failure of their parser is a refusal
        raise Refused(_NOT_SIGNED_IN, user=user.id) from error
    if _user_handle(credential) not in (None, user.id.bytes):
        raise Refused(_NOT_SIGNED_IN, user=user.id)
    _judge_count(passkey, verified)
    passkey.last_used_at = clock.now()
    session.add(passkey)
    return user, passkey


def _judge_count(passkey: Passkey, verified: VerifiedAuthentication) -> None:
    """Refuse a one-device passkey whose count does not rise: it may be a copy; copies of a synced one count apart.

    Syncing is fixed when a passkey is made, so a copy cannot claim it later to escape its count.
    """
    synced = verified.credential_device_type is CredentialDeviceType.MULTI_DEVICE
    before, now = passkey.sign_count, verified.new_sign_count
    if passkey.synced not in (None, synced) or (not synced and (before or now) and now <= before):
        raise Refused(_NOT_SIGNED_IN)
    passkey.synced, passkey.sign_count = synced, now


def _refuse_frames(credential: Credential) -> None:
    """Refuse an answer from within another site's frame: Onderdak is never in one."""
    said = json.loads(decode(credential["response"]["clientDataJSON"]))
    if said.get("crossOrigin", False) is not False or "topOrigin" in said:
        raise Refused(_NOT_SIGNED_IN)


def _challenge(session: Session, purpose: str, user_id: UUID | None) -> bytes:
    now = clock.now()
    store.drop_old_challenges(session, now - LIFE)
    challenge = Challenge(purpose=purpose, user_id=user_id, value=generate_challenge(), expires_at=now + LIFE)
    session.add(challenge)
    return challenge.value


def _claimed_challenge(credential: Credential) -> bytes:
    try:
        return bytes(parse_client_data_json(decode(credential["response"]["clientDataJSON"])).challenge)
    except Exception as error:  # foreign bytes: every failure of their parser is a refusal
        raise Refused(N_("Je toestel gaf geen geldige passkey. Probeer het opnieuw.")) from error


def _credential_id(credential: Credential) -> bytes:
    try:
        return decode(credential["rawId"])
    except (KeyError, ValueError, TypeError) as error:
        raise Refused(_NOT_SIGNED_IN) from error


def _user_handle(credential: Credential) -> bytes | None:
    handle = credential["response"].get("userHandle")
    return decode(handle) if handle else None
