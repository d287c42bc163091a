"""Texts as they are compared and shortened."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctd_plugin.text import truncated, unaccented, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Île-de-France", "ile-de-france"), ("L’ŒUVRE d'été", "l'oeuvre d'ete"), ("Straße", "strasse"), ("", "")],
)
def test_a_text_without_accents_keeps_its_signs(text: str, expected: str) -> None:
    assert unaccented(text) == expected


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_no_mark_of_any_script_stays(text: str) -> None:
    normal = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in normal if not unicodedata.combining(letter))
    assert unaccented(text) == bare.replace("œ", "oe").replace("æ", "ae").replace("’", "'")


def test_words_are_plain_letters_and_digits() -> None:
    assert words("Nœux-les-Mines, l’Été 2024") == ["noeux", "les", "mines", "l", "ete", "2024"]


def test_a_longer_text_ends_with_an_ellipsis() -> None:
    assert [truncated("forêts anciennes", length) for length in (16, 15, 8)] == [
        "forêts anciennes",
        "forêts ancienn…",
        "forêts…",
    ]
