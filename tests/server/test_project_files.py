"""The files that a server gets: no path of the machine that made them, no name of its user, no code of any kind."""

from __future__ import annotations

import getpass
import re
import sqlite3
import xml.etree.ElementTree as ElementTree
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from qgis.core import QgsLayoutItemMap, QgsPrintLayout

from ctd_plugin.gis import map_project
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.sharing.share import share_to_geopackage
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.i18n import language
from tests.support.paths import ROOT

OPEN_URL = "5"


@pytest.fixture(scope="module")
def shared(personal_edition, tmp_path_factory):
    """The GeoPackage and the project of a sharing."""
    folder = tmp_path_factory.mktemp("shared")
    with pytest.MonkeyPatch.context() as patch:
        # What else a sharing writes is alike for each theme.
        patch.setattr(map_project, "THEMES", {theme: THEMES[theme] for theme in ("status", "budget")})
        remarks = share_to_geopackage(personal_edition, folder / "ctd.gpkg", folder / "ctd.qgz")
    assert ["names respondents" in remark for remark in remarks] == [True]
    return folder


def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def saved_styles(file: Path) -> dict[str, str]:
    with closing(sqlite3.connect(file)) as database:
        query = "SELECT f_table_name || ' ' || stylename, styleqml || stylesld FROM layer_styles"
        return dict(database.execute(query))


@pytest.fixture(scope="module")
def texts(project_file, shared):
    """Return name → bytes of all that is written for others."""
    styles = {name: text.encode() for name, text in saved_styles(shared / "ctd.gpkg").items()}
    built = {f"built {name}": content for name, content in parts(project_file).items()}
    return built | {f"shared {name}": content for name, content in parts(shared / "ctd.qgz").items()} | styles


def test_no_path_of_this_machine_is_in_any_file(texts, project_file, shared):
    assert sum(name.endswith(".qgs") for name in texts) == 2
    assert len([name for name in texts if name.startswith(("regions ", "survey "))]) == 3
    absolute = re.compile(rb"""["'>](?:file:)?/(?:home|root|tmp|usr|Users|mnt|var|work)/|["'>][A-Za-z]:[\\/](?!/)""")
    for name, content in texts.items():
        assert absolute.search(content) is None, (name, absolute.search(content))
        for folder in (project_file.parent, shared, ROOT, Path.home()):
            assert f"{folder}/".encode() not in content, name


def test_no_file_says_who_wrote_it(texts):
    for name, content in texts.items():
        if name.endswith(".qgs"):
            project = ElementTree.fromstring(content)
            assert not {"saveUser", "saveUserFull"} & set(project.attrib)
            assert {author.text for author in project.iter("author")} <= {None, ""}
            assert getpass.getuser() not in project.attrib.values()


def test_no_file_has_code_that_runs(texts):
    for name, content in texts.items():
        if name.endswith(".db"):
            continue
        root = ElementTree.fromstring(content) if name.endswith(".qgs") else _fragment(content)
        assert [macro.text for macro in root.iter("pythonCode") if macro.text] == [], name
        assert root.find(".//Macros") is None, name
        assert root.find(".//ExpressionFunctions") is None, name
        assert {action.get("type") for action in root.iter("actionsetting")} <= {OPEN_URL}, name
        for form in ("editforminit", "editforminitfilepath", "editforminitcode"):
            assert {(element.text or "").strip() for element in root.iter(form)} <= {""}, (name, form)
        assert {element.text for element in root.iter("editforminitcodesource")} <= {"0"}, name
        assert root.find(".//attributeEditorHtmlElement") is None, name
        assert root.find(".//attributeEditorQmlElement") is None, name
        assert re.search(rb"<script|javascript:", content, re.IGNORECASE) is None, name


def _fragment(content: bytes) -> ElementTree.Element:
    """Return what is in a style: QML, then SLD."""
    documents = re.sub(rb"<!DOCTYPE[^>]*>|<\?xml[^>]*\?>", b"", content)
    return ElementTree.fromstring(b"<styles>" + documents + b"</styles>")


def test_every_theme_is_there_as_style_map_theme_and_layouts(opened):
    with language("fr"):
        titles = {theme.title() for theme in THEMES.values() if theme.of_survey and not theme.tables}
    assert set(find_layers(opened).regions.styleManager().styles()) == titles
    assert set(opened.mapThemeCollection().mapThemes()) == titles
    layouts = {layout.name() for layout in opened.layoutManager().layouts()}
    assert layouts == {f"{title} – {page}" for title in titles for page in ("A4", "A3")}


def test_every_layout_prints_on_request_all_its_maps(opened):
    for layout in opened.layoutManager().layouts():
        assert isinstance(layout, QgsPrintLayout)
        atlas = layout.atlas()
        assert atlas.enabled()
        assert atlas.coverageLayer() == find_layers(opened).tables["about"]
        maps = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]
        assert all(item.atlasDriven() and item.followVisibilityPreset() for item in maps)
        extents = {item.uuid(): item.extent().toString() for item in maps}
        atlas.updateFeatures()
        assert atlas.count() == 1
        assert atlas.seekTo(0)
        assert {item.uuid(): item.extent().toString() for item in maps} == extents, "an atlas moves no map"


def test_relations_bookmarks_and_read_only_forms_are_there(opened):
    layers = find_layers(opened)
    relations = opened.relationManager().relations()
    assert set(relations) == {"ctd_survey", "ctd_facts", "ctd_platforms", "ctd_endpoints"}
    assert all(relation.isValid() for relation in relations.values())
    assert len(opened.bookmarkManager().bookmarks()) == 6
    for layer in layers.all.values():
        form = layer.editFormConfig()
        assert all(form.readOnly(index) for index in range(layer.fields().count()))
