"""Days of interviews in words: many spellings, the year only where it is certain, and nothing made up."""

from __future__ import annotations

import pytest

from ctd_plugin.data.about import BUNDLED_EDITION
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.data.profile.edition_reader import read_geopackage
from ctd_plugin.data.survey.interview_dates import InterviewPeriod, interview_date, interview_period, read_day
from ctd_plugin.i18n import language

PERIOD = interview_period(BUNDLED_EDITION)


@pytest.mark.parametrize(
    "written",
    [
        *("06-oct", "6-oct", "6 oct", "6 oct.", "06/10", "6/10", "6.10", "6 octobre", "le 6 octobre", "6 OCTOBRE"),
        *("lundi 6 octobre", "Lundi 6 oct.", "6 Oct", "October 6", "6th October", " 6\u00a0octobre ", "06 octobre."),
        *("6/10/2025", "06/10/25", "6.10.2025", "06-10-2025", "2025-10-06", "2025-10-06 00:00:00", "2025-10-06T00:00"),
        *("6 octobre 2025", "6-oct-25", "6 oct. 2025", "lundi 6 octobre 2025", "Oct 6, 2025", "6 October 2025"),
    ],
)
def test_a_day_in_whatever_spelling_is_written_in_words_with_the_year_of_the_period(written: str) -> None:
    assert interview_date(written, PERIOD) == "6 October 2025"
    with language("fr"):
        assert interview_date(written, PERIOD) == "6 octobre 2025"


@pytest.mark.parametrize(
    ("written", "french"),
    [
        ("01-déc", "1er décembre 2025"),
        ("31-déc", "31 décembre 2025"),
        ("15-janv", "15 janvier 2026"),
        ("20-nov", "20 novembre 2025"),
        ("3 fév. 2026", "3 février 2026"),
        ("5 févr", "5 février"),
        ("15 août", "15 août"),
        ("4 juil.", "4 juillet"),
        ("6 mars", "6 mars"),
    ],
)
def test_a_month_of_the_period_gives_the_year_and_another_does_not(written: str, french: str) -> None:
    with language("fr"):
        assert interview_date(written, PERIOD) == french


def test_without_a_period_a_day_keeps_the_year_that_is_written_and_gets_no_other() -> None:
    with language("fr"):
        assert interview_date("06-oct", None) == "6 octobre"
        assert interview_date("06/10/2027", None) == "6 octobre 2027"


@pytest.mark.parametrize(
    "written",
    [
        *("6 et 8 octobre", "octobre 2025", "10/2025", "mi-octobre", "6 oct (visio)", "4 jui", "31/02", "0/10", "6/13"),
        *("32 oct", "6 tobre", "6 ma", "2025", "non", "", "29/02/2025", "6/10/25 14:00", "12-3456"),
    ],
)
def test_what_is_no_single_day_stays_as_it_is_written(written: str) -> None:
    assert read_day(written) is None
    assert interview_date(written, PERIOD) == written


def test_a_day_that_its_year_does_not_have_stays_as_it_is_written() -> None:
    assert interview_date("29/02", InterviewPeriod((2025, 1), (2025, 6))) == "29/02"
    assert interview_date("29/02", InterviewPeriod((2028, 1), (2028, 6))) == "29 February 2028"


@pytest.mark.parametrize(
    ("edition", "first", "last"),
    [
        (BUNDLED_EDITION, (2025, 10), (2026, 1)),
        ("CNIG survey, interviews from October 2025 to January 2026", (2025, 10), (2026, 1)),
        ("Entretiens septembre – novembre 2027", (2027, 9), (2027, 11)),
        ("Entretiens de mars 2027", (2027, 3), (2027, 3)),
    ],
)
def test_the_name_of_an_edition_gives_its_period(edition: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    assert interview_period(edition) == InterviewPeriod(first, last)


@pytest.mark.parametrize(
    "edition",
    [
        *("", "enquete-2027.csv", "Enquête janvier 2027", "entretiens 2026", "entretiens octobre", "entretiens.xlsx"),
        *("entretiens mars 2027 – janvier 2027", "entretiens mai, juin et juillet 2027", "entretiens oct 2025"),
    ],
)
def test_a_name_that_gives_no_certain_period_gives_none(edition: str) -> None:
    assert interview_period(edition) is None


def test_a_month_that_comes_twice_in_a_long_period_has_no_year() -> None:
    period = InterviewPeriod((2025, 10), (2026, 12))
    assert (period.year_of(10), period.year_of(9)) == (None, 2026)


def test_every_interview_of_the_bundled_edition_has_its_year_and_the_survey_its_own_words() -> None:
    profiles = read_geopackage(GEOPACKAGE).profiles
    with language("fr"):
        dates = {profile.code: profile.interview_date for profile in profiles if profile.interview_date}
    assert dates["44"] == "6 octobre 2025"
    assert dates["84"] == "15 janvier 2026"
    assert len(dates) == 15
    assert {text[-4:] for text in dates.values()} == {"2025", "2026"}
    assert {profile.code: profile.cells["date_entretien"] for profile in profiles}["44"] == "06-oct"
