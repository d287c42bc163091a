"""Two editions of the survey side by side: what changed, what did not, and what cannot be compared."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctd_plugin.data.about import BUNDLED_EDITION
from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.editions.compare import compare, is_same_text
from ctd_plugin.data.editions.edition import masking, read_edition
from ctd_plugin.data.editions.records import Change, Measure
from ctd_plugin.data.editions.report import remarks, write_comparison
from ctd_plugin.data.paths import GEOPACKAGE, SURVEY
from ctd_plugin.data.survey.personal_names import MASK
from ctd_plugin.errors import CtdError
from ctd_plugin.i18n import language
from ctd_plugin.regions import REGION_NAMES


@pytest.fixture
def survey(tmp_path):
    """Return a function that writes a survey and gives its path."""

    def write(name, *lines):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def renewed(tmp_path):
    """Return a function that writes the bundled survey with some cells changed, and without some regions."""

    def write(changes=(), without=(), name="enquête 2027.csv"):
        with SURVEY.open(encoding="utf-8", newline="") as stream:
            rows = [row for row in csv.DictReader(stream) if row["region_code"] not in without]
        for row in rows:
            row |= dict(changes).get(row["region_code"], {})
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def compared(before, after, personal=False):
    editions = read_edition(before), read_edition(after)
    return compare(*editions, masking(tuple(edition.survey for edition in editions), personal))


def changes(before, after):
    return {region.region_code: region for region in compared(before, after).regions}


def test_a_status_goes_up_or_down_in_the_order_of_the_survey_and_rows_come_and_go(survey):
    before = survey(
        "2026.csv",
        "region;statut",
        "Bretagne;Réflexion engagée",
        "Corse;CTD existant",
        "Normandie;CTD en préfiguration",
        "Occitanie;CTD existant",
        "Mayotte;Pas de démarche CTD connue",
    )
    after = survey(
        "2027.csv",
        "region;statut",
        "Bretagne;CTD en préfiguration",
        "Corse;Pas de démarche CTD connue",
        "Normandie;CTD en préfiguration",
        "Guyane;Réflexion engagée",
        "Mayotte;bientôt",
    )
    comparison = compared(before, after)
    found = {region.region_name: region.change for region in comparison.regions}
    assert {name: change for name, change in found.items() if change != Change.NO_ROW} == {
        "Bretagne": "gained",
        "Corse": "lost",
        "Normandie": "same",
        "Guyane": "new",
        "Occitanie": "gone",
        "Mayotte": "no_status",
    }
    assert len(comparison.regions) == 18
    assert comparison.counts[Change.NO_ROW] == 12
    bretagne = next(region for region in comparison.regions if region.region_code == "53")
    assert (bretagne.status_before, bretagne.status_after) == ("considering", "prefiguration")
    said = "\n".join(remarks(comparison))
    assert "In neither edition: Guadeloupe, Martinique, La Réunion" in said
    assert "Mayotte: a status is missing or was not understood" in said
    # The words of a status that was not understood are told as a changed text.
    assert [(cell.column, cell.text_after) for cell in comparison.cells] == [("statut", "bientôt")]


@pytest.mark.parametrize("before", [SURVEY, GEOPACKAGE], ids=["survey", "geopackage"])
def test_the_bundled_edition_beside_itself_has_not_changed(before):
    comparison = compared(before, SURVEY)
    assert comparison.counts == {Change.SAME: 18}
    assert comparison.cells == ()
    assert not any(region.has_changed() for region in comparison.regions)
    said = list(remarks(comparison))
    assert said[0].startswith("Nothing changed between “Enquête CNIG, entretiens octobre 2025")
    assert len(said) == 1


def test_a_geopackage_keeps_its_edition_and_its_names_stay_hidden_on_both_sides(renewed, tmp_path):
    result = tmp_path / "ctd.gpkg"
    build_geopackage(result, survey=renewed(name="2026.csv"), made_on=date(2026, 3, 1))
    edition = read_edition(result)
    assert (edition.name, edition.made_on) == ("2026.csv", date(2026, 3, 1))
    # With personal data on, the later edition shows names that the earlier GeoPackage masks: no change either.
    assert compared(result, renewed(), personal=True).cells == ()


def test_staff_and_budget_are_subtracted_only_where_they_count_the_same(survey):
    before = survey(
        "2026.csv",
        "region;statut;moyens",
        "Bretagne;CTD existant;Plateforme : 3 ETP et 200 k€ / an",
        "Corse;CTD existant;Plateforme : 3 ETP",
        "Normandie;CTD existant;Plateforme : 60 à 80 ETP",
        "Occitanie;CTD existant;",
        "Mayotte;CTD existant;Plateforme : 2 ETP",
    )
    after = survey(
        "2027.csv",
        "region;statut;moyens",
        "Bretagne;CTD existant;Plateforme : 5,5 ETP et 150 k€ / an",
        "Corse;CTD existant;Association : 8 ETP",
        "Normandie;CTD existant;Plateforme : 70 à 80 ETP",
        "Occitanie;CTD existant;Plateforme : 2 ETP",
        "Mayotte;CTD existant;Plateforme: 2 ETP",
    )
    found = changes(before, after)
    bretagne = found["53"]
    assert (bretagne.staff_before, bretagne.staff_after, bretagne.staff_change) == (3, 5.5, 2.5)
    assert (bretagne.budget_before, bretagne.budget_after, bretagne.budget_change) == (200_000, 150_000, -50_000)
    corse = found["94"]
    assert (corse.staff_before, corse.staff_scope_before) == (3, "platform")
    assert (corse.staff_after, corse.staff_scope_after, corse.staff_change) == (8, "structure", None)
    normandie = found["28"]
    assert (normandie.staff_before, normandie.staff_max_before, normandie.staff_change) == (60, 80, None)
    assert (found["76"].staff_before, found["76"].staff_after, found["76"].staff_change) == (None, 2, None)
    assert found["06"].staff_change == 0
    assert not found["06"].has_changed()
    said = "\n".join(remarks(compared(before, after)))
    assert "Corse: staff is not subtracted, for its scope went from platform to whole organisation." in said
    assert "Normandie: staff is not subtracted, for it is a range in an edition." in said
    assert "Occitanie: staff is in one edition alone." in said
    assert "Bretagne" not in said
    with language("fr"):
        said = "\n".join(remarks(compared(before, after)))
    assert "car le périmètre passe de « plateforme » à « structure entière »" in said.replace("\u00a0", " ")


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
    # The same payer in other words, and no answer, are neither gained nor lost; they are told.
    doubts = {code: region.payers_in_doubt for code, region in found.items() if region.payers_in_doubt}
    assert doubts == {"94": ["region"], "28": ["europe"], "76": ["europe"], "06": ["europe"]}
    assert all(gains(found[code])[:2] == (None, None) for code in (*doubts, "03"))
    said = "\n".join(remarks(compared(before, after)))
    assert "Corse: payers named in one edition alone (Region) count as neither gained nor lost" in said
    assert "Bretagne: payers" not in said
    assert "Guyane: payers" not in said


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
        "UPDATE platforms SET status = 'planned' WHERE platform_id = 'megalis-bretagne'",
        "UPDATE platforms SET platform_id = 'idg', name = 'GEOBRETAGNE' WHERE platform_id = 'geobretagne'",
        "UPDATE platforms SET name = 'Pigma (ancien nom)' WHERE platform_id = 'pigma'",
    )
    comparison = compared(before, GEOPACKAGE)
    told = {
        region.region_code: (region.platforms_gained, region.platforms_lost)
        for region in comparison.regions
        if region.platforms_gained or region.platforms_lost
    }
    assert told == {"01": ("KaruData", None), "28": (None, "GéoNormandie"), "53": ("Mégalis Bretagne", None)}
    guadeloupe = comparison.regions[0]
    assert (guadeloupe.platforms_before, guadeloupe.platforms_after) == (1, 2)
    assert guadeloupe.has_changed()
    assert list(remarks(comparison)) == []


def test_a_survey_lists_no_platforms_and_one_sentence_says_that_none_were_compared(survey):
    comparison = compared(GEOPACKAGE, survey("2027.csv", "region;statut;outils", "Bretagne;CTD existant;CKAN"))
    assert {region.platforms_after for region in comparison.regions} == {None}
    assert not any(region.platforms_gained or region.platforms_lost for region in comparison.regions)
    (said,) = (text for text in remarks(comparison) if "latforms" in text)
    assert said.startswith("Platforms were not compared: “2027.csv” does not list them;")


def test_a_project_lists_the_platforms_beside_its_survey_so_they_are_compared_with_the_earlier_list(renewed, tmp_path):
    before = listing(tmp_path, "2025.gpkg", "DELETE FROM platforms WHERE platform_id = 'karudata'")
    build_geopackage(tmp_path / "ctd.gpkg", survey=renewed(), before=before)
    told = rows(tmp_path / "ctd.gpkg", "SELECT region_code, platforms_gained FROM changes WHERE platforms_gained <> ''")
    assert told == [("01", "KaruData")]


def test_figures_that_are_no_binary_fractions_are_subtracted_as_a_person_would():
    assert Measure(2.3, None, "ctd").minus(Measure(2.1, None, "ctd")) == 0.2
    assert Measure(60, 80, "ctd").minus(Measure(60, 80, "ctd")) == 0


def test_changed_cells_are_told_with_their_texts_and_white_space_and_typography_are_none(renewed):
    after = renewed(
        {
            "53": {"cas_usage": "Un nouveau cas d’usage", "cadre": ""},
            "84": {"outils": "IDG   Georchestra\n"},
            "44": {"date_entretien": "12-déc", "repondant": "Quelqu'une d'autre"},
        }
    )
    comparison = compared(SURVEY, after)
    found = {region.region_code: region for region in comparison.regions}
    told = {(cell.region_code, cell.column): cell for cell in comparison.cells}
    assert told[("53", "cas_usage")].text_after == "Un nouveau cas d’usage"
    assert found["53"].columns_changed.split(",")[-1] == "cas_usage"
    assert found["53"].texts_changed == len([key for key in told if key[0] == "53"])
    # Who was asked and when says nothing of the region.
    assert found["44"].texts_changed == 0
    assert not found["44"].has_changed()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2,5 M€ / an", "2,5\u00a0M€/an"),
        ("l'État – « IDG »…", 'l’État - "IDG"...'),
        ("une ligne\nune autre ", "une ligne  une autre"),
        ("• un\n• deux", "- un\n- deux"),
        ("pre\u0301figuration", "préfiguration"),
        ("cœur", "coeur"),
        (f"animé par {MASK}, DSI", "animé par Anne Martin, DSI"),
        (f"{MASK} : 3 ETP", "Anne-Marie D'Arc : 3 ETP"),
    ],
)
def test_the_same_words_written_otherwise_are_no_change(first, second):
    assert is_same_text(first, second)
    assert is_same_text(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("3 ETP", "4 ETP"),
        ("2,5 M€", "25 M€"),
        ("un texte", ""),
        ("Copil annuel", "copil annuel, puis Cotech"),
        ("10²", "102"),
        (f"animé par {MASK}", "animé par la Région : 3 ETP ; budget (2 M€), deux réunions"),
        (f"{MASK}", ""),
    ],
)
def test_other_words_are_a_change(first, second):
    assert not is_same_text(first, second)
    assert not is_same_text(second, first)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_text_is_the_same_as_itself_and_the_answer_is_the_same_both_ways(first, second):
    assert is_same_text(first, first)
    assert is_same_text(first, second) == is_same_text(second, first)


def test_many_masked_names_beside_each_other_are_compared_in_time_that_grows_with_the_text():
    """Hardening 7: a pattern of masks tried each length of each name with all others, for hours."""
    name = "ab" * 20
    assert is_same_text(f"{MASK} " * 800, f"{name} " * 800)
    assert not is_same_text(f"{MASK} " * 800 + "!", f"{name} " * 800 + "?")
    assert not is_same_text(f"{MASK}", "a" * 61)
    assert is_same_text(f"{MASK}{MASK}", "a" * 61)
    assert not is_same_text(f"{MASK}{MASK}", "a")


def test_a_day_is_the_same_day_however_it_is_written(survey):
    before = survey("2026.csv", "region;statut;date_ctd", "Bretagne;CTD existant;24/02/2026", "Corse;CTD existant;2026")
    after = survey("2027.csv", "region;statut;date_ctd", "Bretagne;CTD existant;2026-02-24", "Corse;CTD existant;2027")
    comparison = compared(before, after)
    assert [(cell.region_code, cell.column) for cell in comparison.cells] == [("94", "date_ctd")]
    assert [(r.ctd_date_before, r.ctd_date_after) for r in comparison.regions][-1] == ("2026", "2027")


def test_a_column_that_one_edition_lacks_is_told_and_its_texts_are_not_counted(survey):
    before = survey("2026.csv", "region;statut;outils", "Bretagne;CTD existant;geOrchestra")
    after = survey("2027.csv", "region;statut;cadre", "Bretagne;CTD existant;GIP")
    comparison = compared(before, after)
    assert comparison.columns_not_compared == {"cadre": "after", "outils": "before"}
    assert comparison.cells == ()
    said = list(remarks(comparison))
    assert "The column “outils” is in “2026.csv” alone and was not compared." in said


def test_personal_names_are_hidden_in_both_texts_unless_they_are_wanted(survey):
    before = survey("2026.csv", "region;statut;pilotage;repondant", "Bretagne;CTD existant;Anne Martin;Anne Martin")
    after = survey("2027.csv", "region;statut;pilotage;repondant", "Bretagne;CTD existant;Jean Petit, seul;Jean Petit")
    (cell,) = compared(before, after).cells
    assert (cell.text_before, cell.text_after) == (MASK, f"{MASK}, seul")
    (cell,) = compared(before, after, personal=True).cells
    assert cell.text_before == "Anne Martin"


def test_editions_of_one_file_name_are_told_apart_by_their_folder(survey):
    before = survey("2026/enquête.csv", "region;statut", "Bretagne;CTD existant")
    after = survey("2027/enquête.csv", "region;statut", "Bretagne;CTD existant")
    comparison = compared(before, after)
    assert (comparison.before, comparison.after) == ("2026/enquête.csv", "2027/enquête.csv")
    assert compared(SURVEY, after).before == BUNDLED_EDITION


def test_where_every_region_is_gone_the_first_remark_says_so(survey):
    comparison = compared(SURVEY, survey("2027.csv", "region;statut", "Atlantide;CTD existant"))
    assert comparison.counts == {Change.GONE: 18}
    assert next(remarks(comparison)).startswith("No region of “Enquête CNIG")


def test_an_edition_of_one_region_makes_all_others_gone(survey):
    comparison = compared(SURVEY, survey("2027.csv", "region;statut", "Bretagne;CTD existant"))
    assert comparison.counts == {Change.GONE: 17, Change.GAINED: 1}


def other_database(path):
    path.write_bytes(GEOPACKAGE.read_bytes())
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE about SET made_with = 'another program'")


def empty_database(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE notes (words TEXT)")


def our_about_alone(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE about (made_with TEXT, edition TEXT, made_on TEXT)")
        database.execute("INSERT INTO about VALUES ('CTD Governance Map', 'x', '2026-01-01')")


def cut_short(path):
    path.write_bytes(GEOPACKAGE.read_bytes()[:5000])


def without_its_figures(path):
    path.write_bytes(GEOPACKAGE.read_bytes())
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE facts SET value = 'some' WHERE headline")


@pytest.mark.parametrize("make", [other_database, empty_database, our_about_alone, cut_short, without_its_figures])
def test_a_geopackage_of_something_else_is_told_in_one_sentence(tmp_path, make):
    make(tmp_path / "other.gpkg")
    with pytest.raises(CtdError, match=r"^other\.gpkg is no GeoPackage of a survey; choose a survey or a ctd\.gpkg"):
        read_edition(tmp_path / "other.gpkg")


def test_a_file_that_is_no_survey_is_told_as_everywhere(survey, tmp_path):
    with pytest.raises(CtdError, match=r"notes\.csv has no column “region”"):
        read_edition(survey("notes.csv", "a;b", "1;2"))
    with pytest.raises(CtdError, match=r"missing\.csv does not exist"):
        read_edition(tmp_path / "missing.csv")


def test_the_json_report_holds_both_editions_every_region_and_what_was_not_compared(renewed, survey, tmp_path):
    before = survey("2026.csv", "region;statut;outils", "Bretagne;Pas de démarche;CKAN", "Atlantide;CTD existant;")
    editions = read_edition(before), read_edition(renewed(without=["94"]))
    comparison = compare(*editions, masking(tuple(e.survey for e in editions), False))
    write_comparison(comparison, *editions, tmp_path / "report.json")
    content = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert content["before"]["edition"] == "2026.csv"
    assert [row["value"] for row in content["before"]["unmatched_rows"]] == ["Atlantide"]
    assert [region["region_code"] for region in content["regions"]] == list(REGION_NAMES)
    assert content["counts"]["new"] == 16
    assert content["regions_in_neither"] == ["94"]
    assert content["columns_not_compared"]["cadre"] == "after"
    bretagne = next(region for region in content["regions"] if region["region_code"] == "53")
    assert bretagne["change"] == "gained"
    assert {cell["column"] for cell in bretagne["cells"]} == {"outils"}
    assert content["remarks"] == list(remarks(comparison))
    assert content["platforms_not_listed"] == ["before", "after"]
    assert content["payers_not_compared"] == {"53": ["etat"]}
    assert bretagne["payers_after"] == "etat"


def test_a_report_of_something_else_is_not_replaced(survey, tmp_path):
    target = tmp_path / "report.json"
    target.write_text('{"annual": "report"}', encoding="utf-8")
    editions = read_edition(SURVEY), read_edition(SURVEY)
    comparison = compare(*editions, masking((), False))
    with pytest.raises(CtdError, match="was not replaced"):
        write_comparison(comparison, *editions, target)
    assert target.read_text(encoding="utf-8") == '{"annual": "report"}'


def rows(path, sql):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def test_the_geopackage_of_one_edition_holds_no_table_of_changes_and_that_of_two_holds_them(renewed, tmp_path):
    build_geopackage(tmp_path / "one.gpkg")
    tables = {name for (name,) in rows(tmp_path / "one.gpkg", "SELECT table_name FROM gpkg_contents")}
    assert not {"changes", "cell_changes"} & tables
    after = renewed({"53": {"statut": "CTD existant", "cadre": "GIP"}})
    report = build_geopackage(tmp_path / "two.gpkg", survey=after, before=SURVEY)
    found = rows(tmp_path / "two.gpkg", "SELECT region_code, change, texts_changed FROM changes WHERE change <> 'same'")
    assert found == [("53", "gained", 1)]
    assert rows(tmp_path / "two.gpkg", "SELECT region_code, column, text_after FROM cell_changes") == [
        ("53", "cadre", "GIP")
    ]
    fields = [name for _, name, *_ in rows(tmp_path / "two.gpkg", "PRAGMA table_info(changes)")]
    assert fields[1:] == list(asdict(compared(SURVEY, after).regions[0]))
    # The rest is that of one edition, but for the two tables.
    assert report.problems == build_geopackage(tmp_path / "one.gpkg", survey=after).problems
    for table in ("regions", "survey", "facts"):
        assert rows(tmp_path / "one.gpkg", f"SELECT * FROM {table}") == rows(
            tmp_path / "two.gpkg", f"SELECT * FROM {table}"
        )


def test_what_the_earlier_edition_loses_is_in_the_report_of_the_later(survey, renewed, tmp_path):
    before = survey(
        "2026.csv", "region;statut", "Bretagne;CTD existant", "Atlantide;CTD existant", "Breizh;CTD existant"
    )
    report = build_geopackage(tmp_path / "ctd.gpkg", survey=renewed(), before=before)
    said = [problem.message for problem in report.problems]
    assert "2026.csv: row 2, “Atlantide”, was not used." in said
    assert "2026.csv: row 3, “Breizh”, was not used." in said
    assert any(text.startswith("The column “cadre” is in “enquête 2027.csv” alone") for text in said)


def test_an_earlier_edition_that_cannot_be_read_leaves_what_was_there(tmp_path):
    build_geopackage(tmp_path / "ctd.gpkg")
    content = (tmp_path / "ctd.gpkg").read_bytes()
    other_database(tmp_path / "other.gpkg")
    with pytest.raises(CtdError):
        build_geopackage(tmp_path / "ctd.gpkg", before=tmp_path / "other.gpkg")
    assert (tmp_path / "ctd.gpkg").read_bytes() == content


def test_last_years_result_may_be_replaced_by_that_which_is_compared_with_it(renewed, tmp_path):
    target = tmp_path / "ctd.gpkg"
    build_geopackage(target)
    build_geopackage(target, survey=renewed({"53": {"statut": "CTD existant"}}), before=target)
    assert rows(target, "SELECT region_code FROM changes WHERE change = 'gained'") == [("53",)]
