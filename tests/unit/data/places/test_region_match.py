"""Which region a code, a name, an abbreviation or a typing error is read as, and which are refused."""

from __future__ import annotations

import pytest

from ctd_plugin.data.places.region_match import Match, MatchMethod, Refusal, match_region
from ctd_plugin.regions import FORMER_REGIONS, REGION_ALIASES, REGION_NAMES


def read(name: str) -> tuple[str, MatchMethod] | None:
    match = match_region(None, name)
    return (match.region_code, match.how) if isinstance(match, Match) else None


def refusal(code: str | None, name: str | None) -> Refusal:
    answer = match_region(code, name)
    assert isinstance(answer, Refusal)
    return answer


@pytest.mark.parametrize(("code", "name"), REGION_NAMES.items())
def test_every_region_is_known_by_its_code_and_by_its_name(code, name):
    assert match_region(code, None) == Match(code, MatchMethod.CODE, code)
    assert match_region(None, name) == Match(code, MatchMethod.NAME, name)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ILE DE FRANCE", "11"),
        ("Île\u00a0de\u202fFrance ", "11"),
        ("Région Île-de-France", "11"),
        ("provence alpes cote d’azur", "93"),
        ("Provence – Alpes – Côte d'Azur", "93"),
        ("Auvergne Rhône Alpes", "84"),
        ("Réunion", "04"),
        ("Réunion (La)", "04"),
        ("Région de La Réunion", "04"),
        ("l'Occitanie", "76"),
        ("Les Hauts de France", "32"),
        ("Région Bretagne", "53"),
        ("BOURGOGNE FRANCHE COMTE", "27"),
    ],
)
def test_a_name_is_known_whatever_its_accents_case_hyphens_and_articles(written, code):
    assert read(written) == (code, MatchMethod.NAME)


@pytest.mark.parametrize(("code", "aliases"), REGION_ALIASES.items())
def test_every_other_name_in_use_is_known(code, aliases):
    assert {match_region(None, alias).region_code for alias in aliases} == {code}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("PACA", "93"),
        ("Région Sud", "93"),
        ("AURA", "84"),
        ("Centre", "24"),
        ("CT Guyane", "03"),
        ("IdF", "11"),
    ],
)
def test_a_name_of_everyday_use_is_an_alias(written, code):
    assert read(written) == (code, MatchMethod.ALIAS)


@pytest.mark.parametrize("written", ["2", "2.0", "02.0", " 2 "])
def test_a_code_that_lost_its_zero_is_read_and_reported(written):
    match = match_region(written, None)
    assert (match.region_code, match.how) == ("02", MatchMethod.CODE)
    if written.strip() != "02":
        assert [remark.message for remark in match.remarks] == [
            f"The code “{written.strip()}” was read as 02 (Martinique)."
        ]


@pytest.mark.parametrize(
    ("written", "code"),
    [("Bretange", "53"), ("Guyanne", "03"), ("Occitannie", "76"), ("Ile de Frnace", "11"), ("Mayote", "06")],
)
def test_a_typing_error_is_read_and_always_reported(written, code):
    match = match_region(None, written)
    assert (match.region_code, match.how) == (code, MatchMethod.FUZZY)
    assert f"“{written}” was read as {REGION_NAMES[code]}" in match.remarks[0].message


@pytest.mark.parametrize("written", ["Grand Ouest", "Saint-Martin", "Nouvelle-Calédonie", "Hauts-de-Seine", "Crose"])
def test_what_only_resembles_a_region_is_refused_with_suggestions(written):
    refused = refusal(None, written)
    assert 1 <= len(refused.suggestions) <= 3
    assert refused.suggestions[0] in refused.message


def test_what_resembles_nothing_is_refused_without_suggestion():
    assert refusal(None, "Québec").message == "“Québec” is not a region; use one of the 18 names or Insee codes."


@pytest.mark.parametrize(("code", "former"), FORMER_REGIONS.items())
def test_a_region_of_before_2016_is_refused_with_the_name_of_todays(code, former):
    today = REGION_NAMES[former.today]
    for refused in (refusal(code, None), refusal(None, former.name), refusal(None, former.name.upper())):
        assert refused.suggestions == (today,)
        assert f"part of {today} since 2016" in refused.message


def test_a_typing_error_in_a_former_region_is_refused_too():
    assert refusal(None, "Lorrraine").suggestions == ("Grand Est",)


def test_no_more_than_three_names_are_suggested():
    assert len(refusal(None, "Hauts de Lorraine").suggestions) == 3


def test_a_spelling_as_close_to_two_regions_is_not_taken_for_either():
    refused = refusal(None, "Basutenormandie")
    assert "is not a region; did you mean Normandie" in refused.message


def test_a_code_and_a_name_that_contradict_each_other_are_refused():
    refused = refusal("53", "Normandie")
    assert refused.message == ("The code “53” is Bretagne but the name “Normandie” is Normandie; correct one of them.")
    assert refused.suggestions == ("Bretagne", "Normandie")


def test_todays_code_with_a_former_name_is_refused():
    assert refusal("44", "Alsace").suggestions == ("Grand Est",)


def test_a_cell_that_says_nothing_is_reported_beside_one_that_does():
    by_name = match_region("99", "Bretagne")
    assert (by_name.region_code, by_name.how) == ("53", MatchMethod.NAME)
    assert [(remark.part, remark.value) for remark in by_name.remarks] == [("code", "99")]
    by_code = match_region("53", "Breizh atao")
    assert (by_code.region_code, by_code.how) == ("53", MatchMethod.CODE)
    assert [(remark.part, remark.value) for remark in by_code.remarks] == [("name", "Breizh atao")]


def test_codes_and_names_may_be_in_each_others_column():
    assert match_region("Bretagne", None).region_code == "53"
    assert match_region(None, "53").how is MatchMethod.CODE


@pytest.mark.parametrize("empty", [None, "", " ", "\u00a0"])
def test_an_empty_region_is_refused(empty):
    assert refusal(empty, empty).message == "Region missing; give its name or its Insee code."
