"""The sealed message and its sender, against the example of the standard and by a reader of its own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.push_service import PushService, Receiver
from webapp.keys import decode, encode
from webapp.push import crypto

# RFC 8291, section 5
TEXT = b"When I grow up, I want to be a watermelon"
THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
COMPRESSED = encode(b"\x03" + decode(THEIRS)[1:33])
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_message_is_the_example_of_the_standard() -> None:
    own = ec.derive_private_key(int.from_bytes(decode(OURS), "big"), ec.SECP256R1())
    sealed = crypto.seal(TEXT, THEIRS, SECRET, length=len(TEXT), salt=decode(SALT), own=own)
    assert encode(sealed) == SEALED


def test_only_its_browser_opens_a_message_and_its_length_says_nothing() -> None:
    browser, other = Receiver("https://a"), Receiver("https://b")
    short, long = (
        crypto.seal(b'{"news":"%s"}' % word, browser.said["p256dh"], browser.said["auth"]) for word in (b"a", b"b" * 99)
    )
    assert browser.open(short) == {"news": "a"}
    assert len(short) == len(long)
    assert crypto.seal(b"{}", browser.said["p256dh"], browser.said["auth"])[:16] != short[:16]
    with pytest.raises(InvalidTag):
        other.open(short)


def test_sender_is_proved_to_this_service_alone(service: PushService) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    at = datetime(2026, 11, 29, 22, tzinfo=UTC)
    service.check_sender(crypto.sender(key, service.origin, "https://onderdak.example", at))
    with pytest.raises(AssertionError):
        service.check_sender(crypto.sender(key, "https://elsewhere.example", "https://onderdak.example", at))
    forged = crypto.sender(key, service.origin, "https://onderdak.example", at).partition(", ")[0]
    other = crypto.sender(ec.generate_private_key(ec.SECP256R1()), service.origin, "https://a", at).partition(", ")[2]
    with pytest.raises(InvalidSignature):
        service.check_sender(f"{forged}, {other}")


@pytest.mark.parametrize(
    ("public_key", "secret"),
    [
        ("", ""),
        (THEIRS, ""),
        (THEIRS, "AAAA"),
        ("AAAA", SECRET),
        (THEIRS[:-2], SECRET),
        ("é", SECRET),
        (SECRET, THEIRS),
        (THEIRS + "!", SECRET),
        (THEIRS + "=", SECRET),
        (f" {THEIRS}", SECRET),
        (THEIRS, SECRET + "!" * 4),
        (THEIRS, SECRET[:-1] + "h"),
        (COMPRESSED, SECRET),
    ],
)
def test_what_is_no_key_is_none(public_key: str, secret: str) -> None:
    assert crypto.is_key(THEIRS, SECRET)
    assert not crypto.is_key(public_key, secret)
