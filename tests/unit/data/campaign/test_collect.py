"""A folder of returned files → one survey: which answer wins, what is missing, carried over or to be settled."""

from __future__ import annotations

import random
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctd_plugin.data.campaign.base import BaseEdition, read_base
from ctd_plugin.data.campaign.collect import collect, resettled
from ctd_plugin.data.campaign.collection import CampaignDecisions, Choice, DateSource
from ctd_plugin.data.campaign.output import campaign_report
from ctd_plugin.data.paths import GEOPACKAGE, SURVEY
from ctd_plugin.data.survey.reader import SurveyRow
from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.regions import REGION_NAMES
from tests.support.returned_files import EARLIER, aged, cells, collected, fill, form, states, table

OCTOBER, NOVEMBER = datetime(2026, 10, 5, 9), datetime(2026, 11, 5, 9)


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "retours"
    path.mkdir()
    return path


@pytest.fixture
def base(tmp_path):
    """An earlier edition of 2025, in which Bretagne and Corse answered."""
    rows = [["region", *EARLIER, "date_entretien"], ["Bretagne", *EARLIER.values(), "06/10/2025"]]
    return table(tmp_path / "2025.csv", [*rows, ["Corse", "CTD existant", "", "1 ETP", "12-janv"]])


def test_the_newer_of_two_versions_wins_and_says_by_which_date(folder):
    fill(form(folder / "b.xlsx"), {"moyens": "4 ETP", "pilotage": "Région"}, saved=OCTOBER)
    fill(form(folder / "a.xlsx"), {"moyens": "5 ETP", "pilotage": "Région"}, saved=NOVEMBER)
    found = collected(folder)
    assert cells(found) == {"moyens": "5 ETP", "pilotage": "Région"}
    (double,) = found.doubles
    assert (double.column, double.choice, double.told_by) == ("moyens", Choice.NEWER, DateSource.DOCUMENT)
    assert double.options == (("a.xlsx", "5 ETP"), ("b.xlsx", "4 ETP"))
    assert states(found) == {"a.xlsx": "taken", "b.xlsx": "replaced"}
    assert found.to_settle == ()


@pytest.mark.parametrize(
    ("first", "second", "told_by"),
    [
        # Of the two, the first was saved later.
        ({"date_entretien": "06/10/2026"}, {"date_entretien": "20/10/2026"}, DateSource.INTERVIEW),
        ({"date_entretien": "6 octobre"}, {"date_entretien": "20-oct."}, DateSource.INTERVIEW),
    ],
)
def test_the_date_of_the_interview_goes_before_that_of_the_file(folder, first, second, told_by):
    fill(form(folder / "a.xlsx"), {"moyens": "4 ETP", **first}, saved=NOVEMBER)
    fill(form(folder / "b.xlsx"), {"moyens": "5 ETP", **second}, saved=OCTOBER)
    found = collected(folder)
    assert cells(found)["moyens"] == "5 ETP"
    assert found.doubles[0].told_by is told_by


def test_a_date_that_only_one_file_has_tells_nothing(folder):
    fill(form(folder / "a.xlsx"), {"moyens": "4 ETP"}, saved=NOVEMBER)
    fill(form(folder / "b.xlsx"), {"moyens": "5 ETP", "date_entretien": "20/10/2026"}, saved=OCTOBER)
    assert cells(collected(folder))["moyens"] == "4 ETP"


@pytest.mark.parametrize(("days", "choice"), [(1, Choice.NEWER), (0, Choice.SAME_DATE)])
def test_files_of_one_day_are_a_double_to_settle(folder, days, choice):
    for name, text, day in (("a.csv", "4 ETP", 5), ("b.csv", "5 ETP", 5 + days)):
        path = table(folder / name, [["region", "moyens"], ["Bretagne", text]])
        aged(path, datetime(2026, 10, day, 9 + (name == "b.csv")))
    found = collected(folder)
    (double,) = found.doubles
    assert (double.choice, double.is_settled) == (choice, choice is Choice.NEWER)
    assert cells(found)["moyens"] == "5 ETP"


@pytest.mark.parametrize("earlier", [{}, EARLIER], ids=["empty", "with earlier answers"])
def test_partly_filled_files_complete_each_other(folder, earlier):
    fill(form(folder / "a.xlsx", earlier=earlier), {"moyens": "4 ETP"}, saved=OCTOBER)
    fill(form(folder / "b.xlsx", earlier=earlier), {"pilotage": "Région"}, saved=NOVEMBER)
    found = collected(folder)
    assert cells(found) == {"moyens": "4 ETP", "pilotage": "Région"}
    assert [(one.column, one.choice, one.is_settled) for one in found.doubles] == [("moyens", Choice.COMPLETED, False)]


def test_the_same_answer_twice_is_no_double(folder):
    for name in ("a.csv", "b.csv"):
        table(folder / name, [["region", "moyens"], [f"Bretagne{' ' * (name == 'b.csv')}", "« 4  ETP »"]])
    assert collected(folder).doubles == ()


def test_a_person_settles_a_row_and_a_cell(folder):
    fill(form(folder / "a.xlsx"), {"moyens": "4 ETP", "pilotage": "x"}, saved=OCTOBER)
    fill(form(folder / "b.xlsx"), {"moyens": "5 ETP", "pilotage": "y"}, saved=NOVEMBER)
    found = collected(folder, rows={"53": "a.xlsx"})
    assert cells(found) == {"moyens": "4 ETP", "pilotage": "x"}
    assert {one.choice for one in found.doubles} == {Choice.DECIDED}
    mixed = CampaignDecisions(cells={("53", "moyens"): "a.xlsx", ("94", "moyens"): "no such"})
    assert (
        cells(resettled(found, mixed))
        == cells(collect([folder], decisions=mixed))
        == {"moyens": "4 ETP", "pilotage": "y"}
    )


def test_the_earlier_edition_is_no_file_that_came_back(folder):
    edition = table(folder / "2025.csv", [["region", "statut", "moyens"], ["Bretagne", "", "3 ETP"]])
    table(folder / "a.csv", [["region", "pilotage"], ["Bretagne", "Région"]])
    found = collected(folder, edition)
    assert states(found) == {"a.csv": "taken"}
    assert resettled(found, CampaignDecisions(), read_base(edition)) == found
    assert cells(resettled(found, CampaignDecisions())) == {"pilotage": "Région"}


def test_copies_lock_files_and_temporary_ones_are_no_answers(folder):
    path = fill(form(folder / "a.xlsx"), {"moyens": "4 ETP"})
    shutil.copy(path, folder / "a (2).xlsx")
    for name in ("~$a.xlsx", ".~lock.a.xlsx#", ".DS_Store", "Thumbs.db", "a.xlsx.tmp", "._a.xlsx", "desktop.ini"):
        (folder / name).write_bytes(b"x")
    found = collected(folder)
    assert states(found) == {"a (2).xlsx": "taken", "a.xlsx": "copy"}
    assert len(found.skipped) == 7
    assert cells(found) == {"moyens": "4 ETP"}


def test_nothing_is_carried_over_unasked(folder):
    fill(form(folder / "a.xlsx"), {"pilotage": "Région"})
    found = collected(folder)
    assert cells(found) == {"pilotage": "Région"}
    assert found.rows["53"].unchanged == ("statut", "contexte", "moyens")
    assert found.carried_count == 0


def test_an_earlier_edition_fills_what_nobody_answered_with_its_year(folder, base):
    fill(form(folder / "a.xlsx"), {"pilotage": "Région", "contexte": None, "date_entretien": "3/11/2026"})
    found = collected(folder, base)
    assert cells(found) == {
        "statut": EARLIER["statut"],
        "moyens": EARLIER["moyens"],
        "pilotage": "Région",
        "date_entretien": "3/11/2026",
    }
    assert found.rows["53"].carried == {"statut": "2025", "moyens": "2025"}
    # Of a region that nobody answered for, all is carried over.
    assert cells(found, "94") == {"statut": "CTD existant", "moyens": "1 ETP", "date_entretien": "12-janv"}
    assert set(found.rows["94"].carried) == {"statut", "moyens", "date_entretien"}
    assert found.missing == tuple(code for code in REGION_NAMES if code != "53")


def test_what_is_carried_over_again_keeps_its_first_year(folder, tmp_path):
    rows = [["region", "statut", "moyens", "reprises"], ["Corse", "CTD existant", "1 ETP", "moyens: 2023"]]
    found = collected(folder, table(tmp_path / "2025.csv", rows))
    assert found.rows["94"].carried == {"statut": "2025", "moyens": "2023"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # 2025 has no such day.
        ("Entretiens janvier – mars 2025", "29/02"),
        ("Entretiens janvier – mars 2028", "29/02/2028"),
        ("enquete-2025.csv", "29/02"),
    ],
)
def test_an_interview_gets_no_year_that_does_not_have_its_day(name, expected):
    row = SurveyRow(1, "53", None, None, {"date_entretien": "29/02"})
    assert BaseEdition(Path(name), name, "2025", {"53": row}).interview("53") == expected


def test_the_bundled_edition_is_that_of_its_first_interviews_and_each_of_these_gets_its_year(folder):
    for base in (SURVEY, GEOPACKAGE):
        found = collected(folder, base)
        years = {year for row in found.rows.values() for year in row.carried.values()}
        assert years == {"2025"}
        assert found.rows["84"].cells["date_entretien"] == "15/01/2026"


def test_a_confirmed_answer_is_a_new_one(folder, base):
    fill(form(folder / "a.xlsx"), valid={"moyens": "oui"})
    found = collected(folder, base)
    assert found.answered == ("53",)
    assert "moyens" not in found.rows["53"].carried


def test_the_earlier_edition_in_the_folder_is_not_read_as_an_answer(folder, base):
    inside = shutil.copy(base, folder / "2025.csv")
    fill(form(folder / "a.xlsx"), {"moyens": "4 ETP"})
    assert states(collected(folder, Path(inside))) == {"a.xlsx": "taken"}


def test_a_file_without_region_needs_a_decision(folder):
    table(folder / "bretagne.csv", [["Statut", "Moyens"], ["CTD existant", "3 ETP"]])
    assert collected(folder).rows == {}
    assert collected(folder).without_region[0].proposed_region == "53"
    assert cells(collected(folder, regions={"bretagne.csv": "53"})) == {"statut": "CTD existant", "moyens": "3 ETP"}


def test_a_path_that_does_not_exist_is_one_sentence(tmp_path):
    with pytest.raises(CtdError, match="does not exist"):
        collect([tmp_path / "none"])


def test_it_can_be_cancelled_and_tells_how_far_it_is(folder):
    for code in ("53", "94"):
        fill(form(folder / f"{code}.xlsx", code), {"moyens": "4 ETP"})
    told = []
    collect([folder], progress=told.append)
    assert told == [0, 50, 100]
    with pytest.raises(Cancelled):
        collect([folder], is_cancelled=lambda: bool(told))


VERSIONS = st.lists(
    st.tuples(
        st.sampled_from(["53", "94"]),
        st.dictionaries(st.sampled_from(["statut", "moyens", "pilotage"]), st.sampled_from(["a", "b", ""]), min_size=1),
        st.sampled_from(["", "06/10/2026", "7 octobre"]),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions=VERSIONS, seed=st.integers(0, 9))
def test_the_order_of_the_files_changes_nothing(tmp_path_factory, versions, seed):
    folder = tmp_path_factory.mktemp("files")
    for number, (code, answers, interview, day) in enumerate(versions):
        header = ["region_code", *answers, "date_entretien"]
        path = table(folder / f"{number}.csv", [header, [code, *answers.values(), interview]])
        aged(path, datetime(2026, 10, day, number))
    paths = sorted(folder.iterdir())
    first = campaign_report(collect(paths), personal=True)
    random.Random(seed).shuffle(paths)
    assert campaign_report(collect(paths), personal=True) == first == campaign_report(collect([folder]), personal=True)
    # Each answer that was given is taken, or is beside the one that was.
    given = {(c, column, t) for c, a, _, _ in versions for column, t in a.items() if t}
    rows = collect(paths).rows
    kept = {(code, column, text) for code, row in rows.items() for column, text in row.cells.items()}
    beside = {(d["region_code"], d["column"], o["text"]) for d in first["doubles"] for o in d["others"]}
    assert given <= kept | beside
