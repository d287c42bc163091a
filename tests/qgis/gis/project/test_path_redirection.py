"""A project saved without its data, opened in another profile: the same edition there, or a layer that is missing."""

from __future__ import annotations

import gc
import shutil
import weakref
from zipfile import ZipFile

import pytest
from qgis.core import QgsApplication, QgsProject

from ctd_plugin.gis.project import path_redirection
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.project.path_redirection import redirected, register
from ctd_plugin.gis.user_profile import bundled_name, working_copy
from tests.support.map_projects import fill_project

OTHER = f"/home/autre/.local/share/QGIS/QGIS3/profiles/default/ctd/{bundled_name()}"


@pytest.fixture
def redirecting():
    end = register()
    yield
    end()


def test_qgis_keeps_nothing_of_it_once_it_has_ended(monkeypatch):
    """QGIS never lets go of the function that it was given, nor of the module that a function knows."""

    def redirect(path):
        return path

    monkeypatch.setattr(path_redirection, "redirected", redirect)
    register()()
    monkeypatch.undo()
    known = weakref.ref(redirect)
    del redirect
    gc.collect()
    assert known() is None


@pytest.fixture
def saved(profile, tmp_path):
    """The file of a project that was saved plainly, as a colleague sends it."""
    project = QgsProject()
    fill_project(project, working_copy())
    assert project.write(str(tmp_path / "carte.qgz"))
    project.clear()
    return tmp_path / "carte.qgz"


@pytest.fixture
def other_profile(tmp_path, monkeypatch):
    """Another profile than the one that a project was saved in, whose folder is gone."""
    shutil.rmtree(tmp_path / "profile")
    folder = tmp_path / "another"
    folder.mkdir()
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: f"{folder}/"))
    return folder


def opened(file):
    project = QgsProject()
    project.read(str(file))
    return project


def test_it_reads_the_copy_of_this_profile_which_is_made_for_it(saved, redirecting, other_profile):
    project = opened(saved)
    assert find_layers(project).source == other_profile / "ctd" / bundled_name()
    assert find_layers(project).regions.featureCount() == 18
    project.clear()


def test_without_the_redirection_its_layers_are_missing(saved, other_profile):
    project = opened(saved)
    assert find_layers(project) is None
    project.clear()


def test_an_edition_that_this_profile_does_not_have_is_missing_and_none_takes_its_place(
    saved, redirecting, other_profile, tmp_path
):
    text = ZipFile(saved).read("carte.qgs").decode().replace(bundled_name(), "ctd-00000000.gpkg")
    (tmp_path / "older.qgs").write_text(text, encoding="utf-8")
    project = opened(tmp_path / "older.qgs")
    assert find_layers(project) is None
    assert all("ctd-00000000.gpkg" in layer.source() for layer in project.mapLayers().values())
    project.clear()
    assert list(other_profile.iterdir()) == []


@pytest.mark.parametrize(
    "path",
    [
        OTHER,
        f"{OTHER}|layername=regions",
        f"../../profiles/default/ctd/{bundled_name()}",
        rf"C:\Users\é'\AppData\Roaming\QGIS\QGIS3\profiles\default\ctd\{bundled_name()}",
    ],
)
def test_every_way_to_write_the_file_of_another_machine_is_understood(profile, path):
    (_, _, layer) = path.partition("|")
    assert redirected(path) == f"{working_copy().as_posix()}{'|' + layer if layer else ''}"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/data/communes.gpkg",
        f"/data/{bundled_name()}",
        "/data/ctd/ctd-12345678.gpkg",
        'dbname=\'ctd\' host=localhost table="ctd"."regions"',
        "https://example.org/ctd/ctd-12345678.gpkg?\0",
    ],
)
def test_any_other_path_stays_as_it_is(profile, path):
    assert redirected(path) == path


def test_a_copy_that_still_exists_is_read_where_it_is(profile, tmp_path):
    theirs = tmp_path / "theirs" / "ctd" / bundled_name()
    theirs.parent.mkdir(parents=True)
    shutil.copy(working_copy(), theirs)
    assert redirected(str(theirs)) == str(theirs)


def test_a_profile_that_cannot_be_written_leaves_the_path_as_it_is(profile):
    (profile / "ctd").write_text("a file where the folder should be", encoding="utf-8")
    assert redirected(OTHER) == OTHER
