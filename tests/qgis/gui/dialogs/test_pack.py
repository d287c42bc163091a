"""The dialogs of export and pack: what they propose, remember and refuse, and what comes of their answers."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from qgis.core import QgsFeedback, QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtGui import QDesktopServices, QImage, QTextDocument
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMessageBox, QPushButton

from ctd_plugin.data.about import MADE_WITH, made_with
from ctd_plugin.gis.layout.layout import find_layout
from ctd_plugin.gis.pack.pack import PackPart
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.gui.dialogs import pack as pack_dialog
from ctd_plugin.gui.dialogs.export import ExportDialog, write_map
from ctd_plugin.gui.dialogs.pack import PackDialog, chosen_parts, write_pack
from ctd_plugin.gui.map.branding_group import BrandingGroup, project_branding
from ctd_plugin.i18n import language
from ctd_plugin.settings import Settings, read_settings, write_settings

MAPS_ONLY = Settings(pack_page=False, pack_slides=False, pack_data=False)


class Iface:
    """Keeps the sentences that the message bar would show."""

    def __init__(self):
        self.reported, self.items = [], []

    def messageBar(self):  # noqa: N802
        return self

    def pushMessage(self, _title, text, level):  # noqa: N802
        self.reported.append(text)

    def pushItem(self, item):  # noqa: N802
        document = QTextDocument()
        document.setHtml(item.text())
        self.reported.append(document.toPlainText())
        self.items.append(item)

    def mainWindow(self):  # noqa: N802
        return None


@pytest.fixture
def iface():
    return Iface()


@pytest.fixture
def warned(monkeypatch):
    """The sentences of warning boxes, which would wait for a click."""
    texts = []
    monkeypatch.setattr(QMessageBox, "warning", lambda _parent, _title, text: texts.append(text))
    return texts


@pytest.fixture
def answering(monkeypatch):
    """Return a function that lets a question be answered by the button of this text; it returns what is asked."""

    def answer(text):
        asked = []

        def click(box):
            asked.append(box.text())
            next(button for button in box.buttons() if button.text() == text).click()
            return 0

        monkeypatch.setattr(QMessageBox, "exec", click)
        return asked

    return answer


def index_of_a_pack():
    return f'<html><head><meta name="generator" content="{MADE_WITH}"></head></html>'


@pytest.fixture
def red(tmp_path):
    path = tmp_path / "red.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="red"/></svg>'
    )
    return str(path)


def choose(dialog, value):
    """Pick the entry of that value in whichever list of the dialog has it."""
    (box,) = [box for box in dialog.findChildren(QComboBox) if box.findData(value) >= 0]
    box.setCurrentIndex(box.findData(value))


def test_the_proposed_name_follows_theme_and_page_until_the_user_types_one(tmp_path):
    dialog = ExportDialog(Settings(export_folder=str(tmp_path)))
    assert dialog.output() == tmp_path / "ctd-status-A4.pdf"
    choose(dialog, "budget")
    assert dialog.output() == tmp_path / "ctd-budget-A4.pdf"
    choose(dialog, "16:9")
    assert dialog.output() == tmp_path / "ctd-budget-16-9.pdf"
    file = dialog.findChild(QgsFileWidget)
    file.setFilePath(str(tmp_path / "plénière.png"))
    choose(dialog, "staff")
    choose(dialog, "A3")
    assert dialog.output() == tmp_path / "plénière.png"


@pytest.mark.parametrize("kind", [ExportDialog, PackDialog])
def test_the_group_of_organisation_and_logos_is_closed_until_it_has_something_and_gives_it_back(tmp_path, red, kind):
    assert kind(Settings(export_folder=str(tmp_path))).findChild(BrandingGroup).isCollapsed()
    stored = Settings(export_folder=str(tmp_path), organisation="CRIGE", logo_2=red)
    dialog = kind(stored)
    assert not dialog.findChild(BrandingGroup).isCollapsed()
    assert dialog.settings() == stored
    dialog.findChild(QLineEdit, "ctdOrganisation").setText("  GIP  ")
    assert dialog.settings() == replace(stored, organisation="GIP")


@pytest.mark.parametrize("kind", [ExportDialog, PackDialog])
def test_a_bad_logo_keeps_the_form_open_with_one_sentence(tmp_path, warned, kind):
    dialog = kind(Settings(export_folder=str(tmp_path), logo_1=str(tmp_path / "gone.png")))
    dialog.accept()
    assert warned == [f"The logo {tmp_path / 'gone.png'} does not exist; choose another, or none."]
    assert dialog.result() == 0


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [("", "Choose an output folder."), ("dossier", "Enter the full path of the output folder.")],
)
def test_the_pack_needs_the_whole_path_of_a_folder(warned, folder, sentence):
    dialog = PackDialog(Settings())
    dialog.findChild(QgsFileWidget, "ctdPackFolder").setFilePath(folder)
    dialog.accept()
    assert warned == [sentence]
    assert dialog.result() == 0


def test_the_pack_proposes_a_folder_of_today_beside_those_of_other_days(tmp_path):
    today = f"ctd-pack-{date.today().isoformat()}"
    assert PackDialog(Settings(export_folder=str(tmp_path))).folder() == tmp_path / today
    # As earlier versions remembered it, the folder of the last pack itself.
    (tmp_path / "index.html").write_text(index_of_a_pack(), encoding="utf-8")
    assert PackDialog(Settings(export_folder=str(tmp_path))).folder() == tmp_path.parent / today


@pytest.mark.parametrize(
    ("clicked", "folder", "accepted"),
    [("Write to “juin-3”", "juin-3", True), ("Replace the pack", "juin", True), ("Cancel", "juin", False)],
)
def test_an_earlier_pack_is_replaced_only_on_request(tmp_path, answering, clicked, folder, accepted):
    for name in ("juin", "juin-2"):
        (tmp_path / name).mkdir()
    (tmp_path / "juin" / "index.html").write_text(index_of_a_pack(), encoding="utf-8")
    dialog = PackDialog(Settings())
    dialog.findChild(QgsFileWidget, "ctdPackFolder").setFilePath(str(tmp_path / "juin"))
    asked = answering(clicked)
    dialog.accept()
    assert asked == [f"{tmp_path / 'juin'} already contains a meeting pack."]
    assert dialog.folder() == tmp_path / folder
    assert bool(dialog.result()) is accepted


def test_the_pack_remembers_page_language_and_whether_to_open(tmp_path):
    dialog = PackDialog(Settings(export_folder=str(tmp_path), open_after_export=False))
    choose(dialog, "16:9")
    choose(dialog, "en")
    write_settings(dialog.settings())
    assert read_settings() == Settings(
        map_language="en", map_page="16:9", export_folder=str(tmp_path), open_after_export=False
    )


def test_page_slides_and_data_are_in_the_pack_unless_the_user_leaves_them_out(tmp_path):
    dialog = PackDialog(Settings(export_folder=str(tmp_path)))
    assert chosen_parts(dialog.settings()) == list(PackPart)
    for name, part in (("ctdPackSlides", PackPart.SLIDES), ("ctdPackData", PackPart.OPEN_DATA)):
        dialog.findChild(QCheckBox, name).setChecked(False)
        assert part not in chosen_parts(dialog.settings())
    write_settings(dialog.settings())
    again = PackDialog(read_settings())
    assert chosen_parts(again.settings()) == [PackPart.PAGE]


def test_a_statement_that_no_page_may_link_to_keeps_the_form_open(tmp_path, warned):
    stored = Settings(export_folder=str(tmp_path), accessibility="Accessible", accessibility_address="file:///etc")
    write_settings(stored)
    dialog = PackDialog(stored)
    dialog.accept()
    assert len(warned) == 1
    assert "“file:///etc” is not an http, https or mailto address" in warned[0]
    assert dialog.result() == 0
    dialog.findChild(QCheckBox, "ctdPackPage").setChecked(False)
    dialog.accept()
    assert dialog.result() == 1


@pytest.fixture
def project(bundled, filled):
    """The open project with the French map."""
    project, _ = filled(bundled, project=QgsProject.instance(), layouts=True)
    yield project
    project.clear()


@pytest.fixture
def _opened(monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: pytest.fail("nothing was to open"))


@pytest.mark.usefixtures("_opened")
def test_a_map_is_written_from_the_projects_layout_with_its_edits_and_the_settings_logo(project, iface, tmp_path, red):
    with language("fr"):
        layout = find_layout(project, THEMES["status"], PAGES["A4"])
    layout.itemById("title").setText("Quatre CTD, et après ?")
    write_map(
        iface, "status", Settings(open_after_export=False, organisation="CRIGE", logo_1=red), tmp_path / "map.svg"
    )
    text = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "Quatre CTD, et après ?" in text
    assert "CRIGE" in text
    assert "#ff0000" in text
    assert iface.reported == [f"Map exported to {tmp_path / 'map.svg'}."]


def test_the_pack_is_written_with_the_projects_layouts_and_opened_on_request(
    project, iface, tmp_path, monkeypatch, small_pack
):
    opened, informed = [], []
    monkeypatch.setattr(QMessageBox, "information", lambda _parent, _title, text: informed.append(text))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    with language("fr"):
        find_layout(project, THEMES["status"], PAGES["A4"]).itemById("title").setText("Quatre CTD, et après ?")
    folder = tmp_path / "2026" / "pack"
    write_pack(iface, MAPS_ONLY, folder)
    assert iface.reported == [f"Meeting pack written to {folder}."]
    iface.items[0].findChild(QPushButton, "ctdWrittenDetails").click()
    (told,) = informed
    assert told.startswith("Contents: 2 maps, atlas, summary table.\n")
    assert "15 regions answered, out of 18." in told
    assert f"Made with {made_with()}, " in told
    assert "Quatre CTD, et après ?" in (folder / "index.html").read_text(encoding="utf-8")
    assert not QImage(str(folder / "ctd-status.png")).isNull()
    assert [Path(path) for path in opened] == [folder]


def test_a_pack_that_the_user_stops_is_reported_and_leaves_nothing(iface, tmp_path, monkeypatch, small_pack):
    @contextmanager
    def stopped(_iface, _text):
        feedback = QgsFeedback()
        feedback.progressChanged.connect(lambda percent: percent > 20 and feedback.cancel())
        yield feedback

    monkeypatch.setattr(pack_dialog, "progress_dialog", stopped)
    write_pack(iface, MAPS_ONLY, tmp_path / "2026" / "pack")
    assert iface.reported == ["Cancelled; nothing was written."]
    assert list(tmp_path.iterdir()) == []


def test_a_logo_that_went_missing_is_reported_and_the_map_loads_without_it(iface, tmp_path):
    write_settings(Settings(organisation="CRIGE", logo_1=str(tmp_path / "gone.png")))
    branding = project_branding(iface)
    assert (branding.organisation, branding.logos) == ("CRIGE", ("", ""))
    assert iface.reported == [f"The logo {tmp_path / 'gone.png'} does not exist; choose another, or none."]
