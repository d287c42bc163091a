"""Two editions of the survey side by side: what changed, what did not, and what cannot be compared."""

from __future__ import annotations

from datetime import date

import pytest

from ctd_plugin.data.about import BUNDLED_EDITION
from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.editions.edition import read_edition
from ctd_plugin.data.editions.report import remarks
from ctd_plugin.data.paths import GEOPACKAGE, SURVEY
from ctd_plugin.data.profile.figure import Figure
from ctd_plugin.data.profile.region_change import Change
from ctd_plugin.data.survey.personal_names import MASK
from ctd_plugin.i18n import language
from tests.support.editions import changes, compared


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
    sentences = "\n".join(remarks(comparison))
    assert "In neither edition: Guadeloupe, Martinique, La Réunion" in sentences
    assert "Mayotte: status missing or not recognised" in sentences
    # The words of a status that was not understood are reported as a changed text.
    assert [(cell.column, cell.text_after) for cell in comparison.cells] == [("statut", "bientôt")]


@pytest.mark.parametrize("before", [SURVEY, GEOPACKAGE], ids=["survey", "geopackage"])
def test_the_bundled_edition_beside_itself_has_not_changed(before):
    comparison = compared(before, SURVEY)
    assert comparison.counts == {Change.SAME: 18}
    assert comparison.cells == ()
    assert not any(region.has_changed() for region in comparison.regions)
    sentences = list(remarks(comparison))
    assert sentences[0].startswith("Nothing changed between “Enquête CNIG, entretiens octobre 2025")
    assert len(sentences) == 1


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
    sentences = "\n".join(remarks(compared(before, after)))
    assert "Corse: staff not compared: scope changed from platform to whole organisation." in sentences
    assert "Normandie: staff not compared: range in one edition." in sentences
    assert "Occitanie: staff present in one edition only." in sentences
    assert "Bretagne" not in sentences
    with language("fr"):
        sentences = "\n".join(remarks(compared(before, after)))
    assert "le périmètre passe de « plateforme » à « structure entière »" in sentences.replace("\u00a0", " ")


def test_budgets_that_do_not_cover_the_same_are_not_subtracted(survey):
    before = survey(
        "2026.csv",
        "region;statut;moyens",
        "Bretagne;CTD existant;budget de 60 k€ / an pour l'hébergement",
        "Corse;CTD existant;budget : 300 k€ / an",
        "Mayotte;CTD existant;budget : 60 k€ / an",
    )
    after = survey(
        "2027.csv",
        "region;statut;moyens",
        "Bretagne;CTD existant;budget de 400 k€ / an, salaires compris",
        "Corse;CTD existant;budget de fonctionnement : 350 k€ / an",
        "Mayotte;CTD existant;budget de 60 k€ / an pour l'hébergement",
    )
    found = changes(before, after)
    bretagne = found["53"]
    assert (bretagne.budget_covers_before, bretagne.budget_covers_after) == ("hosting", "operation_staff")
    assert bretagne.budget_change is None
    # What an edition does not say may be the same.
    assert (found["94"].budget_covers_before, found["94"].budget_change) == ("unknown", 50_000)
    assert found["06"].budget_change == 0
    (sentence,) = (text for text in remarks(compared(before, after)) if "budget" in text)
    assert sentence.startswith("Bretagne: budget not compared: what it covers changed from hosting and maintenance to ")


def test_figures_that_are_no_binary_fractions_are_subtracted_as_a_person_would():
    assert Figure(2.3, None, "ctd").minus(Figure(2.1, None, "ctd")) == 0.2
    assert Figure(60, 80, "ctd").minus(Figure(60, 80, "ctd")) == 0


def test_changed_cells_are_reported_with_their_texts_and_white_space_and_typography_are_none(renewed):
    after = renewed(
        {
            "53": {"cas_usage": "Un nouveau cas d’usage", "cadre": ""},
            "84": {"outils": "IDG   Georchestra\n"},
            "44": {"date_entretien": "12-déc", "repondant": "Quelqu'une d'autre"},
        }
    )
    comparison = compared(SURVEY, after)
    found = {region.region_code: region for region in comparison.regions}
    changed_cells = {(cell.region_code, cell.column): cell for cell in comparison.cells}
    assert changed_cells[("53", "cas_usage")].text_after == "Un nouveau cas d’usage"
    assert found["53"].columns_changed.split(",")[-1] == "cas_usage"
    assert found["53"].texts_changed == len([key for key in changed_cells if key[0] == "53"])
    # Respondents and dates of interviews are not about the region.
    assert found["44"].texts_changed == 0
    assert not found["44"].has_changed()


def test_a_day_is_the_same_day_however_it_is_written(survey):
    before = survey("2026.csv", "region;statut;date_ctd", "Bretagne;CTD existant;24/02/2026", "Corse;CTD existant;2026")
    after = survey("2027.csv", "region;statut;date_ctd", "Bretagne;CTD existant;2026-02-24", "Corse;CTD existant;2027")
    comparison = compared(before, after)
    assert [(cell.region_code, cell.column) for cell in comparison.cells] == [("94", "date_ctd")]
    assert [(r.ctd_date_before, r.ctd_date_after) for r in comparison.regions][-1] == ("2026", "2027")


def test_a_column_that_one_edition_lacks_is_reported_and_its_texts_are_not_counted(survey):
    before = survey("2026.csv", "region;statut;outils", "Bretagne;CTD existant;geOrchestra")
    after = survey("2027.csv", "region;statut;cadre", "Bretagne;CTD existant;GIP")
    comparison = compared(before, after)
    assert comparison.columns_not_compared == {"cadre": "after", "outils": "before"}
    assert comparison.cells == ()
    sentences = list(remarks(comparison))
    assert "Column “outils” not compared: present in “2026.csv” only." in sentences


def test_personal_names_are_hidden_in_both_texts_unless_they_are_wanted(survey):
    before = survey("2026.csv", "region;statut;pilotage;repondant", "Bretagne;CTD existant;Anne Martin;Anne Martin")
    after = survey("2027.csv", "region;statut;pilotage;repondant", "Bretagne;CTD existant;Jean Petit, seul;Jean Petit")
    (cell,) = compared(before, after).cells
    assert (cell.text_before, cell.text_after) == (MASK, f"{MASK}, seul")
    (cell,) = compared(before, after, personal=True).cells
    assert cell.text_before == "Anne Martin"


def test_editions_of_one_file_name_are_distinguished_by_their_folder(survey):
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
