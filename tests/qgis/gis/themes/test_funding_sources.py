"""The map of payers: who is in which class, the shares that make up a whole, and what the page says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import QgsProject

from ctd_plugin.data.facts.fact import BUDGET, SHARE, Fact
from ctd_plugin.data.profile.edition_reader import EditionProfiles
from ctd_plugin.data.profile.region_profile import RegionProfile
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gis.themes.funding_sources import (
    Family,
    Together,
    draw_funding,
    families_of,
    funding_findings,
    together,
    whole_shares,
)
from ctd_plugin.i18n import language
from tests.support.figures import amount


@pytest.mark.parametrize(
    ("payers", "kind"),
    [
        (["etat", "region"], Together.BOTH),
        (["ecolab", "region", "europe"], Together.BOTH),
        (["fnadt"], Together.ETAT),
        (["region", "sdis"], Together.REGION),
        # The contract between State and Region is paid by both.
        (["cper"], Together.BOTH),
        (["cper", "region"], Together.BOTH),
        (["europe", "adherents"], Together.NEITHER),
        (["a payer of a later version"], Together.NEITHER),
    ],
)
def test_a_region_is_in_the_class_of_who_pays_together(payers, kind):
    assert together(families_of(payers)) is kind


def test_a_family_stands_once_in_the_order_of_the_bars():
    assert families_of(["sdis", "ecolab", "etat", "departements", "unheard of"]) == [
        Family.ETAT,
        Family.MEMBERS,
        Family.OTHERS,
    ]


def share(payer: str, value: str, unit: str) -> Fact:
    return replace(
        amount("53", value, indicator=SHARE if payer else BUDGET), unit=unit, payer=payer, headline=not payer
    )


@pytest.mark.parametrize(
    ("facts", "shares"),
    [
        (
            [share("europe", "60", "percent"), share("etat", "20", "percent"), share("ecolab", "20", "percent")],
            {Family.EUROPE: 60, Family.ETAT: 40},
        ),
        ([share("europe", "60", "percent"), share("etat", "20", "percent")], None),
        (
            [share("", "1000000", "EUR/year"), share("region", "750000", "EUR"), share("sdis", "250000", "EUR")],
            {Family.REGION: 75, Family.MEMBERS: 25},
        ),
        ([share("region", "750000", "EUR"), share("sdis", "250000", "EUR")], None),
    ],
)
def test_a_bar_is_drawn_only_of_shares_that_make_up_a_whole(facts, shares):
    edition = EditionProfiles((RegionProfile("53", "Bretagne", facts=tuple(facts)),))
    assert whole_shares(edition) == ({"53": shares} if shares else {})


@pytest.mark.parametrize(
    ("named", "shares", "sentences"),
    [
        ({}, {}, []),
        (
            {"53": [Family.ETAT]},
            {},
            [
                "Most often named: State (1 region).",
                "A single payer is named in 1 region.",
                "No region says who pays how much.",
            ],
        ),
        # The contract of State and Region is one of both, as on the map: neither a third payer nor a single one.
        (
            {"53": [Family.CPER], "52": [Family.REGION, Family.CPER]},
            {},
            ["Most often named: State (2 regions), Region (2).", "No region says who pays how much."],
        ),
        (
            {"53": [Family.ETAT, Family.EUROPE], "52": [Family.REGION, Family.EUROPE], "11": [Family.ETAT]},
            {"52": {Family.EUROPE: 100.0}},
            [
                "Most often named: State (2 regions), Europe (ERDF) (2), Region (1).",
                "A single payer is named in 1 region.",
                "Shares are known in 1 region only: elsewhere, who pays how much is not said.",
            ],
        ),
    ],
)
def test_the_findings_are_true_of_any_edition(named, shares, sentences):
    with language("en"):
        assert list(funding_findings(named, shares)) == sentences


def test_the_bundled_shares_are_those_of_two_regions_and_the_states_funds_stand_under_its_name(bundled):
    project = QgsProject()
    with language("fr"):
        layers = load_layers(project, bundled)
        drawing = draw_funding(layers)
        shares = whole_shares(edition_of(layers))
    project.clear()
    assert shares["44"] == {Family.EUROPE: 60, Family.REGION: 20, Family.ETAT: 20}
    # Occitanie states one subsidy out of its budget: that is no whole.
    assert set(shares) == {"44", "75"}
    assert drawing.texts["84"] == "FEDER, adhérents, autres"
    assert "Ecolab" not in drawing.texts["76"]
    assert "État" in drawing.texts["76"]
    # A slide writes what the fill does not tell.
    assert drawing.slide_texts["44"] == "+ FEDER"
    assert drawing.slide_texts["84"] == "FEDER, adhérents, autres"
    assert "53" not in drawing.slide_texts
