"""Texts of two editions that say the same, and those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctd_plugin.data.editions.compare import is_same_text
from ctd_plugin.data.survey.personal_names import MASK


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2,5 M€ / an", "2,5\u00a0M€/an"),
        ("l'État – « IDG »…", 'l’État - "IDG"...'),
        ("une ligne\nune autre ", "une ligne  une autre"),
        ("• un\n• deux", "- un\n- deux"),
        ("pre\u0301figuration", "préfiguration"),
        ("cœur", "coeur"),
        (f"animé par {MASK}, DSI", "animé par Anne Martin, DSI"),
        (f"{MASK} : 3 ETP", "Anne-Marie D'Arc : 3 ETP"),
    ],
)
def test_the_same_words_written_otherwise_are_no_change(first, second):
    assert is_same_text(first, second)
    assert is_same_text(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("3 ETP", "4 ETP"),
        ("2,5 M€", "25 M€"),
        ("un texte", ""),
        ("Copil annuel", "copil annuel, puis Cotech"),
        ("10²", "102"),
        (f"animé par {MASK}", "animé par la Région : 3 ETP ; budget (2 M€), deux réunions"),
        (f"{MASK}", ""),
    ],
)
def test_other_words_are_a_change(first, second):
    assert not is_same_text(first, second)
    assert not is_same_text(second, first)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_text_is_the_same_as_itself_and_the_answer_is_the_same_both_ways(first, second):
    assert is_same_text(first, first)
    assert is_same_text(first, second) == is_same_text(second, first)


def test_many_masked_names_beside_each_other_are_compared_in_time_that_grows_with_the_text():
    """A pattern of masks tried each length of each name with all others, for hours."""
    name = "ab" * 20
    assert is_same_text(f"{MASK} " * 800, f"{name} " * 800)
    assert not is_same_text(f"{MASK} " * 800 + "!", f"{name} " * 800 + "?")
    assert not is_same_text(f"{MASK}", "a" * 61)
    assert is_same_text(f"{MASK}{MASK}", "a" * 61)
    assert not is_same_text(f"{MASK}{MASK}", "a")
