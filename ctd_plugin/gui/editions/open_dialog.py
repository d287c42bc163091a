"""`ctdOpenEditionDialog`: the window that lists the editions one may open, and says what each is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
)

from ...data.editions.summary import EditionSummary
from ...errors import CtdError
from ...gis.background.background_job import BackgroundJob
from ...gis.editions.database import edition_schemas
from ...gis.editions.opening import place_summary
from ...gis.editions.place import BUNDLED, EditionPlace, forget, recent_places
from ...gis.project.editions import bundled_title
from ...gis.sharing.postgis import Database, connection_names
from ...gis.unexpected_errors import unexpected_error
from ...i18n import tr
from ...settings import read_settings
from ..common.html import tooltip
from ..common.widgets import button_box, menu_text, plain_label, push_button
from ..common.windows import Windows
from ..help.help import help_button
from .summary_text import summary_text

T = TypeVar("T")

NAME = "ctdOpenEditionDialog"
_PLACE = Qt.ItemDataRole.UserRole


class OpenEditionDialog(QDialog):
    """The bundled edition, those opened before, and what files and databases add; it is accepted with one chosen."""

    def __init__(self, iface: QgisInterface, windows: Windows) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Open an edition"))
        self._iface, self._windows = iface, windows
        self._job: BackgroundJob | None = None
        self._build()
        for place in (BUNDLED, *recent_places()):
            self._add(place)
        self._list.setCurrentRow(0)

    def place(self) -> EditionPlace | None:
        """Return the place of the edition that is chosen."""
        item = self._list.currentItem()
        return item.data(_PLACE) if item else None

    def accept(self) -> None:
        """Close the window on an edition that can be opened."""
        if self._open.isEnabled():
            super().accept()

    def done(self, result: int) -> None:
        self._cancel()
        super().done(result)

    def _build(self) -> None:
        self._list = QListWidget()
        self._list.setObjectName("ctdEditionList")
        self._list.setAccessibleName(tr("Editions"))
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        # Else nothing is shortened.
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentItemChanged.connect(lambda *_: self._look())
        self._list.itemActivated.connect(lambda _item: self.accept())
        self._summary = plain_label(name="ctdEditionSummary", selectable=True)
        self._summary.setAccessibleName(tr("The edition chosen"))
        self._summary.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        self._summary.setAlignment(Qt.AlignmentFlag.AlignTop)

        buttons = button_box(QDialogButtonBox.StandardButton.Cancel)
        self._open = buttons.addButton(tr("Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._open.setObjectName("ctdEditionOpen")
        self._open.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        help_button(buttons, "editions")

        side = QVBoxLayout()
        side.addWidget(push_button("ctdEditionFile", tr("File…"), self._choose_file))
        side.addWidget(self._database_button())
        self._forget = push_button("ctdEditionForget", tr("Remove from the list"), self._forget_chosen)
        side.addWidget(self._forget)
        side.addStretch()
        side.addWidget(push_button("ctdEditionCompare", tr("Compare…"), self._compare))
        row = QHBoxLayout()
        row.addWidget(self._list, 1)
        row.addLayout(side)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(self._summary)
        column.addWidget(buttons)
        self.resize(QSize(720, 360).expandedTo(self.sizeHint()))

    def _database_button(self) -> QPushButton:
        button = QPushButton(tr("Database"))
        button.setObjectName("ctdEditionDatabase")
        button.setAutoDefault(False)
        names = connection_names()
        menu = QMenu(button)
        for name in names:
            menu.addAction(menu_text(name)).triggered.connect(partial(self._list_schemas, name))
        button.setMenu(menu)
        button.setEnabled(bool(names))
        if names:
            button.setToolTip(tr("List the editions in a PostgreSQL database"))
        else:
            button.setToolTip(tr("No PostgreSQL connection yet: create one in the Data Source Manager."))
        return button

    def _add(self, place: EditionPlace) -> QListWidgetItem:
        """Return the entry of a place, added where there is none."""
        for row in range(self._list.count()):
            if self._list.item(row).data(_PLACE) == place:
                return self._list.item(row)
        item = QListWidgetItem(_title(place))
        item.setData(_PLACE, place)
        item.setToolTip(tooltip(place.file or place.name))
        self._list.addItem(item)
        return item

    def _choose_file(self) -> None:
        folder = str(read_settings().output_folder)
        path, _ = QFileDialog.getOpenFileName(self, tr("Open an edition"), folder, "GeoPackage (*.gpkg)")
        if path:
            self._list.setCurrentItem(self._add(EditionPlace(str(Path(path)))))

    def _forget_chosen(self) -> None:
        place, row = self.place(), self._list.currentRow()
        if place is not None and place != BUNDLED:
            forget(place)
            self._list.takeItem(row)

    def _list_schemas(self, connection: str) -> None:
        """Add the schemas of a database that hold an edition, and choose the first."""

        def show(schemas: Sequence[str]) -> None:
            places = [EditionPlace(connection=connection, schema=schema) for schema in schemas]
            items = [self._add(place) for place in places]
            if items:
                self._list.setCurrentItem(items[0])
            else:
                self._tell(tr("No schema of “{connection}” holds an edition.").format(connection=connection))

        self._tell(tr("Reading the database…"))
        try:
            database = Database(connection)
        except CtdError as error:
            self._tell(str(error))
            return
        self._run(lambda _job: edition_schemas(database), show)

    def _look(self) -> None:
        """Say what the chosen edition is."""
        place = self.place()
        self._forget.setEnabled(place not in (None, BUNDLED))
        self._tell(tr("Reading the edition…") if place else "")
        if place is None:
            return
        try:
            database = Database(place.connection) if place.connection else None
        except CtdError as error:
            self._tell(str(error))
            return
        self._run(lambda _job: place_summary(place, database), self._show_summary)

    def _show_summary(self, summary: EditionSummary) -> None:
        self._tell(summary_text(summary))
        self._open.setEnabled(True)

    def _tell(self, text: str) -> None:
        """Show a text in the place of a summary: there is nothing to open yet."""
        self._cancel()
        self._summary.setText(text)
        self._open.setEnabled(False)

    def _run(self, function: Callable[[BackgroundJob], T], done: Callable[[T], object]) -> None:
        self._cancel()
        self._job = BackgroundJob(function, done, self._fail)

    def _fail(self, error: BaseException) -> None:
        self._tell(str(unexpected_error(error)))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _compare(self) -> None:
        from .compare import show_compare_dialog

        show_compare_dialog(self._iface, self._windows)


def _title(place: EditionPlace) -> str:
    if place == BUNDLED:
        return bundled_title()
    return f"{place.name} – {Path(place.file).parent}" if place.file else place.name
