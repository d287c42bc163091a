"""Recipes: what is kept of an import, readable by people, and refused where it cannot be trusted."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctd_plugin.data.columns import SURVEY_COLUMNS
from ctd_plugin.data.facts.columns import FIGURE_COLUMNS
from ctd_plugin.data.facts.corrections import FigureEdit
from ctd_plugin.data.facts.fact import Covers, Fact
from ctd_plugin.data.importing.recipe import Recipe, read_recipe, recipe_path, write_recipe
from ctd_plugin.data.survey.decisions import UNUSED, Decisions, RowChoice
from ctd_plugin.data.survey.status import Status
from ctd_plugin.errors import CtdError
from ctd_plugin.regions import REGION_NAMES
from tests.support.recipes import RECIPE

TEXTS = st.text(max_size=20)
FACTS = st.builds(
    Fact,
    region_code=st.sampled_from(list(REGION_NAMES)),
    indicator=st.just("staff_fte"),
    value=st.integers(0, 10**6).map(str),
    value_max=st.just(""),
    unit=st.just("FTE"),
    scope=st.sampled_from(["platform", "ctd", "structure", "data_production"]),
    covers=st.sampled_from([*map(str, Covers)]),
    about=st.booleans(),
    payer=st.sampled_from(["", "etat", "region"]),
    headline=st.booleans(),
    column=TEXTS,
    quote=TEXTS,
    note=TEXTS,
    note_fr=TEXTS,
)


def edited(read, is_unread, settled):
    read = replace(read, indicator="unread", value="", unit="") if is_unread else read
    return FigureEdit(read, settled and replace(settled, region_code=read.region_code))


RECIPES = st.builds(
    Recipe,
    sheet=st.none() | TEXTS,
    decisions=st.builds(
        Decisions,
        columns=st.dictionaries(TEXTS, st.sampled_from([*SURVEY_COLUMNS, UNUSED])),
        regions=st.dictionaries(TEXTS, st.sampled_from([*REGION_NAMES, UNUSED])),
        rows=st.dictionaries(st.sampled_from(list(REGION_NAMES)), st.builds(RowChoice, st.integers(1, 10**5), TEXTS)),
        statuses=st.dictionaries(TEXTS, st.sampled_from([*map(str, Status), UNUSED])),
        covers=st.dictionaries(st.sampled_from(FIGURE_COLUMNS), st.sampled_from([*map(str, Covers)])),
    ),
    figures=st.lists(st.builds(edited, FACTS, st.booleans(), st.none() | FACTS), max_size=3).map(tuple),
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(recipe=RECIPES)
def test_a_recipe_comes_back_as_it_was_written(tmp_path, recipe):
    path = tmp_path / "a.recipe.json"
    path.unlink(missing_ok=True)
    write_recipe(recipe, "a.csv", path)
    assert read_recipe(path) == recipe


def test_a_decision_of_each_kind_comes_back(tmp_path):
    path = tmp_path / "a.recipe.json"
    write_recipe(RECIPE, "a.csv", path)
    assert [name for name, decided in vars(RECIPE.decisions).items() if not decided] == []
    assert read_recipe(path) == RECIPE


def test_a_recipe_of_an_earlier_version_is_read_without_what_it_could_not_say(tmp_path):
    path = tmp_path / "a.recipe.json"
    write_recipe(RECIPE, "a.csv", path)
    content = json.loads(path.read_text(encoding="utf-8"))
    for name in ("covers", "about", "note_fr"):
        content["figures"][0]["settled"].pop(name)
    content.pop("covers")
    path.write_text(json.dumps(content), encoding="utf-8")
    recipe = read_recipe(path)
    settled = recipe.figures[0].settled
    assert settled is not None
    assert recipe.decisions.covers == {}
    assert (settled.covers, settled.about, settled.note_fr) == ("unknown", False, "")


def test_a_person_can_read_it(tmp_path):
    path = tmp_path / "a.recipe.json"
    write_recipe(RECIPE, "enquête.xlsx", path)
    text = path.read_text(encoding="utf-8")
    content = json.loads(text)
    assert (content["kind"], content["version"], content["source"]) == (
        "CTD Governance Map, recipe of an import",
        1,
        "enquête.xlsx",
    )
    assert content["columns"]["Statut"] == "statut"
    assert '"Lancé": "considering"' in text
    assert len(text.splitlines()) > 30


def test_it_stands_beside_its_result(tmp_path):
    assert recipe_path(tmp_path / "ctd.gpkg") == tmp_path / "ctd.gpkg.recipe.json"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda c: c.update(kind="other"), "is not a recipe of this plugin"),
        (lambda c: c.update(version=2), "is a version 2 recipe, not supported"),
        (lambda c: c["columns"].update(Statut="status"), "at “status”"),
        (lambda c: c["columns"].update(Statut=["statut"]), "is invalid"),
        (lambda c: c["regions"].update(Brtagne="99"), "at “99”"),
        (lambda c: c["covers"].update(staff_fte="all"), "at “all”"),
        (lambda c: c["covers"].update(members="hosting"), "at “members”"),
        (lambda c: c["statuses"].update({"Lancé": "launched"}), "at “launched”"),
        (lambda c: c["rows"].update({"94": {"row": "six", "written": ""}}), "is invalid"),
        (lambda c: c["rows"].update({"99": {"row": 6, "written": ""}}), "at “99”"),
        (lambda c: c["figures"][0]["settled"].update(value="many"), "at “many”"),
        (lambda c: c["figures"][0]["settled"].update(value="NaN"), "at “NaN”"),
        (lambda c: c["figures"][0]["settled"].update(unit="EUR"), "at “EUR”"),
        (lambda c: c["figures"][0]["settled"].update(scope="world"), "at “world”"),
        (lambda c: c["figures"][0]["settled"].update(payer="me"), "at “me”"),
        (lambda c: c["figures"][0]["settled"].update(covers="all"), "at “all”"),
        (lambda c: c["figures"][0]["settled"].update(note_fr=3), "is invalid"),
        (lambda c: c["figures"][0]["settled"].update(indicator="unread"), "at “unread”"),
        (lambda c: c["figures"][0]["settled"].update(indicator="ctd_date"), "at “ctd_date”"),
        (lambda c: c["figures"][0]["settled"].update(region_code="94"), "at “94”"),
        (lambda c: c["figures"][0]["read"].update(region_code="99"), "at “99”"),
        (lambda c: c["figures"][0]["read"].pop("quote"), "at “'quote'”"),
        (lambda c: c["rows"].update({"94": {"row": float("inf"), "written": ""}}), "is invalid"),
        (lambda c: c.update(columns=[1]), "is invalid"),
        (lambda c: c.update(sheet=3), "is invalid"),
        (lambda c: c["figures"][0]["settled"].update(value="1" * 31), "is invalid"),
        (lambda c: c["figures"][0]["settled"].update(value="1" * 5000), "is invalid"),
        (lambda c: c.update(version={"a": "x" * 5000}), "is a version .{20} recipe"),
        (lambda c: c.update(sheet="Feuille \ud83d"), r"contains an incomplete character at line 1; correct this text"),
        (lambda c: c["columns"].update({"\udc00": "statut"}), r"contains an incomplete character at line 1"),
    ],
)
def test_a_recipe_that_was_edited_into_nonsense_is_refused_in_one_sentence(tmp_path, change, sentence):
    """Numbers of many digits and lone surrogates."""
    path = tmp_path / "a.recipe.json"
    write_recipe(RECIPE, "a.csv", path)
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(CtdError, match=sentence) as refusal:
        read_recipe(path)
    assert len(str(refusal.value)) < 300
    assert str(refusal.value).isprintable()


def test_a_whole_character_that_json_spells_out_is_read(tmp_path):
    """A pair of halves is a character."""
    path = tmp_path / "a.recipe.json"
    write_recipe(RECIPE, "a.csv", path)
    content = json.loads(path.read_text(encoding="utf-8")) | {"sheet": "Enquête 😀"}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert "\\ud83d" in path.read_text(encoding="utf-8")
    assert read_recipe(path).sheet == "Enquête 😀"


@pytest.mark.parametrize("content", [b"", b"[1]", b"{", b"\xff\xfe", b"[" * 100_000, b"7" * 5000])
def test_another_file_is_no_recipe_and_never_replaced(tmp_path, content):
    path = tmp_path / "a.recipe.json"
    path.write_bytes(content)
    with pytest.raises(CtdError, match="is not a recipe of this plugin; choose"):
        read_recipe(path)
    with pytest.raises(CtdError, match="was not replaced"):
        write_recipe(RECIPE, "a.csv", path)
    assert path.read_bytes() == content


def test_a_missing_recipe_is_reported(tmp_path):
    with pytest.raises(CtdError, match="cannot be read"):
        read_recipe(tmp_path / "a.recipe.json")


def test_a_former_recipe_is_replaced(tmp_path):
    path = tmp_path / "a.recipe.json"
    write_recipe(RECIPE, "a.csv", path)
    write_recipe(Recipe(), "b.csv", path)
    assert read_recipe(path) == Recipe()
    assert [file.name for file in tmp_path.iterdir()] == ["a.recipe.json"]
