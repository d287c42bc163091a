"""The attribute forms of the plugin's layers: tabs, sub-tables, words, links and actions."""

from __future__ import annotations

import shutil
import sqlite3

import pytest
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsAttributeEditorRelation,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsProject,
    QgsVectorLayerTools,
)
from qgis.gui import QgsAttributeEditorContext, QgsAttributeForm, QgsGui, QgsRelationWidgetWrapper
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QLabel, QTabWidget

from ctd_plugin.gis.expression_builder import literal, safe_url
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.i18n import language


class Tools(QgsVectorLayerTools):
    """Stands for those of QGIS's window."""


@pytest.fixture
def open_form(qgis_app):
    """Return a function that opens the form of a feature as QGIS does."""
    if not QgsGui.editorWidgetRegistry().factories():
        QgsGui.editorWidgetRegistry().initEditors()
    forms = []
    context, tools = QgsAttributeEditorContext(), Tools()
    # QGIS's own are its application's; a relation's rows ask for some.
    context.setVectorLayerTools(tools)

    def open_(layer, where):
        (feature,) = layer.getFeatures(where)
        form = QgsAttributeForm(layer, feature, context)
        forms.append(form)
        return form

    yield open_
    for form in forms:
        # Before its layers, which it asks until its end.
        sip.delete(form)


@pytest.fixture
def load(qgis_new_project, bundled):
    """Return a function that loads layers into the project of QGIS, which relation widgets ask."""

    def load_(geopackage=bundled, code="fr"):
        with language(code):
            return load_layers(qgis_new_project, geopackage)

    yield load_
    qgis_new_project.clear()


@pytest.fixture
def edited(bundled, tmp_path):
    """Return a function that copies the GeoPackage with another main address for Bretagne."""

    def edit(address):
        path = shutil.copy(bundled, tmp_path / "edited.gpkg")
        with sqlite3.connect(path) as database:
            # The spatial index asks for functions that only GDAL has.
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                database.execute(f'DROP TRIGGER "{name}"')
            database.execute("UPDATE regions SET main_url = ? WHERE region_code = '53'", (address,))
        return path

    return edit


def texts(form):
    return [label.text() for label in form.findChildren(QLabel)]


def shown_value(layer, name, value):
    """Return what an attribute table shows for a value."""
    index = layer.fields().indexOf(name)
    setup = layer.editorWidgetSetup(index)
    formatter = QgsApplication.fieldFormatterRegistry().fieldFormatter(setup.type())
    return formatter.representValue(layer, index, setup.config(), None, value)


@pytest.mark.parametrize(
    ("code", "tabs"),
    [
        ("fr", ["Région", "Chiffres", "Plateformes", "Réponses"]),
        ("en", ["Region", "Figures", "Platforms", "Answers"]),
    ],
)
def test_a_region_has_four_tabs_in_the_language_of_the_layers(load, code, tabs):
    form = load(code=code).regions.editFormConfig()
    assert form.layout() == Qgis.AttributeFormLayout.DragAndDrop
    assert len(form.tabs()) == len(tabs)
    if code == "en":
        assert [tab.name() for tab in form.tabs()] == tabs


def test_the_form_of_a_region_opens_with_the_rows_of_its_three_relations(load, open_form):
    form = open_form(load().regions, "\"region_code\" = '53'")
    assert form.findChild(QTabWidget).count() == 4
    relations = {wrapper.relation().id() for wrapper in form.findChildren(QgsRelationWidgetWrapper)}
    assert relations == {"ctd_facts", "ctd_platforms", "ctd_survey"}


def test_the_form_of_a_platform_opens_with_its_endpoints(load, open_form):
    form = open_form(load().tables["platforms"], "\"name\" = 'GéoBretagne'")
    assert [w.relation().id() for w in form.findChildren(QgsRelationWidgetWrapper)] == ["ctd_endpoints"]


def test_every_field_of_a_region_but_its_number_is_in_the_form_once(load):
    regions = load(code="en").regions
    names = []
    for tab in regions.editFormConfig().tabs():
        names += [element.name() for element in tab.children() if not isinstance(element, QgsAttributeEditorRelation)]
    aliases = {regions.attributeDisplayName(regions.fields().indexOf(n)): n for n in regions.fields().names()}
    fields = sorted(aliases.get(name, name) for name in names)
    # The printed label is the survey's own words for the status, which the form shows in the layers' language.
    assert fields == sorted(set(regions.fields().names()) - {"fid", "status_label"})


def test_the_main_address_is_a_link(load, open_form):
    form = open_form(load().regions, "\"region_code\" = '53'")
    (link,) = [text for text in texts(form) if "<a " in text]
    assert '<a href="https://' in link


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "<script>x</script>", 'https://a.fr/ "x'],
)
def test_an_address_of_another_kind_is_text_and_no_link(load, open_form, edited, address):
    form = open_form(load(edited(address)).regions, "\"region_code\" = '53'")
    escaped = address.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert f"<span>{escaped}</span>" in texts(form)
    assert not any("<a " in text or "<script" in text for text in texts(form))


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("https://geobretagne.fr/a?b=c&d=e", "https://geobretagne.fr/a?b=c&d=e"),
        ("http://peigeo.re:8080/x", "http://peigeo.re:8080/x"),
        (" https://geobretagne.fr ", "https://geobretagne.fr"),
        ("craig.fr", "https://craig.fr"),
        ("www.craig.fr/données", "https://www.craig.fr/données"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html,hello", ""),
        ("//craig.fr", ""),
        ("/etc/passwd", ""),
        ("https://a.fr b", ""),
        ("https://www.region.fr@ailleurs.fr/", ""),
        ("https://ailleurs.fr\\@region.fr/", ""),
        ("https://medium.com/@craig", "https://medium.com/@craig"),
        ("https://", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_are_opened_and_a_bare_host_gets_https(address, opened):
    context = QgsExpressionContext()
    context.setFields(QgsFeature().fields())
    expression = QgsExpression(safe_url(literal(address)))
    assert expression.evaluate(context) == opened, expression.parserErrorString()


@pytest.mark.parametrize(("layer", "field"), [("regions", "main_url"), ("platforms", "homepage"), ("endpoints", "url")])
def test_an_action_of_each_row_opens_its_address(load, layer, field):
    source = load().all[layer]
    (action,) = source.actions().actions()
    assert action.type() == Qgis.AttributeActionType.OpenUrl
    assert action.actionScopes() >= {"Feature", "Canvas"}
    feature = next(f for f in source.getFeatures() if f[field])
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(source))
    context.setFeature(feature)
    assert QgsExpression.replaceExpressionText(action.command(), context) == feature[field]


def test_codes_are_shown_in_words_of_the_layers_language(load):
    layers = load(code="en")
    assert shown_value(layers.regions, "status", "established") == "CTD in place"
    assert shown_value(layers.regions, "staff_scope", "structure") == "whole organisation"
    assert shown_value(layers.tables["facts"], "payer", "europe") == "ERDF"
    assert shown_value(layers.tables["platforms"], "technology", "onegeo") == "OneGeo Suite"
    assert shown_value(layers.tables["platforms"], "operator", "region") == "run by the Region"
    assert shown_value(layers.tables["endpoints"], "confidence", "low") == "low confidence"
    QgsProject.instance().clear()
    assert shown_value(load(code="fr").regions, "status", "established") == "CTD existant"


def test_every_code_in_the_tables_has_its_words(load):
    for layer in load().all.values():
        for index, field in enumerate(layer.fields()):
            setup = layer.editorWidgetSetup(index)
            if setup.type() == "ValueMap":
                known = {code for pair in setup.config()["map"] for code in pair.values()}
                assert {str(value) for value in layer.uniqueValues(index) if value} <= known, field.name()


def test_lists_of_codes_are_shown_in_words(load, open_form):
    form = open_form(load(code="en").regions, "\"region_code\" = '44'")
    assert any("State" in text and "Region" in text for text in texts(form))


@pytest.mark.parametrize(("code", "shown"), [("fr", "24/02/2025"), ("en", "2025-02-24")])
def test_dates_are_written_as_the_language_does(load, code, shown):
    regions = load(code=code).regions
    (feature,) = regions.getFeatures("\"region_code\" = '52'")
    assert shown_value(regions, "ctd_date", feature["ctd_date"]) == shown


def test_forms_are_for_reading(load):
    for layer in load().all.values():
        assert all(layer.editFormConfig().readOnly(index) for index in range(layer.fields().count()))


def test_every_row_has_a_name_in_lists(load):
    for layer in load(code="en").all.values():
        expression = QgsExpression(layer.displayExpression())
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        for feature in layer.getFeatures():
            context.setFeature(feature)
            assert expression.evaluate(context), (layer.name(), expression.evalErrorString())


def test_forms_survive_a_change_of_theme(filled, bundled):
    from ctd_plugin.gis.map_project import show_theme
    from ctd_plugin.gis.options import ThemeId
    from ctd_plugin.gis.themes import THEMES

    project, layers = filled(bundled, "en")
    with language("en"):
        show_theme(project, layers, THEMES[ThemeId.BUDGET])
        show_theme(project, layers, THEMES[ThemeId.STATUS])
    assert [tab.name() for tab in layers.regions.editFormConfig().tabs()] == [
        "Region",
        "Figures",
        "Platforms",
        "Answers",
    ]
    assert len(layers.regions.actions().actions()) == 1


def test_a_layer_that_has_lost_a_field_still_loads(load, bundled, tmp_path):
    path = shutil.copy(bundled, tmp_path / "old.gpkg")
    with sqlite3.connect(path) as database:
        database.execute("ALTER TABLE platforms DROP COLUMN homepage")
    layers = load(path)
    assert "homepage" not in layers.tables["platforms"].fields().names()


@pytest.mark.parametrize(("code", "shown", "hidden"), [("fr", "note_fr", "note"), ("en", "note", "note_fr")])
def test_a_form_and_its_table_show_the_texts_of_their_language_alone(load, code, shown, hidden):
    facts = load(code=code).tables["facts"]
    (tab,) = facts.editFormConfig().tabs()
    fields = [element.name() for element in tab.children()]
    assert shown in fields
    assert hidden not in fields
    assert facts.editorWidgetSetup(facts.fields().indexOf(hidden)).type() == "Hidden"
    columns = {column.name: column.hidden for column in facts.attributeTableConfig().columns()}
    assert (columns[shown], columns[hidden]) == (False, True)
    assert facts.attributeDisplayName(facts.fields().indexOf(shown)) == "Note"
