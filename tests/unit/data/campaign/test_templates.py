"""The forms of a campaign: one for each region, filled with an earlier edition."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ctd_plugin.data.campaign.collect import collect
from ctd_plugin.data.campaign.templates import make_templates
from ctd_plugin.data.columns import SURVEY_COLUMNS
from ctd_plugin.data.editions.edition import read_edition
from ctd_plugin.data.paths import GEOPACKAGE, SURVEY
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.data.template.marker import marker_sheet
from ctd_plugin.data.template.region_form import FormContent
from ctd_plugin.data.template.survey_template import write_rows
from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.regions import REGION_NAMES
from tests.support.returned_files import cells, collected, fill, form, states, table

NOT_ASKED_AGAIN = ("region_code", "region", "date_entretien", "repondant")


def sheet(path):
    return openpyxl.load_workbook(path).worksheets[0]


@pytest.mark.parametrize("edition", [SURVEY, GEOPACKAGE], ids=["survey", "GeoPackage"])
@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_each_region_gets_its_answers_and_unchanged_forms_answer_nothing(tmp_path, edition, suffix):
    paths = make_templates(tmp_path / "new" / "forms", read_edition(edition), suffix=suffix)
    assert len(paths) == 18
    found = collect([tmp_path / "new"])
    assert set(states(found).values()) == {"unchanged"}
    assert found.answered == ()
    for code, row in read_survey(SURVEY).rows.items():
        expected = [c for c in SURVEY_COLUMNS if row.cells[c] and c not in NOT_ASKED_AGAIN]
        assert list(found.rows[code].unchanged) == expected


def test_respondents_stand_in_forms_only_where_wanted(tmp_path):
    for personal in (False, True):
        (path,) = make_templates(tmp_path / str(personal), read_edition(SURVEY), ["53"], personal=personal)
        texts = " ".join(str(cell.value) for row in sheet(path).iter_rows() for cell in row if cell.value)
        assert ("Mevel" in texts) == personal


def test_a_form_says_what_to_do_and_marks_last_years_answers(tmp_path):
    (path,) = make_templates(tmp_path, read_edition(SURVEY), ["53"], code="en")
    rows = {row[0].value: row for row in sheet(path).iter_rows(max_col=4)}
    assert "2025" in rows["Instructions"][1].value
    assert [cell.value for cell in rows["Topic"]] == ["Topic", "Answer", "Still valid?", "What is expected"]
    filled, blank = rows["CTD status"][1], rows["CTD date"][1]
    assert (filled.value, blank.value) == ("Réflexion engagée", None)
    assert filled.fill.fgColor.rgb != blank.fill.fgColor.rgb
    lists = {str(v.sqref) for v in sheet(path).data_validations.dataValidation}
    assert {f"B{filled.row}", f"C{filled.row}"} <= lists
    assert f"C{blank.row}" not in lists


def test_without_an_edition_the_forms_are_empty(tmp_path):
    (path,) = make_templates(tmp_path, None, ["53"])
    assert states(collect([tmp_path])) == {path.name: "empty"}
    fill(path, {"moyens": "4 ETP"})
    assert cells(collected(tmp_path)) == {"moyens": "4 ETP"}


def test_a_region_without_a_row_gets_an_empty_form(tmp_path):
    edition = table(tmp_path / "2025.csv", [["region", "statut"], ["Corse", "CTD existant"]])
    make_templates(tmp_path / "forms", read_edition(edition), ["53", "94"])
    assert sorted(states(collect([tmp_path / "forms"])).values()) == ["empty", "unchanged"]


def test_an_unfilled_form_may_be_made_anew_and_a_filled_one_or_another_file_is_kept(tmp_path):
    (path,) = make_templates(tmp_path, read_edition(SURVEY), ["53"])
    make_templates(tmp_path, None, ["53"])
    make_templates(tmp_path, read_edition(SURVEY), ["53"])
    for spoil in (lambda: fill(path, {"moyens": "4 ETP"}), lambda: path.write_text("mine")):
        spoil()
        before = path.read_bytes()
        with pytest.raises(CtdError, match="was not replaced"):
            make_templates(tmp_path, read_edition(SURVEY), ["53"])
        assert path.read_bytes() == before


def test_it_tells_how_far_it_is_and_can_be_cancelled(tmp_path):
    told = []
    make_templates(tmp_path / "a", None, ["53", "94"], progress=told.append)
    assert told == [0, 50, 100]
    with pytest.raises(Cancelled):
        make_templates(tmp_path / "b", None, is_cancelled=lambda: True)
    assert next(iter(REGION_NAMES)) not in [path.name for path in (tmp_path / "b").iterdir()]


def test_the_same_day_gives_the_same_bytes(tmp_path):
    made = [make_templates(tmp_path / name, read_edition(SURVEY), ["53"], made_on=date(2026, 9, 1))[0] for name in "ab"]
    assert made[0].read_bytes() == made[1].read_bytes()


@pytest.mark.parametrize("blank", [" ", "\n", "\u00a0", "\u3000"])
def test_an_earlier_answer_of_blanks_is_none_that_could_be_withdrawn(tmp_path, blank):
    assert FormContent("53", {"contexte": blank, "moyens": "2 ETP"}, "2025").prefilled == {"moyens": "2 ETP"}
    assert collect([form(tmp_path / "a.xlsx", earlier={"contexte": blank})]).answered == ()
    rows = {"53": {"region_code": "53", "region": "Bretagne", "contexte": blank}}
    marker = marker_sheet("2025", date(2026, 9, 1), {"53": {"contexte": blank}})
    write_rows(tmp_path / "b.xlsx", rows.values(), "fr", [marker])
    assert collect([tmp_path / "b.xlsx"]).answered == ()


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n"), max_size=40
)


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(earlier=st.dictionaries(st.sampled_from(["contexte", "moyens", "outils"]), TEXTS, min_size=1))
@example(earlier={"contexte": " "})
def test_whatever_an_earlier_answer_was_it_comes_back_unchanged(tmp_path, suffix, earlier):
    path = form(tmp_path / f"a{suffix}", earlier=earlier)
    assert collect([path]).answered == ()
