"""What the map of statuses says of any edition, and the dates under the names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ctd_plugin.data.facts.fact import STATUS_REMARK
from ctd_plugin.data.profile.edition_reader import EditionProfiles
from ctd_plugin.data.profile.region_profile import RegionProfile
from ctd_plugin.data.survey.status import Status
from ctd_plugin.gis.themes.ctd_date import date_findings
from ctd_plugin.gis.themes.status import (
    aside_notes,
    dates_with_marks,
    drawn_dates,
    remark_notes,
    status_findings,
    without_asides,
)
from ctd_plugin.i18n import language
from tests.support.figures import amount


@pytest.fixture(autouse=True)
def english():
    with language("en"):
        yield


def regions(*states):
    """Return profiles with a status, and an exact date or a horizon as it is written."""
    profiles = []
    for number, (status, when) in enumerate(states):
        day = when if isinstance(when, date) else None
        text = when.strftime("%d/%m/%Y") if day else when or ""
        profile = RegionProfile(f"{number:02}", f"Region {number}", status=status, ctd_date=day, ctd_date_text=text)
        profiles.append(profile)
    return profiles


IN_PLACE, SET_UP, CONSIDERED, NONE = Status.ESTABLISHED, Status.PREFIGURATION, Status.CONSIDERING, Status.NONE


@pytest.mark.parametrize(
    ("states", "sentences"),
    [
        (
            [
                (IN_PLACE, date(2025, 2, 24)),
                (IN_PLACE, date(2025, 12, 4)),
                (SET_UP, "en 2026"),
                (SET_UP, date(2025, 11, 27)),
                (CONSIDERED, None),
                (NONE, None),
            ],
            [
                "2 CTDs set up between February and December 2025.",
                "2 more CTDs being set up, 1 of them without a firm date.",
                "2 regions without a CTD: 1 is considering one.",
            ],
        ),
        (
            [(IN_PLACE, date(2025, 2, 1)), (IN_PLACE, date(2025, 2, 28))],
            ["2 CTDs set up in February 2025."],
        ),
        (
            [(IN_PLACE, date(2024, 12, 1)), (IN_PLACE, date(2026, 1, 3)), (IN_PLACE, None)],
            ["2 CTDs set up between December 2024 and January 2026."],
        ),
        ([(IN_PLACE, "bientôt")], []),
        ([(SET_UP, None)], ["1 CTD being set up, without a firm date."]),
        ([(SET_UP, date(2026, 3, 1))], ["1 CTD being set up, with a firm date."]),
        ([(NONE, None)], ["1 region without a CTD, and none considers one."]),
        ([(None, None), (None, None)], ["2 regions have no status."]),
        ([], []),
    ],
)
def test_the_findings_are_true_of_any_edition(states, sentences):
    assert list(status_findings(regions(*states))) == sentences


def test_dates_are_drawn_in_their_order_and_horizons_as_the_survey_writes_them():
    profiles = regions((SET_UP, "printemps 2026 (optimiste)"), (IN_PLACE, date(2025, 3, 12)), (NONE, None))
    assert drawn_dates(EditionProfiles(tuple(profiles))) == {"01": "2025-03-12", "00": "printemps 2026 (optimiste)"}


def test_a_slide_shortens_what_is_in_parentheses_and_quotes_it_in_a_note():
    profiles = regions((SET_UP, "printemps 2026 (optimiste)"), (IN_PLACE, date(2025, 3, 12)), (SET_UP, "en 2027"))
    edition = EditionProfiles(tuple(profiles))
    assert without_asides(drawn_dates(edition)) == {"00": "printemps 2026*", "01": "2025-03-12", "02": "en 2027"}
    assert without_asides({"11": "en 2027 (2024)"}) == {"11": "en 2027 (2024)"}
    assert aside_notes(edition) == ["*\u00a0Dates in the words of the survey: Region 0, “printemps 2026 (optimiste)”."]
    assert aside_notes(EditionProfiles(tuple(profiles[1:]))) == []


@pytest.mark.parametrize(
    ("states", "sentences"),
    [
        (
            [(IN_PLACE, date(2025, 2, 24)), (SET_UP, date(2025, 11, 27)), (SET_UP, "en 2026")],
            [
                "2 firm dates, between February and November 2025.",
                "1 CTD planned without a firm date.",
                "A date may be that of a first meeting, before the CTD is in place (Region 1).",
            ],
        ),
        ([(IN_PLACE, date(2025, 2, 24))], ["1 firm date, in February 2025."]),
        ([(NONE, None)], []),
    ],
)
def test_the_findings_of_the_map_of_dates_are_true_of_any_edition(states, sentences):
    assert list(date_findings(regions(*states))) == sentences


def test_a_remark_on_a_status_is_a_footnote_with_its_mark_beside_the_date():
    notes = {"note": "It was debated.", "note_fr": "Cela a fait débat."}
    fact = replace(amount("00", "", indicator=STATUS_REMARK), headline=False, quote="a fait débat", **notes)
    dated, other = regions((IN_PLACE, date(2025, 9, 9)), (CONSIDERED, None))
    edition = EditionProfiles((replace(dated, facts=(fact,)), replace(other, facts=(replace(fact, region_code="01"),))))
    assert dates_with_marks(edition) == {"00": "2025-09-09¹", "01": "²"}
    assert remark_notes(edition) == ["¹\u00a000. It was debated.", "²\u00a0Guadeloupe. It was debated."]
    with language("fr"):
        assert remark_notes(edition)[0] == "¹\u00a000. Cela a fait débat."
