"""A project saved with its data: one folder that opens anywhere, and the open project reads it from there."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from qgis.core import (
    QgsFeedback,
    QgsLayoutItemPicture,
    QgsMapLayerStyle,
    QgsPrintLayout,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from ctd_plugin.errors import CtdError
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.editions import edition_group
from ctd_plugin.gis.project.layers import find_layers, load_layers
from ctd_plugin.gis.project.portable import edited_layers, plan_portable, save_portable
from ctd_plugin.gis.themes import THEMES, apply_theme
from ctd_plugin.gis.user_profile import added_folder, bundled_name, working_copy

POINTS = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [2, 47]}}],
}
OPEN = """
import json, sys
from qgis.core import QgsApplication, QgsProject
app = QgsApplication([], False)
app.initQgis()
project = QgsProject()
assert project.read(sys.argv[1])
layers = project.mapLayers().values()
print(json.dumps({layer.name(): [layer.isValid(), layer.source(), layer.featureCount()] for layer in layers}))
project.clear()
"""


@pytest.fixture
def project(profile):
    """An open project with the map, two themes and a layer that was added from a catalogue."""
    project = QgsProject()
    layers = load_layers(project, working_copy())
    for theme in (ThemeId.STATUS, ThemeId.BUDGET):
        apply_theme(project, layers, THEMES[theme])
    added_folder().mkdir(parents=True)
    file = added_folder() / "Pôles d'échange.geojson"
    file.write_text(json.dumps(POINTS), encoding="utf-8")
    project.addMapLayer(QgsVectorLayer(str(file), "Pôles", "ogr"))
    yield project
    project.clear()


def write(project):
    return project.write()


def save(project, file, save=write):
    file.parent.mkdir(exist_ok=True)
    save_portable(project, plan_portable(project, file), save, QgsFeedback())


def test_the_folder_opens_elsewhere_in_a_qgis_without_the_plugin(project, profile, tmp_path):
    save(project, tmp_path / "Réunion d'été" / "carte.qgz")
    moved = shutil.move(tmp_path / "Réunion d'été", tmp_path / "chez un collègue")
    shutil.rmtree(profile)
    assert sorted(path.name for path in moved.iterdir()) == ["Pôles d'échange.geojson", "carte.qgz", "ctd.gpkg"]
    run = subprocess.run([sys.executable, "-c", OPEN, moved / "carte.qgz"], capture_output=True, text=True, check=True)
    opened = json.loads(run.stdout.splitlines()[-1])
    assert len(opened) == 7
    for is_valid, source, _ in opened.values():
        assert is_valid
        assert source.startswith(str(moved))
    assert opened["CTD – regions"][2] == 18
    assert opened["Pôles"][2] == 1


def test_its_file_has_no_path_of_this_machine(project, profile, tmp_path):
    save(project, tmp_path / "dossier" / "carte.qgz")
    text = ZipFile(tmp_path / "dossier" / "carte.qgz").read("carte.qgs").decode()
    assert bundled_name() not in text
    assert str(tmp_path) not in text
    assert "./ctd.gpkg|layername=regions" in text


def test_a_server_offers_its_edition_by_short_names_and_what_its_user_offered(project, tmp_path):
    (own,) = project.mapLayersByName("Pôles")
    project.writeEntry("WFSLayers", "/", [own.id()])
    save(project, tmp_path / "dossier" / "carte.qgz")
    saved = QgsProject()
    assert saved.read(str(tmp_path / "dossier" / "carte.qgz"))
    layers = find_layers(saved).all
    assert {table: layer.serverProperties().shortName() for table, layer in layers.items()} == {t: t for t in layers}
    offered = saved.readListEntry("WFSLayers", "/")[0]
    assert offered == [own.id(), *(layer.id() for layer in layers.values())]
    saved.clear()


def test_a_style_that_is_not_shown_keeps_no_path_either(project, tmp_path):
    """QGIS 3.44 writes the files of related layers into it."""
    layers = find_layers(project)
    xml = f'<qgis><relation dataSource="{layers.source}|layername=survey"/></qgis>'
    layers.regions.styleManager().addStyle("ancien", QgsMapLayerStyle(xml))
    save(project, tmp_path / "dossier" / "carte.qgz")
    assert "./ctd.gpkg|layername=survey" in layers.regions.styleManager().style("ancien").xmlData()
    assert bundled_name() not in ZipFile(tmp_path / "dossier" / "carte.qgz").read("carte.qgs").decode()


def test_the_open_project_is_the_saved_one_and_its_layers_are_the_same(project, tmp_path):
    regions = find_layers(project).regions
    regions.setName("Nos régions")
    ids, styles = set(project.mapLayers()), regions.styleManager().styles()
    save(project, tmp_path / "dossier" / "carte.qgz")
    assert project.fileName() == str(tmp_path / "dossier" / "carte.qgz")
    assert not project.isDirty()
    assert set(project.mapLayers()) == ids
    assert find_layers(project).source == tmp_path / "dossier" / "ctd.gpkg"
    assert find_layers(project).regions is regions
    assert (regions.name(), regions.styleManager().styles()) == ("Nos régions", styles)
    assert regions.renderer().categories()
    assert all(relation.isValid() for relation in project.relationManager().relations().values())
    # Saved again, there is nothing to copy, nor to ask.
    plan = plan_portable(project, tmp_path / "dossier" / "carte.qgz")
    assert plan.copies == ()
    save(project, tmp_path / "dossier" / "carte.qgz")
    assert not project.isDirty()


def test_the_copy_has_what_was_committed_and_no_log_beside_it(project, tmp_path):
    source = find_layers(project).source
    with closing(sqlite3.connect(source)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("UPDATE survey SET contact = 'dans le journal' WHERE region_code = '53'")
        database.commit()
        save(project, tmp_path / "dossier" / "carte.qgz")
    (found,) = find_layers(project).tables["survey"].getFeatures("region_code = '53'")
    assert found["contact"] == "dans le journal"
    with closing(sqlite3.connect(tmp_path / "dossier" / "ctd.gpkg")) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_edits_that_are_not_saved_are_named_before(project, tmp_path):
    regions = find_layers(project).regions
    regions.startEditing()
    assert edited_layers(project, plan_portable(project, tmp_path / "carte.qgz")) == []
    regions.changeAttributeValue(next(regions.getFeatures()).id(), regions.fields().indexOf("contact"), "x@example.org")
    assert edited_layers(project, plan_portable(project, tmp_path / "carte.qgz")) == [regions]
    regions.rollBack()


def test_layers_that_cannot_be_copied_are_named(project, tmp_path):
    own = tmp_path / "mes données"
    own.mkdir()
    (own / "points.geojson").write_text(json.dumps(POINTS), encoding="utf-8")
    project.addMapLayer(QgsVectorLayer(str(own / "points.geojson"), "Mes points", "ogr"))
    project.addMapLayer(QgsVectorLayer("Point?crs=EPSG:4326", "Brouillon", "memory"))
    project.addMapLayer(QgsRasterLayer("type=xyz&url=https://example.org/{z}/{x}/{y}.png", "Fond", "wms"))
    plan = plan_portable(project, tmp_path / "dossier" / "carte.qgz")
    assert sorted(plan.elsewhere) == ["Brouillon", f"Mes points ({own})"]
    assert len(plan.copies) == 2


def test_a_logo_goes_with_the_layouts(project, tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    layout = QgsPrintLayout(project)
    picture = QgsLayoutItemPicture(layout)
    picture.setPicturePath(str(logo))
    layout.addLayoutItem(picture)
    project.layoutManager().addLayout(layout)
    save(project, tmp_path / "dossier" / "carte.qgz")
    assert picture.picturePath() == str(tmp_path / "dossier" / "logo.svg")
    assert (tmp_path / "dossier" / "logo.svg").exists()


def test_where_the_project_cannot_be_written_all_is_as_it_was(project, tmp_path):
    (tmp_path / "dossier").mkdir()
    former = tmp_path / "dossier" / "carte.qgz"
    former.write_bytes(b"another project")
    layers = find_layers(project)
    old_style = f'<qgis><relation dataSource="{layers.source}|layername=survey"/></qgis>'
    layers.regions.styleManager().addStyle("ancien", QgsMapLayerStyle(old_style))
    layers.regions.serverProperties().setTitle("Nos régions")
    project.writeEntry("WFSLayers", "/", ["puits"])
    project.writeEntry("WMSServiceTitle", "/", "Atlas")
    project.writeEntryBool("WMSServiceCapabilities", "/", False)
    before = state(project)
    with pytest.raises(CtdError, match=r"carte\.qgz"):
        save(project, former, lambda _project: False)
    assert state(project) == before
    assert project.fileName() == ""
    assert former.read_bytes() == b"another project"
    assert list(former.parent.iterdir()) == [former]
    # Once it can be written, it is.
    save(project, former)
    assert state(project) != before


def state(project):
    """Return what saving a project with its data may change in it: sources, styles, and what QGIS Server is told."""
    layers = find_layers(project)
    server = [layer.serverProperties() for layer in layers.all.values()]
    texts = ("WMSRootName", "WMSServiceTitle", "WMSServiceAbstract", "WMSContactOrganization", "WMSAccessConstraints")
    switches = ("WMSServiceCapabilities", "WMSHTMLFeatureInfoUseOnlyMaptip")
    return [
        {id_: layer.source() for id_, layer in project.mapLayers().items()},
        layers.regions.styleManager().style("ancien").xmlData(),
        [(one.shortName(), one.title(), one.abstract(), one.attribution()) for one in server],
        edition_group(project, layers).customProperty("wmsShortName"),
        [project.readEntry(key, "/") for key in texts],
        [project.readListEntry(key, "/") for key in ("WMSKeywordList", "WFSLayers", "WMSCrsList")],
        [project.readBoolEntry(key, "/") for key in switches],
    ]


def test_where_a_file_cannot_be_read_nothing_is_written(project, tmp_path):
    file = added_folder() / "Pôles d'échange.geojson"
    file.unlink()
    with pytest.raises(CtdError, match="Pôles d'échange"):
        save(project, tmp_path / "dossier" / "carte.qgz")
    assert list((tmp_path / "dossier").iterdir()) == []
    assert find_layers(project).source == working_copy()


def test_two_files_of_one_name_get_names_of_their_own(project, tmp_path, profile):
    other = profile / "ctd" / "autre" / "CTD.gpkg"
    other.parent.mkdir()
    shutil.copy(working_copy(), other)
    project.addMapLayer(QgsVectorLayer(f"{other}|layername=regions", "Autres régions", "ogr"))
    plan = plan_portable(project, Path(tmp_path / "dossier" / "carte.qgz"))
    names = [copy.target.name for copy in plan.copies]
    assert len({name.casefold() for name in names}) == 3
    assert "ctd.gpkg" in names or "CTD.gpkg" in names
