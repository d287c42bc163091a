"""`ctdShare`: what the form offers, refuses and remembers, and the message at the end."""

from __future__ import annotations

import pytest
from qgis.core import Qgis, QgsDataSourceUri, QgsProviderRegistry
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QRadioButton

from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gui.dialogs import share as share_dialog
from ctd_plugin.gui.dialogs.share import ShareDialog, Target, share, show_share_dialog
from ctd_plugin.settings import Settings, read_settings
from tests.support.windows import written


@pytest.fixture
def connections():
    """Two connections that are stored in QGIS; nothing listens at their end."""
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    for name in ("Région", "Atelier"):
        uri = QgsDataSourceUri()
        uri.setConnection("127.0.0.1", "1", "ctd", "editor", "mot-de-passe")
        metadata.saveConnection(metadata.createConnection(uri.uri(False), {"savePassword": True}), name)
    yield
    for name in ("Région", "Atelier"):
        metadata.deleteConnection(name)


@pytest.fixture
def dialog():
    """Return a function that opens the form."""
    dialogs = []

    def open_(settings=None):
        dialogs.append(ShareDialog(settings or Settings()))
        return dialogs[-1]

    yield open_
    for dialog in dialogs:
        dialog.deleteLater()


def choose(dialog, *, to=None, connection=None, schema=None, file=None, project=None):
    """Answer the form as a user does."""
    if to is not None:
        dialog.findChild(QRadioButton, f"ctdShareTo{to}").setChecked(True)
    if connection is not None:
        dialog.findChild(QComboBox, "ctdShareConnection").setCurrentText(connection)
    if schema is not None:
        dialog.findChild(QLineEdit, "ctdShareSchema").setText(schema)
    if file is not None:
        dialog.findChild(QgsFileWidget, "ctdShareFile").setFilePath(str(file))
    if project is not None:
        dialog.findChild(QgsFileWidget, "ctdShareProject").setFilePath(str(project))


def test_the_form_offers_the_stored_connections_and_remembers_the_last(connections, dialog):
    form = dialog(Settings(share_connection="Région", share_schema="enquete"))
    box = form.findChild(QComboBox, "ctdShareConnection")
    assert [box.itemText(index) for index in range(box.count())] == ["Atelier", "Région"]
    assert form.target() == Target("Région", "enquete", None, None)
    choose(form, connection="Atelier", schema=" ctd_2026 ")
    form.accept()
    assert form.result() == QDialog.DialogCode.Accepted
    assert form.target() == Target("Atelier", "ctd_2026", None, None)
    assert (form.settings().share_connection, form.settings().share_schema) == ("Atelier", "ctd_2026")


def test_without_a_connection_the_form_says_where_one_is_made_and_offers_a_geopackage(dialog):
    form = dialog()
    assert not form.findChild(QRadioButton, "ctdShareToDatabase").isEnabled()
    assert form.findChild(QRadioButton, "ctdShareToFile").isChecked()
    hint = "No PostgreSQL connection yet: create one in the Data Source Manager."
    assert hint in [label.text() for label in form.findChildren(QLabel)]


def test_only_what_the_choice_needs_can_be_filled_in(connections, dialog):
    form = dialog()
    for to, is_database in (("File", False), ("Database", True)):
        choose(form, to=to)
        assert form.findChild(QLineEdit, "ctdShareSchema").isEnabled() is is_database
        assert form.findChild(QComboBox, "ctdShareConnection").isEnabled() is is_database
        assert form.findChild(QgsFileWidget, "ctdShareFile").isEnabled() is not is_database


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"to": "Database", "schema": " "}, "Enter the destination schema."),
        ({"to": "File"}, "Choose a GeoPackage (.gpkg) as the destination."),
        ({"to": "File", "file": "ctd.shp"}, "Choose a GeoPackage (.gpkg) as the destination."),
        ({"to": "Database", "project": "ctd.png"}, "Choose a project file that ends in .qgz."),
    ],
)
def test_what_cannot_be_done_keeps_the_form_open(connections, dialog, boxes, answers, sentence):
    form = dialog()
    choose(form, **answers)
    form.accept()
    assert boxes == [sentence]
    assert form.result() != QDialog.DialogCode.Accepted


def test_files_that_are_there_are_replaced_only_when_the_user_says_so(dialog, boxes, tmp_path):
    form = dialog()
    (tmp_path / "ctd.gpkg").touch()
    choose(form, to="File", file=tmp_path / "ctd.gpkg")
    form.accept()
    assert boxes == ["ctd.gpkg exists already. Replace it?"]
    assert form.result() != QDialog.DialogCode.Accepted
    boxes.agree = True
    form.accept()
    assert form.result() == QDialog.DialogCode.Accepted


def test_the_open_projects_survey_is_shared_and_the_user_sees_where(
    window, qgis_new_project, one_row, tmp_path, one_theme
):
    load_layers(qgis_new_project, one_row)
    share(window, Target("", "", tmp_path / "ctd.gpkg", tmp_path / "ctd.qgz"), "fr")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["ctd.gpkg", "ctd.qgz"]
    assert written(window) == [
        f"Survey shared to {tmp_path / 'ctd.gpkg'}.",
        f"Project of the shared survey: {tmp_path / 'ctd.qgz'}.",
    ]


def test_a_database_that_cannot_be_reached_is_reported_without_its_password(window, connections):
    share(window, Target("Atelier", "ctd", None, None), "fr")
    (reported,) = window.messageBar().get_messages(Qgis.MessageLevel.Critical)
    assert "The database of the connection “Atelier” did not respond (connection refused)" in reported
    assert "mot-de-passe" not in reported


@pytest.mark.parametrize("accepted", [True, False])
def test_the_answers_are_remembered_and_used_only_when_the_form_is_accepted(
    window, windows, connections, monkeypatch, accepted
):
    shared = []
    monkeypatch.setattr(share_dialog, "share", lambda _iface, target, code: shared.append((target.connection, code)))

    form = show_share_dialog(window, windows)
    choose(form, connection="Région")
    if accepted:
        form.accept()
    else:
        form.reject()
    QCoreApplication.processEvents()
    assert shared == ([("Région", "fr")] if accepted else [])
    assert read_settings().share_connection == ("Région" if accepted else "")
