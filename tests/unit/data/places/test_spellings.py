"""What people write for a region, a department or a commune: read where it means one place, and else never guessed."""

from __future__ import annotations

import re

import pytest

from ctd_plugin.data.join.units import UnitMatch, Units
from ctd_plugin.data.places.departments import DEPARTMENTS as ALL_DEPARTMENTS
from ctd_plugin.data.places.departments import department_of
from ctd_plugin.data.places.region_match import Match, MatchMethod, Refusal, identify, match_region
from tests.support.local_spellings import COMMUNES, DEPARTMENTS
from tests.support.spellings import REGIONS

PLACES = {
    "35238": "Rennes",
    "35288": "Saint-Malo",
    "35360": "Vitré",
    "35001": "L'Abbaye",
    "2A004": "Ajaccio",
    "97411": "Saint-Denis",
    "93066": "Saint-Denis",
}


def unit(places: dict[str, str], text: str) -> str | None:
    units = Units(list(places), list(places.values()), [])
    is_code = re.fullmatch(r"\d{1,5}|2[AB]\d{0,3}", text, re.IGNORECASE)
    found = units.find(text, "", "") if is_code else units.find("", text, "")
    return units.codes[found.unit] if isinstance(found, UnitMatch) else None


@pytest.mark.parametrize(("written", "code"), REGIONS)
def test_a_region_is_known_or_refused(written, code):
    match = match_region(None, written)
    assert (match.region_code if isinstance(match, Match) else None) == code
    # What determines a column's level, and what a join reads, are never wrong where the survey's reading is a doubt.
    assert code is not None or identify(written) is None or isinstance(match, Refusal)


@pytest.mark.parametrize(("written", "code"), DEPARTMENTS)
def test_a_department_is_known_or_refused(written, code):
    assert unit({code: department.name for code, department in ALL_DEPARTMENTS.items()}, written) == code
    assert department_of(written) in (code, None)


@pytest.mark.parametrize(("written", "code"), COMMUNES)
def test_a_commune_is_known_or_refused(written, code):
    assert unit(PLACES, written) == code


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("53", "Normandie"),
        ("53", "Mayenne"),
        ("01", "Ain"),
        ("04", "Bordeaux"),
        ("24", "Créteil"),
        ("52", "Pays de la Loire Atlantique"),
        ("11", "Île-de-France hors Paris"),
        ("11", "Paris"),
        ("44", "Alsace"),
        ("44", "Loire-Atlantique"),
        ("53", "28 - Normandie"),
        ("53 - Bretagne", "Normandie"),
        ("13", "Bretagne"),
        ("35", "Normandie"),
        ("75", "Paris"),
    ],
)
def test_a_code_and_a_name_that_disagree_are_a_doubt(code, name):
    """The code won, or the name did, with a remark."""
    refused = match_region(code, name)
    assert isinstance(refused, Refusal)
    assert refused.suggestions


@pytest.mark.parametrize(
    ("code", "name", "region"),
    [
        ("53", "#N/A", "53"),
        ("#N/A", "Bretagne", "53"),
        ("53", "-", "53"),
        ("44", "Grand-Est - DREAL", "44"),
        ("53", "Breizh atao", "53"),
        ("35", "Bretagne", "53"),
        ("99", "Bretagne", "53"),
        ("R53", "Conseil régional de Bretagne", "53"),
        ("53", "Bretagne (ex-Bretagne)", "53"),
    ],
)
def test_a_code_and_a_name_that_agree_or_of_which_one_says_nothing_are_read(code, name, region):
    match = match_region(code, name)
    assert isinstance(match, Match)
    assert match.region_code == region


@pytest.mark.parametrize("written", ["053", "R53", "FRH0"])
def test_an_unusual_code_is_reported(written):
    match = match_region(written, None)
    assert (match.region_code, match.how) == ("53", MatchMethod.CODE)
    assert [remark.message for remark in match.remarks] == [f"The code “{written}” was read as 53 (Bretagne)."]


@pytest.mark.parametrize(
    ("code", "name"), [("35238", "Brest"), ("35238", "Laval"), ("1004", "Rouen"), ("35238", "Ajaccio")]
)
def test_a_commune_s_code_and_the_name_of_another_place_are_a_doubt(code, name):
    """The code was followed, with a remark."""
    assert isinstance(
        Units(["35238", "01004", "2A004"], ["Rennes", "Ambérieu-en-Bugey", "Ajaccio"], []).find(code, name, ""), Refusal
    )


def test_there_are_as_many_spellings_as_were_asked_for():
    assert len(REGIONS) >= 150
    assert len(DEPARTMENTS) + len(COMMUNES) >= 100
    assert sum(1 for _, code in REGIONS if code is None) >= 80
