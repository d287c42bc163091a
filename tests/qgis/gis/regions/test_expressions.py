"""The expression functions ctd_status, ctd_fact, ctd_fact_text and ctd_platforms."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import (
    NULL,
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsExpressionContextUtils,
    QgsLayout,
    QgsLayoutItemLabel,
    QgsProject,
    QgsTask,
)
from qgis.PyQt.QtCore import QCoreApplication

from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.regions.expressions import CtdFunctions
from ctd_plugin.plugin import CtdPlugin
from ctd_plugin.regions import REGION_NAMES

NAMES = ["ctd_status", "ctd_fact", "ctd_fact_text", "ctd_platforms"]


@pytest.fixture
def functions():
    functions = CtdFunctions()
    functions.register()
    yield functions
    functions.unregister()


def value(text, context=None):
    expression = QgsExpression(text)
    assert not expression.hasParserError(), expression.parserErrorString()
    found = expression.evaluate(context or QgsExpressionContext())
    assert not expression.hasEvalError(), expression.evalErrorString()
    return None if found == NULL else found


def registered():
    return [f.name() for f in QgsExpression.Functions() if f.name().startswith("ctd_")]


def settle():
    """Let QGIS do what it does when it has nothing else to do."""
    QCoreApplication.processEvents()


@pytest.mark.parametrize("code", ["'52'", "52", "52.0", "'Pays de la Loire'", "'pays de la loire'", "'PdL'"])
def test_a_region_is_known_by_code_as_text_or_number_and_by_name(functions, qgis_new_project, code):
    assert value(f"ctd_status({code})") == "established"


def test_a_leading_zero_that_a_number_lost_is_understood(functions, qgis_new_project):
    assert value("ctd_platforms(3)") == value("ctd_platforms('03')") != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ctd_fact_text('32', 'annual_budget')", "≈ €333k (multi-year programme, yearly share – platform)"),
        ("ctd_fact_text('84', 'annual_budget')", "€2.5M (whole organisation)"),
        ("ctd_fact_text('84', 'staff_fte')", "11 FTE (whole organisation)"),
        ("ctd_fact_text('04', 'members')", "140 (platform)"),
        ("ctd_fact_text('53', 'annual_budget')", None),
        ("ctd_fact_text('99', 'staff_fte')", None),
    ],
)
def test_a_figure_as_text_says_that_it_is_about_so_much_and_what_it_covers(functions, qgis_new_project, text, expected):
    found = value(text)
    assert (found and found.replace("\u00a0", " ")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ctd_status('53')", "considering"),
        ("ctd_fact('53', 'staff_fte')", 3.0),
        ("ctd_fact('44', 'annual_budget')", 1000000.0),
        ("ctd_fact('28', 'staff_fte')", 2.0),
        ("ctd_fact('04', 'members')", 140.0),
        ("array_first(ctd_platforms('53'))", "GéoBretagne"),
        ("array_length(ctd_platforms('53')) > 0", 1),
    ],
)
def test_functions_return_what_the_survey_says(functions, qgis_new_project, text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ctd_status('99')",
        "ctd_status('Bavière')",
        "ctd_status('')",
        "ctd_status(NULL)",
        "ctd_fact('99', 'staff_fte')",
        "ctd_fact('53', 'unknown')",
        "ctd_fact('53', NULL)",
        "ctd_fact('52', 'ctd_date')",  # a date is no number
        "ctd_fact('52', 'datasets')",  # two figures, none of them drawn
        "ctd_platforms('99')",
    ],
)
def test_what_is_not_known_is_null_and_no_error(functions, qgis_new_project, text):
    assert value(text) is None


def test_a_region_that_was_abolished_is_not_taken_for_another(functions, qgis_new_project):
    assert value("ctd_status('Alsace')") is None


def test_the_layers_of_the_project_come_before_the_bundled_edition(functions, qgis_new_project, filled, one_row):
    assert value("ctd_status('53')") == "considering"
    filled(one_row, project=qgis_new_project)
    assert value("ctd_status('53')") == "established"
    assert value("ctd_status('52')") is None
    qgis_new_project.removeMapLayers([layer.id() for layer in find_layers(qgis_new_project).all.values()])
    assert value("ctd_status('53')") == "considering"


def test_a_project_of_its_own_is_read_through_the_context(functions, qgis_new_project, filled, one_row):
    project, layers = filled(one_row)
    scope = QgsExpressionContextScope()
    scope.addLayerStore(project.layerStore())
    assert value("ctd_status('53')", QgsExpressionContext([scope])) == "established"
    layer = QgsExpressionContextUtils.layerScope(layers.regions)
    assert value("ctd_status('53')", QgsExpressionContext([layer])) == "established"
    assert value("ctd_status('53')") == "considering"


def test_an_edit_of_the_layers_is_seen_at_once(functions, qgis_new_project, filled, bundled, tmp_path):
    own = shutil.copy(bundled, tmp_path / "own.gpkg")
    _, layers = filled(own, project=qgis_new_project)
    assert value("ctd_status('53')") == "considering"
    regions = layers.regions
    (bretagne,) = regions.getFeatures("\"region_code\" = '53'")
    assert regions.startEditing()
    regions.changeAttributeValue(bretagne.id(), regions.fields().indexOf("status"), "prefiguration")
    assert regions.commitChanges()
    assert value("ctd_status('53')") == "prefiguration"


def test_a_filter_of_the_layers_changes_no_answer(functions, qgis_new_project, filled, bundled):
    _, layers = filled(bundled, project=qgis_new_project)
    assert layers.regions.setSubsetString("\"region_code\" = '52'")
    assert layers.tables["facts"].setSubsetString("\"indicator\" = 'members'")
    assert value("ctd_status('53')") == "considering"
    assert value("ctd_fact('53', 'staff_fte')") == 3
    assert len(list(layers.regions.getFeatures())) == 1


def test_a_field_that_its_owner_removed_gives_null(functions, qgis_new_project, filled, bundled, tmp_path):
    own = shutil.copy(bundled, tmp_path / "own.gpkg")
    _, layers = filled(own, project=qgis_new_project)
    regions = layers.regions
    regions.startEditing()
    regions.deleteAttribute(regions.fields().indexOf("status"))
    assert regions.commitChanges()
    assert value("ctd_status('53')") is None
    assert value("ctd_fact('53', 'staff_fte')") == 3


def test_a_thread_finds_what_the_main_thread_has_read(functions, qgis_new_project, filled, one_row):
    filled(one_row, project=qgis_new_project)
    settle()
    found = []
    task = QgsTask.fromFunction("labels", lambda task: found.append(value("ctd_status('53')")))
    QgsApplication.taskManager().addTask(task)
    assert task.waitForFinished(5000)
    settle()
    assert found == ["established"]


def test_a_calculation_over_the_regions_gives_each_its_own(functions, qgis_new_project, filled, bundled):
    _, layers = filled(bundled, project=qgis_new_project)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layers.regions))
    expression = QgsExpression('ctd_status("region_code")')
    expression.prepare(context)
    found = {}
    for feature in layers.regions.getFeatures():
        context.setFeature(feature)
        found[feature["region_code"]] = expression.evaluate(context)
    expected = {f["region_code"]: f["status"] for f in layers.regions.getFeatures()}
    assert found == expected
    assert set(found) == set(REGION_NAMES)


def test_a_text_of_a_layout_may_ask(functions, qgis_new_project):
    layout = QgsLayout(qgis_new_project)
    label = QgsLayoutItemLabel(layout)
    label.setText("[% ctd_status('52') %]")
    assert label.currentText() == "established"


def test_every_function_stands_in_the_group_ctd_with_a_help_and_an_example(functions):
    for name in NAMES:
        function = QgsExpression.Functions()[QgsExpression.functionIndex(name)]
        assert function.groups() == ["CTD"]
        assert "<code>code</code>" in function.helpText()
        assert f"{name}(" in function.helpText()


def test_loading_twice_registers_once_and_unloading_leaves_none(window, flush_deletes):
    for _ in range(2):
        plugin = CtdPlugin(window)
        plugin.initGui()
        assert sorted(registered()) == sorted(NAMES)
        plugin.unload()
        flush_deletes()
        assert registered() == []
        assert QgsExpression("ctd_status('53')").hasParserError()


def test_layers_that_come_after_unloading_disturb_nothing(window, flush_deletes, filled, one_row):
    plugin = CtdPlugin(window)
    plugin.initGui()
    plugin.unload()
    flush_deletes()
    filled(one_row, project=QgsProject.instance())
    settle()
