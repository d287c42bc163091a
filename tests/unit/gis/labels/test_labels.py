"""Figures in words: what is about so much, a range with its unit, and an explicit "none"."""

from __future__ import annotations

import pytest

from ctd_plugin.data.facts.fact import BUDGET, STAFF, Covers, Scope
from ctd_plugin.data.profile.figure import Figure
from ctd_plugin.gis.labels.labels import (
    count_word,
    covered_text,
    covers_words,
    euros,
    figure_text,
    no_own_budget,
    no_own_staff,
    staff,
)
from ctd_plugin.i18n import language


@pytest.mark.parametrize(
    ("figure", "english", "french"),
    [
        (Figure(60_000, None, ""), "€60k", "60 k€"),
        (Figure(1_000_000, None, "", about=True), "≈ €1M", "≈ 1 M€"),
        (Figure(333_333, None, "", is_derived=True), "≈ €333k", "≈ 333 k€"),
        (Figure(60_000, 80_000, ""), "€60k to €80k", "60 à 80 k€"),
        (Figure(800_000, 1_500_000, "", about=True), "≈ €800k to €1.5M", "≈ 800 k€ à 1,5 M€"),
        (Figure(0, 80_000, ""), "€0 to €80k", "0 € à 80 k€"),
    ],
)
def test_an_amount_says_that_it_is_about_so_much_and_gives_its_unit_once(figure, english, french):
    assert spaced(figure_text(figure, euros)) == english
    with language("fr"):
        assert spaced(figure_text(figure, euros)) == french


def test_staff_is_a_range_with_one_unit_in_both_languages():
    two_to_three = Figure(2, 3.5, "", "FTE")
    assert spaced(figure_text(two_to_three, staff)) == "2 to 3.5 FTE"
    with language("fr"):
        assert spaced(figure_text(two_to_three, staff)) == "2 à 3,5 ETP"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (500, "€500"),
        (1_500, "€1.5k"),
        (60_000, "€60k"),
        (333_333, "€333k"),
        (1_666_667, "€1.67M"),
        (50_000_000, "€50M"),
    ],
)
def test_no_tenth_of_an_amount_is_lost(value, text):
    assert euros(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.006, "0.006 FTE"), (0.05, "0.05 FTE"), (2.5, "2.5 FTE"), (400, "400 FTE")]
)
def test_small_parts_of_a_post_are_not_lost(value, text):
    assert staff(value) == text


def test_what_a_figure_covers_is_words_also_for_an_explicit_none_and_for_a_code_of_a_later_version():
    assert covers_words(Figure(0, None, "", covers=Covers.HOSTING), BUDGET) == no_own_budget()
    assert covers_words(Figure(0, None, ""), STAFF) == no_own_staff()
    assert covers_words(Figure(1, None, "", covers=Covers.OPERATION_STAFF), STAFF) == "team of the platform"
    assert covers_words(Figure(1, None, "", covers="lunch"), BUDGET) == "lunch"


def test_numbers_up_to_nine_are_words():
    assert [count_word(count) for count in (0, 1, 2, 9, 10)] == ["0", "1", "two", "nine", "10"]


def test_an_approximate_sign_never_parts_from_its_figure():
    assert figure_text(Figure(1, None, "", about=True), staff).startswith("≈\u00a01")


def test_an_explicit_none_is_words_and_no_zero():
    assert figure_text(Figure(0, None, "", "EUR/year", about=True), euros) == no_own_budget()
    assert figure_text(Figure(0, None, "", "FTE"), staff) == no_own_staff()
    assert not any(letter.isdigit() for letter in no_own_budget() + no_own_staff())


def spaced(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("covers", "scope", "words"),
    [
        (Covers.HOSTING, Scope.PLATFORM, "hosting and maintenance – platform"),
        (Covers.WHOLE_STRUCTURE, Scope.STRUCTURE, "whole organisation"),
        (Covers.OPERATION_STAFF, Scope.PLATFORM, "platform, team included"),
        (Covers.UNKNOWN, Scope.CTD, "CTD"),
        (Covers.DATA_PRODUCTION, "", "data production"),
        (Covers.UNKNOWN, "", ""),
    ],
)
def test_what_a_figure_covers_and_whose_it_is_are_said_once(covers, scope, words):
    assert covered_text(Figure(1, None, scope, "EUR/year", covers=covers)) == words
