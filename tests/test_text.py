"""The order of names, and text of others within our own."""

from __future__ import annotations

import pytest

from webapp.text import asked_words, fold, isolate, sort_key


def test_names_stand_in_the_order_a_reader_looks_for_them() -> None:
    names = ["Zara", "de Vries", "Özlem", "Łukasz", "van ’t Hof", "Jan de Vries", "vos", "Мария", "مريم", "İnci", "ben"]
    told = ["ben", "van ’t Hof", "İnci", "Jan de Vries", "Łukasz", "Özlem", "vos", "de Vries", "Zara", "Мария", "مريم"]
    assert sorted(names, key=sort_key) == told


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("van den Berg", "berg"),
        ("'s-Gravenhage", "gravenhage"),
        ("op de Beek", "beek"),
        ("El-Idrissi", "idrissi"),
        ("Op weg", "op weg"),
        ("Ben Jansen", "ben jansen"),
        ("Van", "van"),
        ("Vandenberg", "vandenberg"),
        ("Straße", "strasse"),
    ],
)
def test_a_tussenvoegsel_in_front_does_not_count(name: str, key: str) -> None:
    assert sort_key(name) == key


def test_what_has_no_letters_stands_after_what_has() -> None:
    assert sort_key("😀") > sort_key("Zzz")
    assert sort_key(None) < sort_key("😀")


def test_foreign_text_stands_apart_and_cannot_end_that_itself() -> None:
    assert isolate("مريم (2)") == "\u2068مريم (2)\u2069"
    assert isolate("a\u2069b\u202ec") == "abc"
    assert isolate("") == ""
    assert fold(isolate("Jan")) == "jan"


def test_a_search_is_of_a_few_words_also_where_one_letter_stands_for_four() -> None:
    assert asked_words(" Zoë,  de BRUG ") == ["zoe", "de", "brug"]
    assert len(asked_words("\ufdfa" * 100)) == 15
