"""`ctd …` in QGIS's locator, searched by QGIS itself on a thread of its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsLocator,
    QgsLocatorContext,
    QgsLocatorFilter,
    QgsLocatorModel,
    QgsLocatorResult,
    QgsProject,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, Qt, QThread

from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.project.layers import find_layers, load_layers
from ctd_plugin.gis.regions import search as region_search
from ctd_plugin.gis.user_profile import working_copy
from ctd_plugin.gui.navigation.locator import LocatorRegistration
from ctd_plugin.i18n import set_user_language
from ctd_plugin.plugin import CtdPlugin
from ctd_plugin.regions import PRINTED_NAMES


@pytest.fixture
def locator(window, monkeypatch):
    """QGIS's own locator behind the window."""
    locator = QgsLocator()
    monkeypatch.setattr(window, "registerLocatorFilter", locator.registerFilter, raising=False)
    monkeypatch.setattr(window, "deregisterLocatorFilter", locator.deregisterFilter, raising=False)
    yield locator
    sip.delete(locator)


@pytest.fixture
def chosen():
    return []


@pytest.fixture
def finding(window, locator, chosen):
    finding = LocatorRegistration(window, chosen.append)
    yield finding
    finding.remove()


@pytest.fixture
def search(locator, finding):
    """Return a function that types into the locator and returns the results in the order in which they are listed."""

    def results(text):
        found, loop = [], QEventLoop()

        def keep(result):
            # The result itself lives no longer than its signal.
            found.append(QgsLocatorResult(result))

        locator.foundResult.connect(keep)
        locator.finished.connect(loop.quit)
        locator.fetchResults(text, QgsLocatorContext())
        loop.exec()
        QCoreApplication.processEvents()
        locator.foundResult.disconnect(keep)
        locator.finished.disconnect(loop.quit)
        return sorted(found, key=lambda result: (-result.groupScore, -result.score))

    return results


def codes(results, group):
    return {result.userData for result in results if result.group == group}


def sql(query):
    with closing(sqlite3.connect(f"{GEOPACKAGE.as_uri()}?mode=ro", uri=True)) as file:
        return {row[0] for row in file.execute(query)}


@pytest.mark.parametrize(
    ("text", "code"),
    [("ctd bretagne", "53"), ("ctd BRET", "53"), ("ctd aura", "84"), ("ctd paca", "93"), ("ctd réunion", "04")],
)
def test_a_region_comes_first_with_its_status(search, text, code):
    first = search(text)[0]
    assert (first.userData, first.group) == (code, "Regions")
    assert first.displayString == PRINTED_NAMES[code]
    assert first.description in ("Under consideration", "No known CTD initiative", "CTD in place")


def test_prodige_finds_the_platforms_that_run_on_it_and_the_answers_that_name_it(search):
    found = search("ctd prodige")
    platforms = sql("SELECT region_code FROM platforms WHERE technology = 'prodige' OR name LIKE '%Prodige%'")
    assert codes(found, "Platforms") == platforms
    answers = [result for result in found if result.group == "Survey answers"]
    assert answers
    # Near enough to the start for the narrow list.
    assert all("prodige" in result.description.lower()[:55] for result in answers)


def test_a_word_is_found_in_every_column_of_the_survey(search):
    with closing(sqlite3.connect(f"{GEOPACKAGE.as_uri()}?mode=ro", uri=True)) as file:
        file.row_factory = sqlite3.Row
        rows = [dict(row) for row in file.execute("SELECT * FROM survey")]
    expected = sorted(
        row["region_code"]
        for row in rows
        for column, cell in row.items()
        if column not in ("fid", "region", "region_code") and "pcrs" in str(cell).lower()
    )
    found = [result for result in search("ctd PCRS") if result.group == "Survey answers"]
    assert sorted(result.userData for result in found) == expected
    assert expected


def test_a_payer_finds_the_regions_that_it_pays_in_also_by_its_french_name(search):
    europe = sql("SELECT region_code FROM regions WHERE funding_sources LIKE '%europe%'")
    assert codes(search("ctd feder"), "Funding sources") == europe
    assert codes(search("ctd erdf"), "Funding sources") == europe


def test_the_prefix_alone_lists_the_18_regions(search):
    assert codes(search("ctd "), "Regions") == sql("SELECT region_code FROM regions")


def test_nothing_that_a_user_may_type_breaks_the_search(search):
    for text in ('ctd "', "ctd <b>", "ctd %", "ctd '; --", "ctd " + "a" * 5000, "ctd \u0301"):
        search(text)


def test_the_search_runs_on_another_thread_which_reads_no_layer(search, window, qgis_new_project, filled, monkeypatch):
    threads = {"read": set(), "searched": set()}
    read, searched = region_search.find_layers, region_search.AnswerIndex.search

    def read_here(project):
        threads["read"].add(QThread.currentThread() == QCoreApplication.instance().thread())
        return read(project)

    def searched_here(self, *arguments):
        threads["searched"].add(QThread.currentThread() == QCoreApplication.instance().thread())
        return searched(self, *arguments)

    monkeypatch.setattr(region_search, "find_layers", read_here)
    monkeypatch.setattr(region_search.AnswerIndex, "search", searched_here)
    assert search("ctd prodige")
    assert threads == {"read": {True}, "searched": {False}}


def test_the_layers_of_the_project_are_searched_as_they_are_now(search, qgis_new_project, filled, tmp_path):
    copy = tmp_path / "ctd.gpkg"
    copy.write_bytes(GEOPACKAGE.read_bytes())
    _, layers = filled(copy, "en", qgis_new_project)
    assert not search("ctd xylophone")
    survey = layers.tables["survey"]
    survey.startEditing()
    row = next(row for row in survey.getFeatures() if row["region_code"] == "28")
    survey.changeAttributeValue(row.id(), survey.fields().indexOf("outils"), "un <b>Xylophone</b>")
    assert codes(search("ctd xylophone"), "Survey answers") == {"28"}
    survey.changeAttributeValue(row.id(), survey.fields().indexOf("outils"), "un Violoncelle")
    assert codes(search("ctd violoncelle"), "Survey answers") == {"28"}
    survey.changeAttributeValue(row.id(), survey.fields().indexOf("outils"), "un <b>Xylophone</b>")
    survey.commitChanges()
    found = search("ctd xylophone")
    assert [result.description for result in found] == ["Tools and platforms: un <b>Xylophone</b>"]


def test_a_damaged_copy_of_the_bundled_survey_finds_nothing_and_is_logged(search, qgis_new_project):
    logged = []
    QgsApplication.messageLog().messageReceived[str, str, Qgis.MessageLevel].connect(lambda *said: logged.append(said))
    working_copy().write_bytes(b"not a database")
    assert search("ctd bretagne") == []
    assert any(tag == "CTD" and "has no readable layer" in text for text, tag, _ in logged)


def test_a_file_that_another_program_changed_is_read_again(search, qgis_new_project, tmp_path):
    copy = tmp_path / "ctd.gpkg"
    copy.write_bytes(GEOPACKAGE.read_bytes())
    load_layers(qgis_new_project, copy)
    assert not search("ctd xylophone")
    with closing(sqlite3.connect(copy)) as file:
        file.execute("UPDATE survey SET outils = 'un xylophone' WHERE region_code = '28'")
        file.commit()
    assert codes(search("ctd xylophone"), "Survey answers") == {"28"}


def test_a_layer_with_deleted_fields_is_searched_for_the_rest(search, qgis_new_project, filled, tmp_path):
    copy = tmp_path / "ctd.gpkg"
    copy.write_bytes(GEOPACKAGE.read_bytes())
    with closing(sqlite3.connect(copy)) as file:
        file.execute("ALTER TABLE survey DROP COLUMN outils")
        file.execute("ALTER TABLE regions RENAME COLUMN technologies TO logiciels")
        file.execute("ALTER TABLE platforms DROP COLUMN technology")
        file.commit()
    load_layers(qgis_new_project, copy)
    assert codes(search("ctd bretagne"), "Regions") == {"53"}
    assert codes(search("ctd feder"), "Survey answers")


def test_choosing_a_result_zooms_to_the_region_and_passes_its_code_on(
    search, finding, locator, window, qgis_new_project, bundled, filled, chosen
):
    _, layers = filled(bundled, "fr", qgis_new_project)
    locator.filters()[0].triggerResult(search("ctd bretagne")[0])
    assert_shows_bretagne(window, layers, chosen)


def test_choosing_a_result_in_a_project_without_the_map_loads_it_first(search, locator, window, chosen):
    assert find_layers(QgsProject.instance()) is None
    result = search("ctd bretagne")[0]
    assert find_layers(QgsProject.instance()) is None
    locator.filters()[0].triggerResult(result)
    assert_shows_bretagne(window, find_layers(QgsProject.instance()), chosen)


def assert_shows_bretagne(window, layers, chosen):
    (bretagne,) = layers.regions.getFeatures("\"region_code\" = '53'")
    canvas = window.mapCanvas()
    extent = canvas.mapSettings().layerExtentToOutputExtent(layers.regions, bretagne.geometry().boundingBox())
    assert canvas.extent().contains(extent)
    assert min(canvas.extent().width() / extent.width(), canvas.extent().height() / extent.height()) < 1.5
    assert chosen == ["53"]


def test_a_region_that_the_layer_lost_is_reported(finding, window, qgis_new_project, bundled, filled, chosen):
    filled(bundled, "en", qgis_new_project)
    finding.choose("99")
    assert "Region 99 is missing" in " ".join(str(text) for text in window.messageBar().messages.values())


def test_the_filter_is_in_the_language_of_qgis_and_its_prefix_is_ctd(search, locator):
    own = locator.filters()[0]
    assert own.prefix() == own.activePrefix() == "ctd"
    # Asked for by its prefix: it does not mix into what others find.
    assert not own.useWithoutPrefix()
    set_user_language("fr")
    assert search("ctd bretagne")[0].description == "Réflexion engagée"


def test_qgis_lists_the_results_under_their_groups(search, locator):
    model = QgsLocatorModel()
    locator.foundResult.connect(model.addResult)
    search("ctd bretagne")
    titles = [model.index(row, 0).data(Qt.ItemDataRole.DisplayRole).strip() for row in range(model.rowCount())]
    assert titles[:3] == ["CTD: regions, platforms and answers", "Regions", "Bretagne"]
    assert "Platforms" in titles
    locator.foundResult.disconnect(model.addResult)


def test_the_plugin_brings_the_filter_and_takes_it_away_twice(window, locator, flush_deletes):
    for _ in range(2):
        plugin = CtdPlugin(window)
        plugin.initGui()
        [own] = locator.filters()
        assert isinstance(own, QgsLocatorFilter)
        assert own.name() == "ctd"
        plugin.unload()
        flush_deletes()
        assert locator.filters() == []
        assert sip.isdeleted(own)
