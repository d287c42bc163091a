"""Tables and layers whose codes agree and mean other places: no row is ever joined to a place of another level."""

from __future__ import annotations

import pytest

from ctd_plugin.data.importing.proposals import proposed_columns
from ctd_plugin.data.join.admin_levels import find_region_key
from ctd_plugin.data.join.join import join
from ctd_plugin.data.places.departments import DEPARTMENTS
from ctd_plugin.data.survey.reader import survey_of
from ctd_plugin.data.tables.reader import Table
from ctd_plugin.errors import CtdError
from ctd_plugin.regions import FORMER_REGIONS, REGION_NAMES

REGIONS = {"code": list(REGION_NAMES), "nom": list(REGION_NAMES.values())}
DEPARTMENT_LAYER = {
    "INSEE_DEP": list(DEPARTMENTS),
    "NOM": [department.name for department in DEPARTMENTS.values()],
}
GENERIC_DEPARTMENTS = {"code_insee": list(DEPARTMENTS), "nom": DEPARTMENT_LAYER["NOM"]}
CANTONS = {
    "INSEE_CAN": ["01", "02", "01", "02", "27", "44"],
    "INSEE_DEP": ["01", "01", "35", "35", "59", "59"],
    "NOM": ["Ambérieu", "Attignat", "Antrain", "Bain", "Lille-1", "Lille-2"],
}
COMMUNES = {
    "INSEE_COM": ["01004", "35238", "53130", "36027", "2A004", "38544", "53147"],
    "NOM": ["Ambérieu-en-Bugey", "Rennes", "Laval", "Bretagne", "Ajaccio", "Vienne", "Mayenne"],
}
ACADEMIES = [
    ("01", "Paris"),
    ("02", "Aix-Marseille"),
    ("04", "Bordeaux"),
    ("06", "Clermont-Ferrand"),
    ("11", "Montpellier"),
]
LAYERS = {
    "regions": REGIONS,
    "departments": DEPARTMENT_LAYER,
    "generic departments": GENERIC_DEPARTMENTS,
    "cantons": CANTONS,
    "communes": COMMUNES,
}


def table(header: str, rows: list[tuple[str, ...]]) -> Table:
    return Table(tuple(header.split(";")), tuple((number, row) for number, row in enumerate(rows, 1)), ())


def marked(pairs, mark):
    return [(*pair, mark) for pair in pairs]


REGION_PAIRS = list(REGION_NAMES.items())
DEPARTMENT_PAIRS = [(code, department.name) for code, department in DEPARTMENTS.items()]
TWINS = [(code, DEPARTMENTS[code].name) for code in REGION_NAMES if code in DEPARTMENTS]
FORMER_PAIRS = [(code, former.name) for code, former in FORMER_REGIONS.items()]
OVERSEAS = DEPARTMENT_PAIRS[-5:]
CANTON_PAIRS = [("0101", "Ambérieu"), ("3501", "Antrain"), ("5927", "Lille-1")]
ARRONDISSEMENTS = [("011", "Belley"), ("351", "Fougères"), ("531", "Château-Gontier")]

TABLES = {
    # What the rows are about, the heading, and the rows.
    **{
        f"regions {header}": ("regions", header, marked(REGION_PAIRS, "x"))
        for header in (
            "code;nom;x",
            "code_region;region;x",
            "code_insee;libelle;x",
            "insee_reg;nom_region;x",
            "REG;LIB;x",
        )
    },
    "regions by code": ("regions", "code;x", [(code, "x") for code in REGION_NAMES]),
    "three regions by code": ("regions", "code;x", [("01", "x"), ("27", "x"), ("44", "x")]),
    "three regions by insee": ("regions", "code_insee;x", [("01", "x"), ("27", "x"), ("44", "x")]),
    "two regions by lost zero": ("regions", "code;x", [("1", "x"), ("2", "x")]),
    "regions by region code": ("regions", "code_region;x", [("01", "x"), ("27", "x"), ("44", "x")]),
    "regions by name": ("regions", "nom;x", [(name, "x") for name in REGION_NAMES.values()]),
    "regions by name and a foreign table": (
        "regions",
        "territoire;x",
        [*((n, "x") for n in REGION_NAMES.values()), ("Ain", "x")],
    ),
    "regions mislabelled": ("regions", "code_departement;x", [(code, "x") for code in REGION_NAMES]),
    "regions mislabelled with names": ("regions", "code_dept;nom;x", marked(REGION_PAIRS, "x")),
    "regions with a misprint": ("regions", "code;x", [*((code, "x") for code in list(REGION_NAMES)[:17]), ("29", "x")]),
    "former regions": ("regions", "code_reg;nom;x", marked(FORMER_PAIRS, "x")),
    "former regions by code": ("regions", "code;x", [(code, "x") for code, _ in FORMER_PAIRS]),
    **{
        f"departments {header}": ("departments", header, marked(DEPARTMENT_PAIRS, "x"))
        for header in (
            "code;nom;x",
            "code_dept;departement;x",
            "code_insee;libelle;x",
            "INSEE;territoire;x",
            "code_region;nom;x",
        )
    },
    "departments by code": ("departments", "code;x", [(code, "x") for code in DEPARTMENTS]),
    "departments by name": ("departments", "nom;x", [(name, "x") for _, name in DEPARTMENT_PAIRS]),
    "departments of regions' codes": ("departments", "code;nom;x", marked(TWINS, "x")),
    "departments of regions' codes, odd names": ("departments", "code;etiquette;x", marked(TWINS, "x")),
    "three departments by code": ("departments", "code;x", [("01", "x"), ("27", "x"), ("44", "x")]),
    "departments with a code of few": ("departments", "code;x", [("01", "x"), ("27", "x"), ("44", "x"), ("35", "x")]),
    "departments mislabelled": ("departments", "code_region;x", [(code, "x") for code in DEPARTMENTS]),
    "departments of communes by name": ("departments", "nom;x", [("Mayenne", "x"), ("Vienne", "x"), ("Ain", "x")]),
    "cantons": ("cantons", "code;nom;x", marked(CANTON_PAIRS, "x")),
    "cantons by number": ("cantons", "canton;x", [("01", "x"), ("02", "x")]),
    "cantons by code": ("cantons", "code_canton;x", [("0101", "x"), ("0102", "x")]),
    "cantons by name": ("cantons", "canton;x", [("Rennes", "x"), ("Vienne", "x"), ("Mayenne", "x")]),
    "cantons of communes' names": (
        "cantons",
        "code_canton;nom;x",
        [("3519", "Rennes", "x"), ("3827", "Vienne", "x"), ("5313", "Mayenne", "x")],
    ),
    "EPCI of communes' names": (
        "EPCI",
        "siren;nom;x",
        [("243500139", "Rennes", "x"), ("200077014", "Vienne", "x"), ("200042182", "Mayenne", "x")],
    ),
    "EPCI by name": ("EPCI", "epci;x", [("Rennes", "x"), ("Vienne", "x"), ("Mayenne", "x")]),
    "arrondissements": ("arrondissements", "code;nom;x", marked(ARRONDISSEMENTS, "x")),
    "arrondissements by number": ("arrondissements", "insee_arr;x", [("1", "x"), ("2", "x")]),
    "academies": ("academies", "code_academie;nom;x", marked(ACADEMIES, "x")),
    "academies by generic code": ("academies", "code;nom;x", marked(ACADEMIES, "x")),
    "employment zones": ("zones", "ze2020;x", [("0101", "x"), ("3501", "x"), ("5927", "x")]),
    "urban units": ("zones", "uu2020;x", [("01004", "x"), ("35238", "x")]),
    "living areas": ("zones", "bv2022;x", [("01004", "x"), ("35238", "x")]),
    "postal codes": ("postal", "code_postal;x", [("01004", "x"), ("35238", "x")]),
    "countries": ("countries", "pays;x", [("Guadeloupe", "x"), ("Réunion", "x")]),
    "running numbers": ("nothing", "num;x", [(str(n), "x") for n in range(1, 30)]),
}
AMBIGUOUS = {
    "three regions by code",
    "three regions by insee",
    "two regions by lost zero",
    "three departments by code",
    "academies by generic code",
    "departments with a code of few",
}
"""Pairs that the codes alone cannot distinguish."""
LEVEL_OF_LAYER = {"generic departments": "departments"}


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("name", TABLES)
def test_no_row_is_joined_to_a_place_of_another_level(name, layer):
    """Regions matched departments by equal codes, 18 of 18 and no problem."""
    level, header, rows = TABLES[name]
    try:
        result = join(LAYERS[layer], table(header, rows), (layer, name))
    except CtdError:
        return
    of_layer = LEVEL_OF_LAYER.get(layer, layer)
    # Cantons lie in departments by their field, and are reported as such.
    may_match = level == of_layer or (level == "departments" and of_layer == "cantons")
    assert may_match or result.report.matched == ()


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize(("field", "column"), [("code", None), ("nom", None), (None, 0), ("code", 0)])
def test_not_even_where_a_field_or_a_column_is_chosen(name, field, column):
    """What is chosen and of another level is refused, with the level of both sides."""
    level, header, rows = TABLES[name]
    chosen = None if column is None else header.split(";")[column]
    if name == "running numbers":
        return
    for layer in ("regions", "generic departments"):
        fields = LAYERS[layer]
        key = {"code": next(iter(fields)), "nom": "nom", None: None}[field]
        try:
            result = join(fields, table(header, rows), (layer, name), key, chosen)
        except CtdError:
            continue
        if name in AMBIGUOUS:
            # Ambiguous: a user who chooses both sides decides what the codes are; the report says how they were read.
            assert (key, chosen) == (next(iter(fields)), header.split(";")[0])
            assert any("as chosen" in problem.message for problem in result.report.problems)
            continue
        if level != LEVEL_OF_LAYER.get(layer, layer):
            assert result.report.matched == (), (layer, key, chosen)


@pytest.mark.parametrize("layer", ["departments", "generic departments", "cantons", "communes"])
@pytest.mark.parametrize("header", ["code;nom;x", "code_region;region;x"])
def test_the_levels_of_both_sides_are_reported(layer, header):
    level = {"generic departments": "departments"}.get(layer, layer)
    with pytest.raises(CtdError, match=f"lists regions .* contains {level}|contains {level}.*lists regions"):
        join(LAYERS[layer], table(header, marked(REGION_PAIRS, "x")), ("couche", "table"))


def test_a_doubt_is_reported_with_both_candidates():
    with pytest.raises(CtdError, match=r"“code” may contain codes of regions or departments \(01: Guadeloupe or Ain\)"):
        join(DEPARTMENT_LAYER, table("code;x", [("01", "x"), ("27", "x"), ("44", "x")]), ("couche", "table"))


def test_a_row_of_a_department_or_region_is_given_to_what_lies_in_it_and_reported():
    """By a field that gives it, so no level is crossed; the report says which level each side has."""
    fields = {**COMMUNES, "INSEE_REG": ["84", "53", "52", "24", "94", "84", "52"]}
    result = join(fields, table("code;nom;x", marked(REGION_PAIRS, "x")), ("couche", "table"))
    assert result.row_of == (15, 12, 11, 6, 17, 15, 11)
    assert result.report.problems[0].message == (
        "table lists regions and couche contains communes: each feature gets the row of the unit it belongs to."
    )


@pytest.mark.parametrize("name", [name for name, (level, *_) in TABLES.items() if level != "regions"])
def test_a_survey_of_other_places_speaks_for_no_region(name):
    """Rows of departments were read as those of regions with equal codes."""
    _, header, rows = TABLES[name]
    survey = table(header.replace(";x", ";statut"), [(*row[:-1], "CTD existant") for row in rows])
    try:
        result = survey_of(survey, name)
    except CtdError:
        return
    if name in ("three departments by code",):
        # A survey is of regions: nothing in it says otherwise.
        return
    assert dict(result.rows) == {}
    assert len(result.report.unmatched_rows) == len(rows)


def test_a_department_s_code_beside_a_region_s_name_is_passed_over_and_reported():
    """That of the region's seat, say."""
    rows = [("35", "Bretagne", "x"), ("76", "Normandie", "x"), ("13", "PACA", "x"), ("59", "Hauts-de-France", "x")]
    survey = survey_of(table("code;region;statut", rows), "enquête")
    assert set(survey.rows) == {"53", "28", "93", "32"}
    assert survey.report.problems[0].message == "The column “code” refers to departments, not to regions."


def test_the_column_proposed_for_the_region_is_none_of_departments():
    """Heading and content together."""
    rows = [(code, "CTD existant", REGION_NAMES[d.region_code], d.name) for code, d in DEPARTMENTS.items()]
    proposed = proposed_columns(table("code;statut;reg.;nom", rows), {})
    assert proposed == {"code": "", "statut": "statut", "reg.": "region_code", "nom": ""}


@pytest.mark.parametrize("layer", ["departments", "generic departments"])
def test_departments_lie_in_their_regions(layer):
    """The same for boundaries and for what is dissolved."""
    key = find_region_key(LAYERS[layer], "couche")
    assert [match.region_code for match in key.regions] == [d.region_code for d in DEPARTMENTS.values()]
