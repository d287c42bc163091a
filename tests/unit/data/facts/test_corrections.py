"""Figures as people write them and as they are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ctd_plugin.data.facts.corrections import check_fact, parse_range
from ctd_plugin.data.facts.fact import amount_words, range_words, read_facts
from ctd_plugin.i18n import language


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("5", ("5", "")),
        ("2,5", ("2.5", "")),
        ("1 600 000", ("1600000", "")),
        ("1\u00a0600\u202f000,50", ("1600000.5", "")),
        ("60 à 80", ("60", "80")),
        ("60–80", ("60", "80")),
        ("100", ("100", "")),
    ],
)
def test_numbers_are_read_as_people_write_them(text, ends):
    assert parse_range(text) == ends


def test_commas_of_thousands_are_english_alone():
    assert parse_range("2,500,000.5 – 3,000,000") == ("2500000.5", "3000000")
    assert parse_range("1,242") == ("1242", "")
    with language("fr"):
        assert parse_range("1,242") == ("1.242", "")
        with pytest.raises(ValueError, match=r".*"):
            parse_range("2,500,000")


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_figure_is_shown_with_its_unit_as_the_language_writes_it_and_read_back(code):
    expected = {
        "fr": ["2\u202f500\u202f000\u00a0€ par an", "1\u202f242", "0,5\u00a0ETP", "12,5\u00a0%"],
        "en": ["€2,500,000 a year", "1,242", "0.5 FTE", "12.5%"],
    }
    values = {"EUR/year": "2500000", "count": "1242", "FTE": "0.5", "percent": "12.5"}
    figures = [replace(read_facts()[0], value_max="", unit=unit, value=value) for unit, value in values.items()]
    with language(code):
        assert [amount_words(figure) for figure in figures] == expected[code]
        assert [parse_range(range_words(figure)) for figure in figures] == [(value, "") for value in values.values()]


@pytest.mark.parametrize("text", ["", "x", "-5", "NaN", "Infinity", "1e99", "1e-999999999", "80 à 60", "5 ETP"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_range(text)


@pytest.mark.parametrize("text", ["1,5", "1 500", "x"])
def test_a_file_has_numbers_as_facts_write_them_or_is_refused(text):
    """Nothing would be drawn of them."""
    figure = replace(read_facts()[0], value="1.5", value_max="")
    check_fact(figure)
    with pytest.raises(ValueError, match=text):
        check_fact(replace(figure, value=text))
