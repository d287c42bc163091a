"""Figures read from a text as a person would read them, each with the words that it came from."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.data.facts.amount import Doubt, ParsedAmount
from ctd_plugin.data.facts.amount_parser import parse_amounts
from ctd_plugin.data.facts.fact import BUDGET, STAFF, read_facts
from ctd_plugin.data.facts.quantities import AmountKind
from ctd_plugin.data.facts.vocabulary import vocabulary
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.text import words

NAMES = [platform.name for platform in read_platforms()]


def one(text: str) -> ParsedAmount:
    (amount,) = parse_amounts(text).amounts
    return amount


@pytest.mark.parametrize(
    ("text", "euros", "times_a_year", "years"),
    [
        ("env 1 M€ / an", 1_000_000, 1, None),
        ("1 M€/an sur 6 ans", 1_000_000, 1, 6),
        ("2,5 M€", 2_500_000, None, None),
        ("2.5 M €", 2_500_000, None, None),
        ("700 k€", 700_000, None, None),
        ("700 K€ par an", 700_000, 1, None),
        ("budget annuel de 2,5 M€", 2_500_000, 1, None),
        ("2 M€ sur 6 ans en CPER", 2_000_000, None, 6),
        ("5 M € sur la donnée sur 21-27.", 5_000_000, None, 7),
        ("3 millions d'euros", 3_000_000, None, None),
        ("60 milliers d’euros par an", 60_000, 1, None),
        ("1 500 000 €", 1_500_000, None, None),
        ("1\u202f500\u00a0€ / an", 1_500, 1, None),
        ("85 euros", 85, None, None),
        ("Ex BP = 2,5 M (2/3 Invest et 1/3 Fct)", 2_500_000, None, None),
    ],
)
def test_money_is_read_in_euros_with_its_period(text, euros, times_a_year, years):
    amount = one(text)
    assert (amount.kind, amount.value) == (AmountKind.MONEY, euros)
    assert (amount.times_a_year, amount.years) == (times_a_year, years)
    assert amount.quote in text


@pytest.mark.parametrize(
    ("text", "posts", "most"),
    [
        ("5 ETP", "5", None),
        ("0,5 ETPT", "0.5", None),
        ("60 à 80 ETP", "60", "80"),
        ("entre 2 et 3 ETP", "2", "3"),
        ("5% du temps", "0.05", None),
        ("25 % temps", "0.25", None),
        ("équipe 40", "40", None),
        ("1 agent dédié", "1", None),
        ("2 équivalents temps plein", "2", None),
    ],
)
def test_staff_is_read_in_full_time_posts(text, posts, most):
    amount = one(text)
    assert (amount.kind, amount.value) == (AmountKind.STAFF, Decimal(posts))
    assert amount.value_max == (Decimal(most) if most else None)


def test_a_sum_that_the_text_leaves_to_its_reader_is_added_up_and_says_of_what():
    first, second, total = parse_amounts("RH : 0,3 ETP DREAL + 2,2 ETP Région").amounts
    assert (first.payer, second.payer) == ("etat", "region")
    assert total.value == Decimal("2.5")
    assert total.terms == (Decimal("0.3"), Decimal("2.2"))
    assert total.quote == "0,3 ETP DREAL + 2,2 ETP"


def test_parts_of_a_total_take_its_unit_and_are_no_totals():
    total, region, state = parse_amounts("- 5 ETP dont 4,2 Région + 0,8 DREAL\n- autre").amounts
    assert (total.value, total.is_part) == (5, False)
    assert (region.value, region.payer, region.is_part) == (Decimal("4.2"), "region", True)
    assert (state.value, state.payer, state.is_part) == (Decimal("0.8"), "etat", True)
    budget, *parts = parse_amounts("env 1,6 M€ / an (décomposé 0,1 Etat + 0,8 FEDER + 0,3 SDIS)").amounts
    assert budget.is_approximate
    assert [(part.value, part.payer) for part in parts] == [(100_000, "etat"), (800_000, "europe"), (300_000, "sdis")]


def test_shares_name_who_pays_on_either_side():
    assert [(a.value, a.payer) for a in parse_amounts("FEDER 60%\n20% Région\nEtat 20%").amounts] == [
        (60, "europe"),
        (20, "region"),
        (20, "etat"),
    ]


@pytest.mark.parametrize("text", ["", "le 24/02/2025", "2021-2027", "Geo2France", "sur 6 ans", "2/3"])
def test_dates_years_names_and_fractions_are_no_amounts(text):
    assert parse_amounts(text).amounts == ()
    assert parse_amounts(text).unread == ()


def test_a_number_without_a_unit_is_shown_as_unread():
    assert [(stray.value, stray.quote) for stray in parse_amounts("3 réunions, 12 membres et 2 ETP").unread] == [
        (3, "3 réunions"),
        (12, "12 membres"),
    ]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("2,5\nautre ligne", "2,5"),
        ("Réunions : environ 7 à la DSI. Et puis ?", "environ 7 à la DSI"),
        (f"{'a' * 99} 7 {'b' * 99}", "7"),
        (f"{'mot ' * 40}7{' mot' * 40}", f"{'mot ' * 7}7{' mot' * 12}"),
        ("budget (7 agences) 3 M€", "7 agences"),
    ],
)
def test_its_quote_is_the_words_around_it_that_tell_what_it_counts(text, quote):
    (stray,) = parse_amounts(text).unread
    assert stray.quote == quote
    assert quote in text


def test_no_number_is_in_the_quote_of_its_neighbour():
    quotes = [stray.quote for stray in parse_amounts("3 ETP sur 2 sites pour 17 communes, 12 ETP").unread]
    assert quotes == ["sur 2 sites pour", "sites pour 17 communes"]


@pytest.mark.parametrize("indicator", [STAFF, BUDGET])
def test_the_headline_figures_of_the_survey_are_found_by_reading_it(indicator):
    """One was read by people: named persons without ETP (28). An explicit "none" is no amount."""
    rows = read_survey(SURVEY).rows
    missed = set()
    for fact in read_facts():
        if fact.headline and fact.indicator == indicator and fact.value != "0":
            cell = rows[fact.region_code].cells[fact.column]
            values = [_yearly(amount) for amount in parse_amounts(cell, NAMES).amounts]
            if Decimal(fact.value) not in values:
                missed.add(fact.region_code)
    assert missed == ({"28"} if indicator == STAFF else set())


def _yearly(amount: ParsedAmount) -> Decimal:
    return amount.value if amount.is_yearly else round(amount.value / amount.years)


NUMBERS = st.decimals(min_value=0, max_value=999, places=2)


@given(NUMBERS, st.sampled_from([("M€", 10**6), ("k€", 10**3), ("€", 1), (" M €", 10**6)]), st.sampled_from(",."))
def test_any_number_with_any_unit_is_read_back(number, unit, mark):
    text = f"{number:f}".replace(".", mark) + unit[0]
    assert one(text).value == number * unit[1]
    assert one(f"budget : {text} / an").times_a_year == 1


@given(st.lists(NUMBERS, min_size=2, max_size=5))
def test_any_posts_joined_by_plus_are_added_up(numbers):
    text = " + ".join(f"{number:f} ETP".replace(".", ",") for number in numbers)
    *terms, total = parse_amounts(text).amounts
    assert [term.value for term in terms] == numbers
    assert total.value == sum(numbers)


@given(st.text())
def test_no_text_is_too_odd_to_read(text):
    for amount in parse_amounts(text).amounts:
        assert amount.quote in text


GROUPS = st.sampled_from((" ", "\u00a0", "\u202f", "\u2009", "'", "’", "."))


@given(st.integers(min_value=1_000, max_value=999_999_999), GROUPS)
def test_any_thousands_are_read_however_they_are_parted(euros, mark):
    assert one(f"{euros:,} € par an".replace(",", mark)).value == euros


@given(st.integers(min_value=1, max_value=14), st.integers(min_value=0, max_value=999))
def test_a_comma_before_three_digits_is_in_doubt_but_in_millions(whole, part):
    text = f"{whole},{part:03}"
    assert one(f"{text} € par an").reason.doubt is Doubt.NUMBER
    assert one(f"{text} k€ par an").reason.doubt is Doubt.NUMBER
    millions = one(f"{text} M€ par an")
    assert (millions.value, millions.reason) == (whole * 10**6 + part * 1000, None)


POSTS = st.decimals(min_value=0, max_value=150, places=2)


@given(POSTS, POSTS, st.sampled_from(("à", "-", "–", "a")))
def test_any_range_has_both_ends_or_is_in_doubt(low, high, mark):
    amount = one(f"{low:f} {mark} {high:f} ETP".replace(".", ","))
    if low <= high:
        assert (amount.value, amount.value_max, amount.reason) == (low, high, None)
    else:
        assert amount.reason.doubt is Doubt.NUMBER


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzéè", min_size=3, max_size=12), st.sampled_from(("{} 3 ETP", "3 ETP {}"))
)
def test_a_word_that_is_not_known_beside_a_figure_is_a_doubt_or_in_the_vocabulary(word, where):
    text = where.format(word)
    known = tuple(words(word)) in vocabulary()
    reading = parse_amounts(text)
    assert known or (reading.staff is None and reading.amounts[-1].reason)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "par ",
        "de ",
        "sur ",
        "(",
        "5 ETP + ",
        "x",
        "1,",
        "1 ETP (",
        "Région : ",
        "budget ",
        "1 000 ",
        "é",
        "a-",
        "\n",
        ". \n",
    ],
)
def test_no_text_can_hold_up_its_reader(piece):
    """A megabyte is cut before it is looked at, which makes a doubt of what was read."""
    reading = parse_amounts(f"3 ETP {piece * (1_000_000 // len(piece))}")
    assert reading.staff is None
    assert all(amount.reason for amount in reading.amounts)


@pytest.mark.parametrize(
    ("text", "doubt", "words"),
    [
        ("3 ETP vacants", Doubt.WORD, "vacants"),
        ("3 ETP.\nCes postes sont supprimés.", Doubt.TAKEN_BACK, "supprimés"),
        ("1,500 € par an", Doubt.NUMBER, "1,500 €"),
        ("3 ETP 4 ETP", Doubt.SEVERAL, ""),
        ("300 k€", Doubt.PERIOD, ""),
        ("3 ETP dont 4 Région", Doubt.SUM, ""),
        ("hébergement : 20 k€ par an", Doubt.PART, ""),
        ("Région : 3000 agents", Doubt.SIZE, ""),
        ("Région : 3000 agents, soit 2800 ETP", Doubt.SIZE, ""),
        ("hébergement : 36 k€ sur 3 ans, soit 12 k€ par an", Doubt.PART, ""),
        ("1 M€ (2026-2020)", Doubt.WORD, "2026-2020"),
        ("coût d'un ETP ≈ 55 k€ par an", Doubt.PART, ""),
    ],
)
def test_a_doubt_says_why(text, doubt, words):
    assert (doubt, words) in [amount.reason for amount in parse_amounts(text).amounts]
