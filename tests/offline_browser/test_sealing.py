"""Python's cryptography opens the phone's seals; nothing else does."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Page

from tests.offline_browser.modules import in_page
from tests.offline_browser.sealing import decode, open_sealed, public_point
from webapp.keys import seal_to

TEXT = '{"note": "Rooie Piet, überall ≠ 🧣"}'
CONTEXT = "onderdak operation v1|d|i|7"


def seal_in_browser(page: Page, public: str, context: str = CONTEXT) -> str:
    return in_page(
        page,
        "return (await module('crypto/seal')).seal(argument[0], argument[1], argument[2]);",
        [public, context, TEXT],
    )


def test_python_opens_what_the_phone_sealed(plain: Page) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    assert open_sealed(key, seal_in_browser(plain, public_point(key)), CONTEXT) == TEXT


def test_seal_does_not_open_for_another_key_or_another_place(plain: Page) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    sealed = seal_in_browser(plain, public_point(key))
    with pytest.raises(InvalidTag):
        open_sealed(ec.generate_private_key(ec.SECP256R1()), sealed, CONTEXT)
    with pytest.raises(InvalidTag):
        open_sealed(key, sealed, "onderdak operation v1|d|i|8")


def test_same_text_is_never_sealed_the_same_way_twice(plain: Page) -> None:
    public = public_point(ec.generate_private_key(ec.SECP256R1()))
    first, second = (decode(seal_in_browser(plain, public)) for _ in range(2))
    assert first[:65] != second[:65]
    assert first[65:77] != second[65:77]


def test_phone_opens_what_is_sealed_to_its_own_vault(plain: Page) -> None:
    made = in_page(
        plain,
        """
        const { newKeyPair } = await module('crypto/seal');
        const { toBase64url } = await module('crypto/bytes');
        const { publicKey, pkcs8 } = await newKeyPair();
        return [publicKey, toBase64url(pkcs8)];
        """,
    )
    sealed = seal_to(made[0], TEXT.encode(), "onderdak vault v1|d|n")
    opened = in_page(
        plain,
        """
        const { importPrivateKey, unseal } = await module('crypto/seal');
        const { fromBase64url } = await module('crypto/bytes');
        const [publicKey, pkcs8, sealed, context] = argument;
        return unseal(await importPrivateKey(fromBase64url(pkcs8)), publicKey, context, sealed);
        """,
        [*made, sealed, "onderdak vault v1|d|n"],
    )
    assert opened == TEXT


def test_ids_sort_in_the_order_they_were_made_also_when_the_clock_goes_back(plain: Page) -> None:
    ids = in_page(
        plain,
        """
        const { uuid7 } = await module('crypto/ids');
        const now = Date.now();
        return [0, 0, 5, -90000, -90000, 6].map((shift) => uuid7(now + shift))
          .concat(Array.from({ length: 5000 }, () => uuid7(now - 1)));
        """,
    )
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    assert all(one[14] == "7" and one[19] in "89ab" for one in ids)
