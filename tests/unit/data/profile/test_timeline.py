"""Dates of a region on a line of time: what is not wholly understood has no place on it."""

from __future__ import annotations

from datetime import date

import pytest

from ctd_plugin.data.facts.fact import Fact
from ctd_plugin.data.profile.region_profile import RegionProfile
from ctd_plugin.data.profile.timeline import Event, EventKind, events_of, written_span
from ctd_plugin.data.survey.interview_dates import InterviewPeriod

PERIOD = InterviewPeriod((2025, 10), (2026, 1))


def spring(year):
    return date(year, 3, 1), date(year, 6, 30)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026", (2026, 1, 1), (2026, 12, 31)),
        ("en 2026", (2026, 1, 1), (2026, 12, 31)),
        ("printemps 2026 (optimiste)", (2026, 3, 1), (2026, 6, 30)),
        ("à l’automne 2026", (2026, 9, 1), (2026, 12, 31)),
        ("fin 2026", (2026, 9, 1), (2026, 12, 31)),
        ("Mi-2026", (2026, 5, 1), (2026, 8, 31)),
        ("T1 2026", (2026, 1, 1), (2026, 3, 31)),
        ("1er semestre 2026", (2026, 1, 1), (2026, 6, 30)),
        ("mars-avril 2026", (2026, 3, 1), (2026, 4, 30)),
        ("février 2028", (2028, 2, 1), (2028, 2, 29)),
        ("2026-2027", (2026, 1, 1), (2027, 12, 31)),
        ("03/2026", (2026, 3, 1), (2026, 3, 31)),
    ],
)
def test_a_horizon_is_the_whole_time_that_it_may_mean(written, first, last):
    assert written_span(written) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "en cours",
        "avant l’été 2026",
        "d’ici 2027",
        "hiver 2026",
        "mars 2026 au plus tard",
        "2026 ou jamais",
        "S3 2026",
        "13/2026",
        "novembre-mars 2026",
        "2027-2026",
        "pas avant 2026",
    ],
)
def test_a_horizon_with_a_word_that_is_not_understood_has_no_place(written):
    assert written_span(written) is None


def test_a_firm_date_and_an_interview_are_days_in_their_order():
    cells = {"date_ctd": "04/12/2025", "date_entretien": "03-oct"}
    profile = RegionProfile("53", "Bretagne", ctd_date=date(2025, 12, 4), cells=cells, interviews=PERIOD)
    interview, ctd = events_of(profile)
    assert (interview.kind, interview.first, interview.is_firm) == (EventKind.INTERVIEW, date(2025, 10, 3), True)
    assert ctd == Event(EventKind.CTD, date(2025, 12, 4), date(2025, 12, 4), "04/12/2025")


def test_each_full_date_among_the_facts_is_an_event_and_a_damaged_one_none():
    facts = [
        Fact(
            region_code="53",
            indicator="ctd_date",
            value=value,
            value_max="",
            unit="date",
            scope="ctd",
            payer="",
            headline=False,
            column="date_ctd",
            quote=value,
            note="",
        )
        for value in ("2025-02-24", "2025-06-30", "soon", "2025-02-24")
    ]
    found = events_of(RegionProfile("53", "Bretagne", facts=tuple(facts)))
    assert [event.first for event in found] == [date(2025, 2, 24), date(2025, 6, 30)]


def test_a_horizon_is_a_span_and_keeps_its_words():
    profile = RegionProfile("24", "Centre-Val de Loire", cells={"date_ctd": "printemps 2026 (optimiste)"})
    (event,) = events_of(profile)
    assert (event.first, event.last) == spring(2026)
    assert not event.is_firm
    assert event.written == "printemps 2026 (optimiste)"


@pytest.mark.parametrize("cell", ["03-oct", "29 février 2026", "octobre"])
def test_an_interview_without_a_certain_day_and_year_has_no_place(cell):
    period = PERIOD if cell != "03-oct" else None
    assert events_of(RegionProfile("53", "Bretagne", cells={"date_entretien": cell}, interviews=period)) == []
