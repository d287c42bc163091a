"""The form of one platform: its name, region, software, page and services."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qgis.gui import QgisInterface
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
)

from ...catalogues.discovery import technology_of
from ...catalogues.http.urls import typed_url
from ...catalogues.platform_file import platform_id
from ...catalogues.registry import (
    Endpoint,
    Operator,
    Platform,
    PlatformSource,
    PlatformStatus,
    Technology,
    read_platforms,
)
from ...errors import CtdError
from ...gis.catalogues.own_platforms import own_platforms, save_own
from ...gis.labels.platforms import operator_names, technology_names
from ...i18n import tr
from ...regions import PRINTED_NAMES
from ..common.messages import confirm
from ..common.widgets import add_row, button_box, plain_label, push_button, wrapping_form
from ..common.windows import Windows
from ..help.help import help_button
from .discovery_dialog import choose_services
from .endpoint_table import EndpointTable

NAME = "ctdPlatformForm"


class PlatformForm(QDialog):
    """Adds or edits one of the user's own platforms; it is stored when the form is accepted.

    Without a platform a new one is made. A bundled one is stored as the user's own with its identifier, and takes its
    place.
    """

    def __init__(self, iface: QgisInterface, windows: Windows, platform: Platform | None = None) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Edit a platform") if platform else tr("Add a platform"))
        self._iface, self._windows, self._platform = iface, windows, platform
        self._name = QLineEdit()
        self._name.setObjectName("ctdPlatformName")
        self._region = _box("ctdPlatformRegion", PRINTED_NAMES)
        self._homepage = QLineEdit()
        self._homepage.setObjectName("ctdPlatformHomepage")
        self._homepage.setPlaceholderText("https://")
        self._homepage.setMinimumWidth(self._homepage.fontMetrics().averageCharWidth() * 30)
        self._look = push_button("ctdPlatformLook", tr("Look for services…"), self._look_for_services)
        self._look.setToolTip(tr("Asks the portal for its services: nothing is sent before"))
        self._technology = _box("ctdPlatformTechnology", {key.value: name for key, name in technology_names().items()})
        self._operator = _box("ctdPlatformOperator", {key.value: name for key, name in operator_names().items()})
        self._table = EndpointTable()
        self._error = plain_label(name="ctdPlatformError", selectable=True)
        self._error.hide()
        self._build()
        self._show(platform)
        self._before = self._answers()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(640, 440))

    def accept(self) -> None:
        """Store the platform; an answer that cannot be used is named in the form, which stays open."""
        try:
            save_own(self._checked())
        except CtdError as error:
            self._error.setText(f"⚠ {error}")
            self._error.show()
            return
        super().accept()

    def reject(self) -> None:
        """Close the form; changes are given up after a question only."""
        has_changed = self._answers() != self._before
        if has_changed and not confirm(self, self.windowTitle(), tr("Discard the changes?"), tr("Discard")):
            return
        # It may have been stored while the question was open.
        if self.isVisible():
            super().reject()

    def add_services(self, found: Iterable[Endpoint]) -> None:
        """Add services that were found before the others, and the software that they suggest."""
        found = list(found)
        self._table.add_endpoints(found, first=True)
        if self._technology.currentData() == Technology.OTHER.value:
            self._technology.setCurrentIndex(self._technology.findData(technology_of(found).value))

    def _build(self) -> None:
        form = wrapping_form()
        add_row(form, tr("Name"), self._name)
        add_row(form, tr("Region"), self._region)
        page = QHBoxLayout()
        page.addWidget(self._homepage, 1)
        page.addWidget(self._look)
        label = plain_label(tr("Home page"))
        label.setBuddy(self._homepage)
        self._homepage.setAccessibleName(label.text())
        form.addRow(label, page)
        add_row(form, tr("Software"), self._technology)
        add_row(form, tr("Run by"), self._operator)
        add = push_button("ctdEndpointAdd", tr("Add a service"), self._table.add_row)
        remove = push_button("ctdEndpointRemove", tr("Remove the service"), self._table.remove_rows)
        self._table.itemSelectionChanged.connect(lambda: remove.setEnabled(bool(self._table.selectedIndexes())))
        remove.setEnabled(False)
        below = QHBoxLayout()
        below.addWidget(add)
        below.addWidget(remove)
        below.addStretch()
        buttons = button_box(QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        help_button(buttons, "platforms")
        services = plain_label(tr("Services"))
        services.setBuddy(self._table)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(services)
        layout.addWidget(self._table, 1)
        layout.addLayout(below)
        layout.addWidget(self._error)
        layout.addWidget(buttons)

    def _show(self, platform: Platform | None) -> None:
        technology, operator = Technology.OTHER, Operator.AUTRE
        self._region.setCurrentIndex(-1)
        if platform is not None:
            self._name.setText(platform.name)
            self._homepage.setText(platform.homepage)
            self._region.setCurrentIndex(self._region.findData(platform.region))
            technology, operator = platform.technology, platform.operator
            self._table.add_endpoints(platform.endpoints)
        self._technology.setCurrentIndex(self._technology.findData(technology.value))
        self._operator.setCurrentIndex(self._operator.findData(operator.value))

    def _answers(self) -> tuple[object, ...]:
        boxes = (self._region, self._technology, self._operator)
        rows = [self._table.item(row, column).text() for row in range(self._table.rowCount()) for column in (0, 1)]
        return (self._name.text(), self._homepage.text(), *(box.currentData() for box in boxes), *rows)

    def _checked(self) -> Platform:
        """Return the platform as the form has it; CtdError for an answer that cannot be used."""
        name, region = self._name.text().strip(), self._region.currentData()
        if not name:
            self._name.setFocus()
            raise CtdError(tr("Enter the name of the platform."))
        if not region:
            self._region.setFocus()
            raise CtdError(tr("Choose the region of the platform."))
        changed = Platform(
            id=self._platform.id if self._platform else _new_id(name),
            region=region,
            name=name,
            technology=Technology(self._technology.currentData()),
            operator=Operator(self._operator.currentData()),
            status=PlatformStatus.ACTIVE,
            homepage=self._checked_homepage(),
            survey_quote="",
            source=PlatformSource.PUBLIC,
            endpoints=self._table.endpoints(),
        )
        before = self._platform
        if before is None:
            return changed
        # What the form does not show stays as it was; one with other services is in service.
        names = ["region", "name", "technology", "operator", "homepage", "endpoints"]
        names += ["status"] if changed.endpoints != before.endpoints else []
        return replace(before, **{field: getattr(changed, field) for field in names})

    def _checked_homepage(self) -> str:
        text = self._homepage.text().strip()
        parts = typed_url(text)
        if text and parts is None:
            self._homepage.setFocus()
            message = tr("“{address}” is not an address that starts with http:// or https://; correct it.")
            raise CtdError(message.format(address=text))
        return parts.geturl() if parts else ""

    def _look_for_services(self) -> None:
        known = self._platform.endpoints if self._platform else ()
        key = f"form-{self._platform.id if self._platform else ''}"
        addresses = [self._homepage.text().strip()]
        choose_services(self._iface, self._windows, key, addresses, known, self._on_services)

    def _on_services(self, found: list[Endpoint], address: str, title: str) -> None:
        # The form may have been closed meanwhile.
        if sip.isdeleted(self) or not self.isVisible():
            return
        self.add_services(found)
        if not self._homepage.text().strip():
            self._homepage.setText(address)
        if not self._name.text().strip():
            self._name.setText(title)


def _new_id(name: str) -> str:
    taken = {platform.id for platform in (*read_platforms(), *own_platforms())}
    return platform_id(name, taken)


def _box(name: str, choices: dict[str, str]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    for value, label in choices.items():
        box.addItem(label, value)
    return box
