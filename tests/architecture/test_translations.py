"""Every Dutch sentence has its English, with the same values in it."""

from __future__ import annotations

import pytest

from scripts.translations import english, source_texts, untranslated

REMEDY = "\nType: .venv/bin/python -m scripts.translations, then fill in the empty English texts."


def test_every_text_is_translated_and_nothing_is_left_over():
    assert len(source_texts()) > 100, "the folders changed: this test looks at nothing"
    missing = list(untranslated())
    assert missing == [], f"{len(missing)} texts{REMEDY}"


def test_translations_hold_the_values_of_the_source():
    catalogue = english()
    wrong = [f"{message.id!r}: {fault}" for message in catalogue if message.id for fault in message.check(catalogue)]
    assert wrong == []


@pytest.mark.parametrize("text", ["Bewaren", "Vandaag"])
def test_texts_are_found_where_people_read_them(text: str):
    assert source_texts().get(text), "the keywords that mark a text changed: tell scripts/translations.py"
