"""Addresses that people have are taken; what would break a header or reach somebody else is not."""

from __future__ import annotations

import pytest

from webapp.mail.addresses import host_of, is_address, same_key


@pytest.mark.parametrize(
    "text",
    [
        "gerda@example.nl",
        "g.de-boer+kamer@mail.example.nl",
        "zoë@exämple.nl",
        "用户@例子.广告",
        "o'brien@example.co.uk",
    ],
)
def test_address_is_taken(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "gerda", "@example.nl", "gerda@", "gerda@example", "a@b@example.nl", "gerda@-x.nl", "gerda@x..nl",
        "gerda @example.nl", "gerda@example.nl\r\nBcc: alle@example.nl", "gerda@example.nl, alle@example.nl",
        "<gerda@example.nl>", '"gerda"@example.nl', "gerda@[127.0.0.1]", ".gerda@example.nl", "ger..da@example.nl",
        f"{'g' * 65}@example.nl", f"g@{'x' * 64}.nl", f"g@{'x.' * 130}nl", "gerda\x00@example.nl",
        "ger\u202eda@example.nl",
        "gerda@exa_mple.nl", "gerda@example.nl\u2028",
    ],
)  # fmt: skip
def test_other_text_is_no_address(text: str) -> None:
    assert not is_address(text)


def test_mailbox_has_one_key_however_it_is_written() -> None:
    assert host_of("zoë@Exämple.nl") == "xn--exmple-cua.nl"
    assert same_key("Gerda@EXAMPLE.nl") == same_key("gerda@example.nl")
    assert same_key("zoë@exämple.nl") == same_key("zoe\u0308@xn--exmple-cua.nl")
