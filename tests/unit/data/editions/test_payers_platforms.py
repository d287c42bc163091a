"""Payers and platforms in service that a region gains or loses between editions."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.editions.report import remarks
from ctd_plugin.data.paths import GEOPACKAGE, SURVEY
from tests.support.editions import changes, compared, rows


def gains(region):
    return region.payers_gained, region.payers_lost, region.payers_in_doubt


def test_a_payer_is_gained_or_lost_where_one_edition_names_it_and_the_other_answers_without_it(survey):
    before = survey(
        "2026.csv",
        "region;statut;moyens",
        "Bretagne;CTD existant;1,5 ETP Région",
        "Corse;CTD existant;1,5 ETP Région",
        "Normandie;CTD existant;FEDER 60%",
        "Occitanie;CTD existant;FEDER 60%",
        "Grand Est;CTD existant;FEDER 60%",
        "Mayotte;CTD existant;",
        "Guyane;CTD existant;FEDER 60%",
    )
    after = survey(
        "2027.csv",
        "region;statut;moyens",
        "Bretagne;CTD existant;1,5 ETP Etat",
        "Corse;CTD existant;2 ETP régionaux",
        "Normandie;CTD existant;60 % de fonds européens",
        "Occitanie;CTD existant;",
        "Grand Est;CTD existant;3 ETP",
        "Mayotte;CTD existant;FEDER 60%",
    )
    found = changes(before, after)
    bretagne = found["53"]
    assert (bretagne.payers_before, bretagne.payers_after) == ("region", "etat")
    assert gains(bretagne) == ("etat", "region", [])
    assert gains(found["44"]) == (None, "europe", [])
    assert found["44"].has_changed()
    # The same payer in other words, and no answer, are neither gained nor lost; they are reported.
    doubts = {code: region.payers_in_doubt for code, region in found.items() if region.payers_in_doubt}
    assert doubts == {"94": ["region"], "28": ["europe"], "76": ["europe"], "06": ["europe"]}
    assert all(gains(found[code])[:2] == (None, None) for code in (*doubts, "03"))
    sentences = "\n".join(remarks(compared(before, after)))
    assert "Corse: payers named in one edition only (Region) are not counted as gained or lost" in sentences
    assert "Bretagne: payers" not in sentences
    assert "Guyane: payers" not in sentences


def test_people_have_looked_for_the_payers_of_the_bundled_edition_whatever_words_it_has(renewed):
    # In Île-de-France it has the word “Région”, which pays for nothing there.
    means = {"11": "2 ETP Région", "03": "3 ETP de CT Guyane", "93": "2 ETP DREAL\nBP 26 = 3 M€ / an"}
    found = changes(SURVEY, renewed({code: {"moyens": words} for code, words in means.items()}))
    assert gains(found["11"]) == ("region", None, [])
    # What people knew without a word for it may stand in the other edition without one too.
    assert gains(found["03"]) == (None, "europe", ["region"])
    assert gains(found["93"]) == (None, None, ["region"])


def listing(tmp_path, name, *statements):
    """Return a copy of the bundled GeoPackage with other platforms."""
    path = tmp_path / name
    path.write_bytes(GEOPACKAGE.read_bytes())
    with closing(sqlite3.connect(path)) as database, database:
        for statement in statements:
            database.execute(statement)
    return path


def test_platforms_in_service_are_gained_and_lost_between_editions_that_list_them(tmp_path):
    before = listing(
        tmp_path,
        "2025.gpkg",
        "DELETE FROM platforms WHERE platform_id = 'karudata'",
        "UPDATE platforms SET status = 'active' WHERE platform_id = 'geonormandie'",
        "UPDATE platforms SET status = 'planned' WHERE platform_id = 'open-data-bretagne'",
        "UPDATE platforms SET platform_id = 'idg', name = 'GEOBRETAGNE' WHERE platform_id = 'geobretagne'",
        "UPDATE platforms SET name = 'Pigma (ancien nom)' WHERE platform_id = 'pigma'",
    )
    comparison = compared(before, GEOPACKAGE)
    platforms = {
        region.region_code: (region.platforms_gained, region.platforms_lost)
        for region in comparison.regions
        if region.platforms_gained or region.platforms_lost
    }
    assert platforms == {
        "01": ("KaruData", None),
        "28": (None, "GéoNormandie"),
        "53": ("Open data Région Bretagne", None),
    }
    guadeloupe = comparison.regions[0]
    assert (guadeloupe.platforms_before, guadeloupe.platforms_after) == (1, 2)
    assert guadeloupe.has_changed()
    assert list(remarks(comparison)) == []


def test_a_survey_lists_no_platforms_and_one_sentence_says_that_none_were_compared(survey):
    comparison = compared(GEOPACKAGE, survey("2027.csv", "region;statut;outils", "Bretagne;CTD existant;CKAN"))
    assert {region.platforms_after for region in comparison.regions} == {None}
    assert not any(region.platforms_gained or region.platforms_lost for region in comparison.regions)
    (sentence,) = (text for text in remarks(comparison) if "latforms" in text)
    assert sentence.startswith("Platforms not compared: “2027.csv” has no list of platforms;")


def test_a_project_lists_the_platforms_beside_its_survey_so_they_are_compared_with_the_earlier_list(renewed, tmp_path):
    before = listing(tmp_path, "2025.gpkg", "DELETE FROM platforms WHERE platform_id = 'karudata'")
    build_geopackage(tmp_path / "ctd.gpkg", survey=renewed(), before=before)
    gained = rows(
        tmp_path / "ctd.gpkg", "SELECT region_code, platforms_gained FROM changes WHERE platforms_gained <> ''"
    )
    assert gained == [("01", "KaruData")]


def test_an_edition_from_before_kinds_were_told_loses_no_journey_planner(tmp_path):
    before = listing(tmp_path, "2025.gpkg", "ALTER TABLE platforms DROP COLUMN kind")
    comparison = compared(before, GEOPACKAGE)
    assert not any(region.platforms_lost or region.platforms_gained for region in comparison.regions)
    assert all(region.platforms_before == region.platforms_after for region in comparison.regions)
