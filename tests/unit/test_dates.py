"""Dates as each language writes them."""

from __future__ import annotations

from datetime import date

import pytest

from ctd_plugin.dates import long_date, month_names, short_date, survey_date
from ctd_plugin.i18n import language


@pytest.mark.parametrize(("code", "text"), [("fr", "04/02/2025"), ("en", "2025-02-04")])
def test_a_date_in_figures_is_that_of_the_language(code: str, text: str) -> None:
    with language(code):
        assert short_date(date(2025, 2, 4)) == text
        assert survey_date("04/02/2025") == text
        assert survey_date("voté le 04/02/2025 (avant : 2024/25)") == f"voté le {text} (avant : 2024/25)"
        assert survey_date("en 2026") == "en 2026"


@pytest.mark.parametrize(
    ("code", "day", "month", "year", "text"),
    [
        ("fr", 6, 10, 2025, "6 octobre 2025"),
        ("fr", 1, 12, None, "1er décembre"),
        ("fr", 1, 8, 2026, "1er août 2026"),
        ("en", 1, 12, None, "1 December"),
        ("en", 6, 10, 2025, "6 October 2025"),
    ],
)
def test_a_date_in_words_has_the_months_name(code: str, day: int, month: int, year: int | None, text: str) -> None:
    with language(code):
        assert long_date(day, month, year) == text


def test_each_month_has_a_name_of_its_own_in_french_without_a_capital() -> None:
    with language("fr"):
        names = month_names()
    assert len(set(names)) == 12
    assert names == [name.lower() for name in names]
