"""Expressions that are built from texts: no character of a text ends its literal."""

from __future__ import annotations

import pytest
from qgis.core import QgsExpression

from ctd_plugin.gis.expression_builder import literal, lookup

AWKWARD = 'l\'été \\ "[% 1 + 1 %]"\n\tfin'


def value(expression):
    return QgsExpression(expression).evaluate()


def test_a_literal_is_the_text_whatever_its_characters():
    assert value(literal(AWKWARD)) == AWKWARD


@pytest.mark.parametrize(
    ("key", "otherwise", "expected"),
    [("a'", None, AWKWARD), ("b", None, None), ("b", "none", "none"), ("a'", "none", AWKWARD)],
)
def test_a_lookup_finds_the_text_of_a_key_or_the_other(key, otherwise, expected):
    assert value(lookup(literal(key), {"a'": AWKWARD}, otherwise)) == expected


@pytest.mark.parametrize("text", ["half a character: \ud83d", "a whole one: 😀", "nul: \x00", "a line: \u2028"])
def test_one_text_does_not_lose_the_others(text):
    texts = {"a": text, "b": AWKWARD}
    assert [value(lookup(literal(key), texts)) for key in texts] == [text, AWKWARD]


@pytest.mark.parametrize(("otherwise", "expected"), [(None, None), ("none", "none")])
def test_a_table_without_texts_finds_nothing(otherwise, expected):
    assert value(lookup("'a'", {}, otherwise)) == expected
