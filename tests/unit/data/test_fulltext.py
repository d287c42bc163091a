"""Words are found in the regions' answers whatever accents and case, and are shown where they stand."""

from __future__ import annotations

import csv

import pytest

from ctd_plugin.data.fulltext import AnswerIndex, Group, Passage
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.regions import FORMER_REGIONS, REGION_ALIASES, REGION_NAMES
from ctd_plugin.text import fold


def answer(text: str, code: str = "53") -> Passage:
    return Passage(code, Group.ANSWER, "moyens", "Staff and money", text)


def region(code: str) -> Passage:
    former = [name for name, today in FORMER_REGIONS.values() if today == code]
    return Passage(code, Group.REGION, "region_name", "Region", REGION_NAMES[code], (*REGION_ALIASES[code], *former))


REGIONS = [region(code) for code in REGION_NAMES]


def found_in(text: str, query: str) -> list[str]:
    """Return the words of a text that a query marks."""
    return [text[start:end] for hit in AnswerIndex([answer(text)]).search(query) for start, end in hit.spans]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("La préfiguration", "PREFIGURATION", ["préfiguration"]),
        ("La prefiguration", "préfiguration", ["prefiguration"]),
        ("La pre\u0301figuration", "préfig", ["pre\u0301figuration"]),
        ("Le cœur du réseau", "coeur", ["cœur"]),
        ("Le coeur du réseau", "cœur", ["coeur"]),
        ("L’État et l'Europe", "etat", ["État"]),
        ("voir https://craig.fr/ign", "craig.fr", ["craig.fr"]),
        ("Open-Data, open data", "open-data", ["Open-Data", "open data"]),
        ("Etat, région, État", "etat", ["Etat", "État"]),
    ],
)
def test_accents_case_ligatures_and_punctuation_do_not_matter_and_places_are_those_of_the_text(text, query, marked):
    assert found_in(text, query) == marked


def test_a_word_that_is_being_typed_finds_what_it_begins_but_not_what_it_ends():
    assert found_in("Prodige et geOrchestra", "geor") == ["geOrchestra"]
    assert found_in("Prodige et geOrchestra", "orchestra") == []


def test_all_words_must_occur_in_one_passage():
    passages = [answer("FEDER et CPER"), answer("FEDER seul"), answer("CPER seul")]
    assert [hit.passage.text for hit in AnswerIndex(passages).search("cper feder")] == ["FEDER et CPER"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ('"données ouvertes"', 1),
        ("« données ouvertes »", 1),
        ("“Donnees Ouvertes”", 1),
        ('"ouvertes données"', 0),
        ('"données ouv"', 0),
        ('"données ouv', 1),
        ("ouvertes données", 1),
    ],
)
def test_a_quoted_phrase_is_found_word_after_word_and_its_last_word_may_be_typed_still(query, count):
    assert len(AnswerIndex([answer("Les données ouvertes")]).search(query)) == count


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("aura", "84"),
        ("PACA", "93"),
        ("sud", "93"),
        ("bretagne", "53"),
        ("la réunion", "04"),
        ("reunion", "04"),
        ("53", "53"),
        ("alsace", "44"),
        ("Auvergne", "84"),
        ("ile de france", "11"),
        ("provence cote", "93"),
        ("région bretagne", "53"),
    ],
)
def test_a_region_is_found_by_name_other_name_former_name_and_code(query, code):
    hits = AnswerIndex(REGIONS).search(query)
    assert hits[0].passage.code == code


def test_a_phrase_does_not_run_on_from_one_name_of_a_region_into_another():
    assert AnswerIndex([region("93")]).search('"paca sud"') == []
    assert AnswerIndex([region("53")]).search('"bretagne fr"') == []


def test_the_name_of_a_region_narrows_its_answers_but_does_not_fetch_all_of_them():
    index = AnswerIndex([*REGIONS, answer("3 ETP"), answer("5 ETP", "84"), answer("rien")])
    assert [hit.passage.text for hit in index.search("bretagne etp")] == ["3 ETP"]
    assert [hit.passage.text for hit in index.search("aura etp")] == ["5 ETP"]
    assert [hit.passage.group for hit in index.search("bretagne")] == [Group.REGION]


def test_regions_come_before_platforms_and_answers_and_whole_words_before_beginnings():
    platform = Passage("53", Group.PLATFORM, "name", "Platform", "Bretagne ouverte")
    index = AnswerIndex([answer("bretagnes"), answer("la bretagne"), platform, region("53")])
    texts = [hit.passage.text for hit in index.search("bretagne")]
    assert texts == ["Bretagne", "Bretagne ouverte", "la bretagne", "bretagnes"]


@pytest.mark.parametrize("query", ["", "   ", '"', "«»", "?!", "…"])
def test_a_query_without_words_finds_nothing(query):
    assert AnswerIndex([*REGIONS, answer("tout")]).search(query) == []


def test_only_the_groups_asked_for_are_searched():
    index = AnswerIndex([region("53"), answer("bretagne")])
    assert [hit.passage.group for hit in index.search("bretagne", [Group.ANSWER])] == [Group.ANSWER]


def test_a_snippet_is_one_line_around_the_word_and_marks_it_where_it_stands():
    text = "mot " * 60 + "\nle FEDER\npaie " + "suite " * 60
    snippet = AnswerIndex([answer(text)]).search("feder")[0].snippet()
    assert len(snippet.text) < 150
    assert "\n" not in snippet.text
    assert snippet.text.startswith("… mot")
    assert snippet.text.endswith(" …")
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["FEDER"]


@pytest.mark.parametrize("lead", [0, 1, 5, 12, 45, 90])
def test_every_word_of_the_survey_stands_where_its_snippet_marks_it_however_it_is_cut(lead):
    with SURVEY.open(encoding="utf-8", newline="") as file:
        index = AnswerIndex([answer(row["outils"]) for row in csv.DictReader(file)])
    for query in ("prodige", "données", "catalogue", "plateforme"):
        for hit in index.search(query):
            snippet = hit.snippet(lead)
            assert snippet.spans
            for start, end in snippet.spans:
                assert fold(snippet.text[start:end]).startswith(fold(query))


def test_a_short_text_is_its_own_snippet():
    assert AnswerIndex([answer("3 ETP")]).search("etp")[0].snippet().text == "3 ETP"
