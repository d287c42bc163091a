"""The region that the name of a returned file suggests; silence rather than a wrong one."""

from __future__ import annotations

import pytest

from ctd_plugin.data.places.region_in_name import region_in_name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("retour_PACA_v3.xlsx", "93"),
        ("questionnaire-BFC.ods", "27"),
        ("pays-de-la-loire (2).csv", "52"),
        ("IDF ok.xlsx", "11"),
        ("la reunion 974.xlsx", "04"),
        ("Centre-Val de Loire.xlsx", "24"),
    ],
)
def test_a_name_with_one_region_suggests_it(name, code):
    assert region_in_name([name]) == code


@pytest.mark.parametrize(
    "name",
    [
        "Réunion du 12 mars.xlsx",
        "compte rendu réunion.ods",
        "centre de gestion.csv",
        "CTD Nord.xlsx",
        "Loire.xlsx",
        "retour SGAR 84.xlsx",
        "Guyane et Martinique.xlsx",
    ],
)
def test_ordinary_words_numbers_and_two_regions_suggest_none(name):
    assert region_in_name([name]) == ""
