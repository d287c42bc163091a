"""Which row of a table belongs to which unit of a layer, at any level, and what the report says of the others."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctd_plugin.data.join.columns import joined_columns
from ctd_plugin.data.join.join import join
from ctd_plugin.data.join.keys import count_key_headings, find_key_pair
from ctd_plugin.data.join.units import UnitMatch, Units, normalized_code
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.places.region_match import MatchMethod
from ctd_plugin.data.places.similarity import name_key
from ctd_plugin.data.report import Problem, UnmatchedRow
from ctd_plugin.data.tables.reader import Table, read_table
from ctd_plugin.errors import CtdError
from ctd_plugin.regions import REGION_NAMES

COMMUNES = {
    "INSEE_COM": ["01004", "93066", "97411", "2A004", "35238", "22278", "28085", "01001"],
    "NOM": [
        "Ambérieu-en-Bugey",
        "Saint-Denis",
        "Saint-Denis",
        "Ajaccio",
        "Rennes",
        "Saint-Brieuc",
        "Chartres",
        "Abergement-Clémenciat",
    ],
    "INSEE_DEP": ["01", "93", "974", "2A", "35", "22", "28", "01"],
    "INSEE_REG": ["84", "11", "04", "94", "53", "53", "24", "84"],
    "POPULATION": ["14204", "112852", "153810", "71361", "222485", "44224", "38534", "776"],
}


def table(header, *rows):
    return Table(tuple(header.split(";")), tuple((n, tuple(row.split(";"))) for n, row in enumerate(rows, 1)), ())


def joined(fields, header, *rows, **keys):
    return join(fields, table(header, *rows), ("couche", "table"), **keys)


def messages(joined):
    return [(problem.row, problem.column, problem.message) for problem in joined.report.problems]


def matches(joined):
    return [(row.row, row.region_code, row.how) for row in joined.report.matched]


def test_communes_are_joined_by_code_and_every_feature_and_row_is_accounted_for():
    result = joined(COMMUNES, "code_insee;commune;statut", "35238;Rennes;a", "2A004;Ajaccio;b", "99999;Nulle Part;c")
    assert result.row_of == (None, None, None, 1, 0, None, None, None)
    assert matches(result) == [(1, "35238", MatchMethod.CODE), (2, "2A004", MatchMethod.CODE)]
    assert result.report.unmatched_rows == (UnmatchedRow(3, "Nulle Part", ()),)
    assert result.report.regions_without_row == ("01004", "93066", "97411", "22278", "28085", "01001")
    assert (result.report.survey_rows, result.report.regions) == (3, 8)
    assert not result.is_regional


@pytest.mark.parametrize("written", ["1004", "1004.0", " 01004 ", "01004"])
def test_a_code_that_lost_its_zero_is_read_and_reported(written):
    result = joined(COMMUNES, "code_insee;moyens", f"{written};x", "35238;y")
    assert result.row_of[0] == 0
    if written.strip() != "01004":
        assert messages(result) == [(1, "code_insee", f"The code “{written}” was read as 01004.")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("RENNES", "35238"),
        ("Amberieu en Bugey", "01004"),
        ("St-Brieuc", "22278"),
        ("L'Abergement-Clémenciat", "01001"),
    ],
)
def test_a_name_is_known_whatever_its_accents_case_hyphens_and_articles(written, code):
    result = joined(COMMUNES, "commune;moyens", f"{written};x", "Ajaccio;y")
    assert (1, code, MatchMethod.NAME) in matches(result)


def test_homonyms_are_distinguished_by_the_department_or_refused_with_both():
    header = "commune;departement;moyens"
    result = joined(COMMUNES, header, "Saint-Denis;974;x", "Saint-Denis;Seine-Saint-Denis;y", "Saint-Denis;;z")
    assert matches(result) == [(1, "97411", MatchMethod.NAME), (2, "93066", MatchMethod.NAME)]
    assert result.report.unmatched_rows == (
        UnmatchedRow(3, "Saint-Denis", ("Saint-Denis (93066)", "Saint-Denis (97411)")),
    )
    assert messages(result)[0][2].startswith("“Saint-Denis” is the name of 2 places; give the code or the department")


def test_a_close_spelling_is_read_but_never_in_silence():
    result = joined(COMMUNES, "commune;moyens", "Chartes;x", "Rennes;y", "Ajacio;z")
    assert matches(result) == [
        (1, "28085", MatchMethod.FUZZY),
        (2, "35238", MatchMethod.NAME),
        (3, "2A004", MatchMethod.FUZZY),
    ]
    assert [message for *_, message in messages(result)] == [
        "“Chartes” was read as Chartres (28085); correct the spelling.",
        "“Ajacio” was read as Ajaccio (2A004); correct the spelling.",
    ]


def test_a_code_of_another_place_is_not_overruled_by_a_similarity():
    result = joined(COMMUNES, "code_insee;commune;x", "35238;Rennes;1", "28999;Chartes;2", "42330;Chartres;3")
    assert matches(result) == [(1, "35238", MatchMethod.CODE)]
    assert [row.row for row in result.report.unmatched_rows] == [2, 3]


def test_a_code_that_is_not_the_layer_s_yields_to_a_name_in_the_same_department_and_is_reported():
    result = joined(COMMUNES, "code_insee;commune;x", "35238;Rennes;1", "28999;Chartres;2")
    assert matches(result)[1] == (2, "28085", MatchMethod.NAME)
    assert messages(result) == [(2, "code_insee", "The layer has no code “28999”; matched by name (Chartres).")]


def test_a_code_and_the_name_of_another_place_contradict_each_other():
    result = joined(COMMUNES, "code_insee;commune;x", "35238;Ajaccio;1", "2A004;Aiacciu;2")
    assert matches(result) == [(2, "2A004", MatchMethod.CODE)]
    assert result.report.unmatched_rows == (UnmatchedRow(1, "35238 Ajaccio", ("Rennes (35238)", "Ajaccio (2A004)")),)
    assert messages(result)[1] == (2, "commune", "“Aiacciu” differs from Ajaccio; matched by code.")


def test_a_second_row_of_a_place_is_a_duplicate():
    result = joined(COMMUNES, "code_insee;commune;x", "35238;Rennes;1", "35238;Rennes;2", "; rennes;3")
    assert result.row_of[4] == 0
    assert [(row.row, row.region_code) for row in result.report.duplicate_rows] == [(2, "35238"), (3, "35238")]


def test_the_finest_level_that_both_have_in_common_is_joined():
    by_department = joined(COMMUNES, "code_dept;moyens", "1;x", "35;y", "2A;z", "22;w")
    assert by_department.row_of == (0, None, None, 2, 1, 3, None, 0)
    by_region = joined(COMMUNES, "region;moyens", "Bretagne;x", "PACA;y", "Corse;z")
    assert by_region.row_of == (None, None, None, 2, 0, 0, None, None)
    assert by_region.is_regional
    assert by_region.report.unmatched_rows == (UnmatchedRow(2, "PACA", ()),)
    assert messages(by_region) == [
        (
            0,
            "",
            "table lists regions and couche contains communes: each feature gets the row of the unit it belongs to.",
        ),
        (2, "region", "couche does not contain Provence-Alpes-Côte d’Azur."),
    ]


def test_epci_are_joined_by_their_siren():
    epci = {"code_siren": ["200000172", "243500139"], "nom": ["CC Faucigny-Glières", "Rennes Métropole"]}
    result = joined(epci, "siren;epci;statut", "243500139;Rennes Métropole;x", ";C.C. Faucigny Glières;y")
    assert result.row_of == (1, 0)


def test_a_population_is_not_taken_for_a_code():
    # 35238 inhabitants in Saint-Brieuc, as it were.
    result = joined(COMMUNES, "commune;population", "Saint-Brieuc;35238", "Rennes;14000", "Ajaccio;70000")
    assert matches(result) == [
        (1, "22278", MatchMethod.NAME),
        (2, "35238", MatchMethod.NAME),
        (3, "2A004", MatchMethod.NAME),
    ]


def test_a_department_s_name_beside_a_commune_s_code_is_not_the_commune_s():
    fields = {**COMMUNES, "NOM": ["Ain", *COMMUNES["NOM"][1:]]}
    rows = ("35238;Ille-et-Vilaine;1", "01001;Ain;2", "2A004;Corse-du-Sud;3")
    assert [how for *_, how in matches(joined(fields, "code_insee;departement;x", *rows))] == [MatchMethod.CODE] * 3


def test_a_field_and_a_column_asked_for_are_the_only_ones():
    fields = {"zone": ["A", "B"], "code": ["1", "2"]}
    result = joined(fields, "secteur;code;x", "B;1;u", "A;2;v", key_field="zone", key_column="secteur")
    assert result.row_of == (1, 0)
    with pytest.raises(CtdError, match="couche has no field or column “zones”; it has: zone, code"):
        joined(fields, "secteur;x", "A;u", key_field="zones")
    with pytest.raises(CtdError, match="table has no field or column “secteurs”"):
        joined(fields, "secteur;x", "A;u", key_column="secteurs")


def test_a_table_that_has_nothing_in_common_is_reported_with_both_sides():
    with pytest.raises(CtdError, match=r"table and couche have no codes or place names .*Fields: rang. Columns: a, b"):
        joined({"rang": ["1", "2"]}, "a;b", "1;x", "2;y")


def test_places_without_codes_are_joined_by_name_and_two_of_one_name_are_not_one():
    fields = {"nom": ["Saint-Denis", "Saint-Denis", "Rennes", "Vitré"], "dep": ["93", "974", "35", "35"]}
    result = joined(fields, "commune;departement;x", "Saint-Denis;93;1", "Rennes;;2", "Vitré;35;3")
    assert result.row_of == (0, None, 1, 2)
    assert result.report.regions_without_row == ("Saint-Denis (974)",)
    without_department = joined({"nom": fields["nom"]}, "commune;x", "Saint-Denis;1", "Rennes;2")
    assert without_department.row_of == (None, None, 1, None)


def test_regions_are_joined_as_the_map_does_with_the_same_report():
    regions = {"code": list(REGION_NAMES), "nom": list(REGION_NAMES.values())}
    result = joined(regions, "region;statut", "PACA;CTD existant", "Alsace;x", "Bretagn;y", "Bretagne;z", "29;t")
    assert matches(result) == [(1, "93", MatchMethod.ALIAS), (3, "53", MatchMethod.FUZZY)]
    assert [row.row for row in result.report.duplicate_rows] == [4]
    assert [row.suggestions for row in result.report.unmatched_rows] == [("Grand Est",), ()]


def test_the_bundled_survey_joins_the_regions():
    survey = read_table(SURVEY, count_key_headings)
    result = join({"nom_officiel": list(REGION_NAMES.values())}, survey, ("régions", "survey.csv"))
    assert len(result.report.matched) == 18
    assert result.report.problems == ()
    texts = joined_columns(result, survey, personal=False)
    assert "repondant" not in texts.headings
    assert texts.headings[-1] == "status"
    assert texts.texts[result.row_of[list(REGION_NAMES).index("53")]][0] == "53"


def test_a_status_is_added_in_one_spelling_and_an_unknown_one_is_reported():
    survey = table("code_insee;statut;siret", "35238;ctd existant;0123", "2A004;peut-être;")
    result = join(COMMUNES, survey, ("couche", "table"))
    added = joined_columns(result, survey, personal=False)
    assert added.headings == ("code_insee", "statut", "siret", "status")
    assert dict(added.texts) == {
        0: ["35238", "ctd existant", "0123", "established"],
        1: ["2A004", "peut-être", None, None],
    }
    ((row, column, value),) = [(p.row, p.column, p.value) for p in added.problems]
    assert (row, column, value) == (2, "statut", "peut-être")


def test_respondents_are_left_out_and_masked_elsewhere_unless_asked_for():
    survey = table("code_insee;contact;Répondant", "35238;voir Jeanne Martin;Jeanne Martin", "2A004;mairie;")
    result = join(COMMUNES, survey, ("couche", "table"))
    hidden = joined_columns(result, survey, personal=False)
    assert hidden.headings == ("code_insee", "contact")
    assert hidden.texts[0][1] == "voir [nom masqué]"
    shown = joined_columns(result, survey, personal=True)
    assert shown.texts[0] == ["35238", "voir Jeanne Martin", "Jeanne Martin"]


def test_a_column_without_heading_is_left_out_and_reported():
    survey = table("code_insee;;x", "35238;perdu;1", "2A004;;2")
    added = joined_columns(join(COMMUNES, survey, ("couche", "table")), survey, personal=False)
    assert added.headings == ("code_insee", "x")
    assert added.problems == (Problem(0, "", "", "Column 2 has no heading and was ignored."),)


def test_the_report_is_that_of_the_map():
    report = json.loads(joined(COMMUNES, "code_insee;x", "35238;1", "35238;2", "nulle part;3").report.to_json())
    assert list(report) == [
        "survey_rows",
        "regions",
        "matched",
        "unmatched_rows",
        "duplicate_rows",
        "regions_without_row",
        "problems",
    ]
    assert report["matched"] == [{"row": 1, "value": "35238", "region_code": "35238", "how": "code"}]
    assert report["duplicate_rows"] == [{"row": 2, "value": "35238", "region_code": "35238"}]
    assert report["unmatched_rows"] == [{"row": 3, "value": "nulle part", "suggestions": []}]


def test_many_rows_of_other_places_are_refused_in_bounded_time_and_reported():
    rows = [f"lieu-dit {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)};x" for n in range(3000)]
    result = joined(COMMUNES, "commune;x", "Rennes;1", *rows)
    assert len(result.report.unmatched_rows) == 3000
    assert messages(result)[-1][2].startswith("Too many unmatched rows")


NAMES = st.text(st.sampled_from("abeéèçœ -'’ABÉ"), min_size=3, max_size=14).filter(lambda name: len(name_key(name)) > 2)


@settings(max_examples=200, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=12, unique_by=name_key), st.data())
def test_a_name_finds_its_own_unit_however_it_is_written(names, data):
    units = Units([f"{number:05}" for number in range(1, len(names) + 1)], names, [])
    index = data.draw(st.integers(0, len(names) - 1))
    written = data.draw(st.sampled_from([str.upper, str.lower, lambda t: t.replace("-", " "), lambda t: f"  {t} "]))
    found = units.find("", written(names[index]).strip(), "")
    assert isinstance(found, UnitMatch)
    assert (found.unit, found.how) == (index, MatchMethod.NAME)


@settings(max_examples=200, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=12, unique_by=name_key), NAMES)
def test_what_is_found_by_similarity_is_reported_and_nothing_else_is_found(names, text):
    units = Units([f"{number:05}" for number in range(1, len(names) + 1)], names, [])
    found = units.find("", text.strip(), "")
    if isinstance(found, UnitMatch) and found.how is MatchMethod.FUZZY:
        assert found.remarks
    elif isinstance(found, UnitMatch):
        assert name_key(names[found.unit]) == name_key(text)
    else:
        assert name_key(text) not in {name_key(name) for name in names}


@given(st.from_regex(r"[0-9]{1,5}|2[AB][0-9]{3}", fullmatch=True))
def test_a_code_is_the_same_with_and_without_its_zeros(code):
    assert normalized_code(code) == normalized_code(code.zfill(6)) == normalized_code(f" {code.lower()} ")


def test_a_key_needs_a_heading_that_says_so():
    fields, columns = {"surface": ["1001", "2002", "3003"]}, {"budget": ["1001", "2002", "3003"]}
    assert find_key_pair(fields, columns) is None
    assert find_key_pair({"code": ["1001", "2002", "3003"]}, columns).code == ("code", "budget")


def test_small_numbers_are_not_taken_for_codes_of_departments():
    departments = {"INSEE_DEP": ["01", "02", "35"], "NOM_DEP": ["Ain", "Aisne", "Ille-et-Vilaine"]}
    result = joined(departments, "departement;agents", "Ain;2", "Ille-et-Vilaine;1", "Aisne;35")
    assert result.row_of == (0, 2, 1)


@pytest.mark.parametrize("strange", ["", "\0", "Bourg\0Lyon", "12"])
def test_names_that_are_none_leave_the_others_as_key(strange):
    pair = find_key_pair({"nom": ["Rennes", strange, "Laval"]}, {"commune": [strange, "Laval", "Rennes"]})
    assert (pair.name, pair.common) == (("nom", "commune"), 2)


def test_a_column_without_a_name_is_no_key():
    assert find_key_pair({"nom": ["", "\0"]}, {"commune": ["", "\0"]}) is None
