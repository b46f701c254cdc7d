"""A choice carries its Dutch words, and is its plain value everywhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pydantic import TypeAdapter

from scripts.translations import source_texts
from webapp.features import FEATURES
from webapp.people.inputs import LegalBasis
from webapp.words import Worded


def kinds(of: type[Worded] = Worded) -> Iterator[type[Worded]]:
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_choice_has_words_that_are_translated() -> None:
    assert FEATURES, "without the features few choices are declared"
    texts = source_texts()
    choices = [choice for kind in kinds() for choice in kind]
    assert len(choices) > 100
    words = [word for choice in choices for word in (choice.label, choice.hint)]
    assert [word for word in words if has_words(word) and not texts.get(word)] == []


def has_words(text: str) -> bool:
    """False for a grade or a number, which is the same in each language."""
    return text != text.upper()


def test_a_choice_is_stored_sent_and_compared_as_its_value() -> None:
    assert LegalBasis("wmo") is LegalBasis.wmo
    assert LegalBasis.wmo == "wmo" == str(LegalBasis.wmo) == LegalBasis.wmo.value
    assert json.dumps({LegalBasis.wmo: LegalBasis.wgbo}) == '{"wmo": "wgbo"}'
    assert {"wmo": 1}[LegalBasis.wmo] == 1


def test_only_the_value_is_accepted_and_told_in_the_schema() -> None:
    adapter = TypeAdapter(LegalBasis)
    assert adapter.validate_json('"wmo"') is LegalBasis.wmo
    assert adapter.json_schema()["enum"] == ["wmo", "wgbo", "jeugdwet", "vital_interest"]
    with pytest.raises(ValueError, match="wmo"):
        adapter.validate_python("Wmo")
