"""Which field of a layer gives the region, and how departments, communes and cantons are assigned to regions."""

from __future__ import annotations

import re

import geopandas as gpd
import pytest
from shapely import box

from ctd_plugin.data.boundaries.reader import read_boundaries
from ctd_plugin.data.join.admin_levels import find_region_key
from ctd_plugin.data.places.departments import DEPARTMENTS, OTHER_CODES, department_of
from ctd_plugin.data.places.headings import Level
from ctd_plugin.data.places.region_match import Match, Refusal
from ctd_plugin.errors import CtdError
from ctd_plugin.regions import FORMER_REGIONS, REGION_NAMES

COMMUNES = ["01001", "2A004", "35238", "97105", "97302", "13055"]
THEIR_REGIONS = ["84", "94", "53", "01", "03", "93"]


def read(field, values, **others):
    key = find_region_key({field: values, **others}, "limites.gpkg")
    return key.field, key.level, [m.region_code if isinstance(m, Match) else None for m in key.regions]


def test_every_department_lies_in_a_region_and_every_region_has_one():
    assert len(DEPARTMENTS) == 101
    assert {department.region_code for department in DEPARTMENTS.values()} == set(REGION_NAMES)
    assert set(OTHER_CODES.values()) <= set(DEPARTMENTS)
    sizes = {code: sum(1 for d in DEPARTMENTS.values() if d.region_code == code) for code in REGION_NAMES}
    assert (sizes["75"], sizes["76"], sizes["84"], sizes["94"], sizes["06"]) == (12, 13, 12, 2, 1)


@pytest.mark.parametrize(
    "field", ["INSEE_REG", "insee_reg", "REG", "CODE_REG", "CD_REG", "codeRegion", "Région (code)"]
)
def test_regions_are_found_by_their_codes(field):
    assert read(field, ["53", "02", "11"]) == (field, Level.REGION, ["53", "02", "11"])


@pytest.mark.parametrize("field", ["code_insee", "code", "x"])
def test_codes_that_departments_have_too_need_names_or_most_of_the_regions(field):
    """53 is Bretagne and the Mayenne; an ambiguity is reported with both, not decided."""
    with pytest.raises(CtdError, match=r"may contain codes of regions or departments \(53: Bretagne or Mayenne\)"):
        read(field, ["53", "02", "11"])
    assert read(field, list(REGION_NAMES)) == (field, Level.REGION, list(REGION_NAMES))
    assert read(field, ["53", "02"], etiquette=["Bretagne", "Martinique"])[1:] == (Level.REGION, ["53", "02"])
    assert read(field, ["53", "02"], etiquette=["Mayenne", "Aisne"])[1:] == (Level.DEPARTMENT, ["52", "32"])
    assert read(field, ["53", "02"], insee_com=["53130", "02691"])[2] == ["52", "32"]


@pytest.mark.parametrize(
    ("field", "values", "levels"),
    [
        ("code_region", ["35", "29", "22", "56"], "regions (from its heading) or departments (from its values)"),
        ("code_dept", list(REGION_NAMES), "departments (from its heading) or regions (from its values)"),
        ("insee_com", ["01", "35", "2A"], "communes (from its heading) or departments (from its values)"),
    ],
)
def test_a_field_of_which_heading_and_values_disagree_is_refused_with_both(field, values, levels):
    with pytest.raises(CtdError, match=re.escape(f"the field “{field}” refers to {levels}")):
        find_region_key({field: values}, "couche", field)


@pytest.mark.parametrize(
    "field", ["code_academie", "ze2020", "UU2020", "bv2022", "iris", "circonscription", "cp", "pays"]
)
def test_zones_whose_codes_look_like_others_tell_no_region(field):
    """An academy 04 is Bordeaux, an urban unit 35701 is no commune."""
    for values in (list(REGION_NAMES), ["35238", "01004"], ["0101", "3502"]):
        with pytest.raises(CtdError):
            find_region_key({field: values}, "couche")


@pytest.mark.parametrize("field", ["NOM", "nom", "nom_officiel", "LIBELLE", "NOM_REG", "x"])
def test_regions_are_found_by_their_names(field):
    assert read(field, ["BRETAGNE", "ile de france"]) == (field, Level.REGION, ["53", "11"])


@pytest.mark.parametrize("field", ["INSEE_COM", "code_insee", "code", "codgeo", "DEPCOM", "x"])
def test_communes_are_found_by_their_codes(field):
    assert read(field, COMMUNES) == (field, Level.COMMUNE, THEIR_REGIONS)


def test_communes_whose_codes_lost_their_zeros_are_read():
    assert read("code_insee", ["1001", "35238", "6088"]) == ("code_insee", Level.COMMUNE, ["84", "53", "93"])


def test_cantons_are_found_by_their_codes():
    codes = ["0101", "1001", "2A01", "97101", "35-12"]
    assert read("code", codes) == ("code", Level.CANTON, ["84", "44", "94", "01", "53"])


@pytest.mark.parametrize(
    ("values", "regions"),
    [
        (["35", "2A", "974", "01", "20"], ["53", "94", "04", "84", "94"]),
        (["Ille-et-Vilaine", "CORSE DU SUD", "La Réunion", "Ain", "Cotes d'Armor"], ["53", "94", "04", "84", "53"]),
        (["69M", "69D", "6AE", "75C", "FR-29"], ["84", "84", "44", "11", "53"]),
        (["1", "2", "35"], ["84", "32", "53"]),
    ],
)
def test_departments_are_found_by_code_or_name(values, regions):
    assert read("code_dept", values) == ("code_dept", Level.DEPARTMENT, regions)


def test_a_department_that_shares_its_number_with_a_region_is_known_by_its_name():
    # 75 is Paris and Nouvelle-Aquitaine, 21 and 25 were regions too.
    assert read("code", ["75"], nom=["Paris"]) == ("nom", Level.DEPARTMENT, ["11"])
    assert read("code", ["21", "25"], nom=["Côte-d'Or", "Doubs"]) == ("nom", Level.DEPARTMENT, ["27", "27"])


def test_a_postal_code_is_no_code_of_a_commune():
    assert read("code_postal", COMMUNES, insee_com=COMMUNES)[0] == "insee_com"
    with pytest.raises(CtdError, match="no field with codes or names of regions"):
        find_region_key({"code_postal": COMMUNES}, "limites.gpkg")


def test_the_region_s_own_field_is_preferred_in_a_layer_of_communes():
    assert read("INSEE_COM", COMMUNES, INSEE_REG=THEIR_REGIONS) == ("INSEE_REG", Level.REGION, THEIR_REGIONS)


def test_a_commune_of_an_overseas_collectivity_and_a_misprint_are_left_out_and_reported():
    key = find_region_key({"code": [*COMMUNES, "97502", "9X001"]}, "limites.gpkg")
    refused = [match.message for match in key.regions if isinstance(match, Refusal)]
    assert refused == [
        "“97502” is in an overseas collectivity, outside the 18 regions, and was ignored.",
        "“9X001” is not the Insee code of a commune and was ignored.",
    ]


def test_a_misprinted_department_gets_a_suggestion_and_is_not_guessed():
    key = find_region_key({"nom": ["Finistère", "Ain", "Ile-et-Vilaine"]}, "limites.gpkg")
    assert key.regions[2].suggestions[0] == "Ille-et-Vilaine"
    assert "did you mean Ille-et-Vilaine" in key.regions[2].message


def test_epci_need_a_field_of_their_department():
    sirens = ["200000172", "243500139", "248400251"]
    with pytest.raises(CtdError, match=r"identifies EPCI by SIREN number \(field code_siren\)"):
        find_region_key({"code_siren": sirens, "nom": ["CC A", "CA B", "CC C"]}, "epci.gpkg")
    assert read("code_siren", sirens, dep=["74", "35", "84"]) == ("dep", Level.DEPARTMENT, ["84", "53", "93"])


def test_a_field_asked_for_is_read_alone_or_reported():
    columns = {"code": ["53", "94"], "dep": ["29", "2A"]}
    assert find_region_key(columns, "f", "dep").level is Level.DEPARTMENT
    with pytest.raises(CtdError, match="f has no field “x”; its fields are: code, dep"):
        find_region_key(columns, "f", "x")
    with pytest.raises(CtdError, match="no field with codes or names of regions"):
        find_region_key({"area": ["1.5", "2.5"], **columns}, "f", "area")


def test_regions_of_before_2016_are_known_as_such():
    values = [former.name for former in FORMER_REGIONS.values()]
    assert read("nom", [*values, "Corse"]) == (
        "nom",
        Level.FORMER_REGION,
        [*(former.today for former in FORMER_REGIONS.values()), "94"],
    )
    assert read("INSEE_REG", ["42", "41", "21"])[1:] == (Level.FORMER_REGION, ["44", "44", "44"])


def test_a_department_is_known_whatever_its_writing():
    assert department_of("val d’oise") == "95"
    assert department_of("Saint-Denis") is None


def test_communes_are_dissolved_to_their_regions_and_reported(tmp_path):
    codes = ["29001", "22001", "35001", "2A004"]
    shapes = [box(-4, 48, -3, 49), box(-3, 48, -2, 49), box(-2, 48, -1, 49), box(8.5, 41.5, 9, 42.5)]
    path = tmp_path / "communes.gpkg"
    gpd.GeoDataFrame({"insee_com": codes}, geometry=shapes, crs="EPSG:4326").to_file(path)
    boundaries = read_boundaries(path)
    regions = boundaries.frame.set_index("region_code").geometry
    assert list(regions.index) == ["53", "94"]
    assert regions["53"].equals(box(-4, 48, -1, 49))
    messages = [problem.message for problem in boundaries.problems]
    assert messages[0] == "communes.gpkg: 4 features dissolved by the field insee_com (2 in all)."
    assert messages[1].startswith("communes.gpkg: the units of Bretagne cover ")
