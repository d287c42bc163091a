"""The page “CTD” of QGIS's options, for the plugin's settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qgis.core import Qgis, QgsApplication
from qgis.gui import QgisInterface, QgsFileWidget, QgsOptionsPageWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...catalogues.registry import read_platforms
from ...errors import CtdError
from ...gis.network.download_limits import MAX_MEGABYTES, MAX_MINUTES
from ...i18n import tr
from ...settings import Settings, read_settings, write_settings
from ..common.combo_boxes import language_box
from ..common.file_fields import typed_path
from ..common.messages import show_message
from ..common.widgets import name_file_widget, plain_label, wrapping_form
from ..help.help import help_key, show_help
from ..map.branding_group import BrandingGroup
from ..navigation.browser import NAME, CtdItems
from .accessibility_group import AccessibilityGroup
from .added_files_group import AddedFilesGroup


class OptionsPage(QgsOptionsPageWidget):
    """Edits the settings, which are stored when the options are applied; a file that cannot be used is not."""

    def __init__(self, iface: QgisInterface, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self.setObjectName("ctdOptions")

        self._language = language_box(read_settings())
        self._language.setObjectName("ctdOptionLanguage")
        self._personal = QCheckBox(tr("Keep personal data"))
        self._personal.setObjectName("ctdOptionPersonal")
        self._file = QgsFileWidget()
        self._file.setObjectName("ctdOptionPlatforms")
        self._file.setFilter(tr("Lists of platforms") + " (*.json)")
        self._file.setDialogTitle(tr("My own platforms"))
        self._error = plain_label(name="ctdOptionPlatformsError", selectable=True)
        self._file.fileChanged.connect(self._check)
        self._timeout = _limit("ctdOptionTimeout", 2, 300, "s")
        self._size = _limit("ctdOptionDownloadSize", 1, MAX_MEGABYTES, tr("MB"))
        self._minutes = _limit("ctdOptionDownloadMinutes", 1, MAX_MINUTES, tr("min"))
        self._branding = BrandingGroup(read_settings())
        self._accessibility = AccessibilityGroup()
        reset = QPushButton(tr("Reset to defaults"))
        reset.setObjectName("ctdOptionReset")
        reset.clicked.connect(lambda: self._show(Settings()))

        content = QWidget()
        layout = QVBoxLayout(content)
        layout.addWidget(self._data_group())
        layout.addWidget(self._platforms_group())
        layout.addWidget(AddedFilesGroup())
        layout.addWidget(self._branding)
        layout.addWidget(self._accessibility)
        last = QHBoxLayout()
        guide = QPushButton(tr("Help"))
        guide.setObjectName("ctdOptionHelp")
        guide.setToolTip(tr("Open the guide at this page (F1)"))
        guide.clicked.connect(lambda _checked=False: show_help("options"))
        help_key(self, "options")
        last.addStretch()
        last.addWidget(guide)
        last.addWidget(reset)
        layout.addLayout(last)
        layout.addStretch()
        # In large print or a small window the page is higher than the options dialog.
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._show(read_settings())

    def isValid(self) -> bool:
        """Return whether the platforms file can be used; the error is shown under it.

        A missing logo does not make the page invalid: maps are drawn without it and say so.
        """
        return not self._check()

    def apply(self) -> None:
        """Store the settings; a platforms file, logos or a statement that cannot be used replace none stored."""
        before = read_settings()
        error, logo_error, statement_error = self._check(), self._branding.check_logos(), self._accessibility.check()
        branded = self._branding.settings(before)
        if logo_error:
            branded = replace(branded, logo_1=before.logo_1, logo_2=before.logo_2)
        if not statement_error:
            branded = self._accessibility.settings(branded)
        write_settings(
            replace(
                branded,
                map_language=self._language.currentData(),
                personal_data=self._personal.isChecked(),
                platforms_file=before.platforms_file if error else self._platforms_file(),
                catalogue_timeout=self._timeout.value(),
                download_megabytes=self._size.value(),
                download_minutes=self._minutes.value(),
            )
        )
        items = QgsApplication.dataItemProviderRegistry().provider(NAME)
        if isinstance(items, CtdItems) and read_settings().platforms_file != before.platforms_file:
            items.refresh()
        for message in filter(None, (error, logo_error, statement_error)):
            show_message(self._iface, message, Qgis.MessageLevel.Warning)

    def _data_group(self) -> QGroupBox:
        group = QGroupBox(tr("Maps and data"))
        form = wrapping_form(group)
        form.addRow(_label(tr("&Language of maps and data"), self._language), self._language)
        form.addRow(_sentence(tr("Maps and layers already in a project keep their language.")))
        form.addRow(self._personal)
        form.addRow(
            _sentence(
                tr(
                    "Respondents and names of persons are kept in the tables, maps and exports built from now "
                    "on; otherwise they are left out or masked."
                )
            )
        )
        return group

    def _platforms_group(self) -> QGroupBox:
        group = QGroupBox(tr("Platforms and catalogues"))
        form = wrapping_form(group)
        form.addRow(_label(tr("My own &platforms"), self._file), self._file)
        name_file_widget(self._file, tr("My own &platforms").replace("&", ""))
        form.addRow(self._error)
        form.addRow(
            _sentence(
                tr(
                    "JSON file with the structure of the bundled list: a platform with an existing id replaces "
                    "it, others are added. Applies to the Browser panel and to what is built from now on."
                )
            )
        )
        form.addRow(_label(tr("Catalogue &timeout"), self._timeout), self._timeout)
        form.addRow(_label(tr("Maximum &download size"), self._size), self._size)
        form.addRow(_label(tr("Maximum download ti&me"), self._minutes), self._minutes)
        return group

    def _show(self, settings: Settings) -> None:
        self._language.setCurrentIndex(max(0, self._language.findData(settings.map_language)))
        self._personal.setChecked(settings.personal_data)
        self._file.setFilePath(settings.platforms_file)
        self._timeout.setValue(settings.catalogue_timeout)
        self._size.setValue(settings.download_megabytes)
        self._minutes.setValue(settings.download_minutes)
        self._branding.show_settings(settings)
        self._accessibility.show_settings(settings)
        self._check()

    def _platforms_file(self) -> str:
        return typed_path(self._file)

    def _check(self, *_: object) -> str:
        """Show and return what is wrong with the platforms file, "" where it can be used."""
        error = ""
        if self._platforms_file():
            try:
                read_platforms(Path(self._platforms_file()))
            except CtdError as caught:
                error = str(caught)
        self._error.setText("⚠ " + error if error else "")
        self._error.setVisible(bool(error))
        return error


def _limit(name: str, least: int, most: int, unit: str) -> QSpinBox:
    field = QSpinBox()
    field.setObjectName(name)
    field.setRange(least, most)
    field.setSuffix(f"\u00a0{unit}")
    return field


def _label(text: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)
    return label


def _sentence(text: str) -> QLabel:
    return plain_label(text, selectable=True)
