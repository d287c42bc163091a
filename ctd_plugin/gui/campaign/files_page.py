"""The list of the files that came back: what was taken from each, and the region of those that name none."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...data.campaign.collection import Collection, FileState, ReturnedFile
from ...i18n import number, tr
from ...regions import PRINTED_NAMES, codes_by_name, names_listed
from ..common.widgets import make_readable, push_button
from .tables import TextTable
from .words import file_day, state_names

_ORDER = (FileState.UNREADABLE, FileState.NO_REGION)
"""The files that somebody should look at come first."""


class FilesPage(QWidget):
    """`region_chosen` is called with the name of a file and the code of its region, "" to take that back."""

    def __init__(self, region_chosen: Callable[[str, str], None]) -> None:
        super().__init__()
        self._region_chosen = region_chosen
        self._collection: Collection | None = None
        self._files: list[ReturnedFile] = []
        headings = [tr("File"), tr("State"), tr("Regions"), tr("Date"), tr("Taken"), tr("Remark")]
        self._table = TextTable("ctdCollectFiles", tr("Returned files"), headings, self._show)
        self._detail = QPlainTextEdit()
        self._detail.setObjectName("ctdCollectDetail")
        self._detail.setAccessibleName(tr("The selected file"))
        make_readable(self._detail)
        self._region = QComboBox()
        self._region.setObjectName("ctdCollectRegion")
        for code in codes_by_name():
            self._region.addItem(PRINTED_NAMES[code], code)
        self._label = QLabel(tr("Region of this file"))
        self._label.setBuddy(self._region)
        self._use = push_button("ctdCollectUseRegion", tr("Use this region"), self._use_region)
        asking = QHBoxLayout()
        asking.addWidget(self._label)
        asking.addWidget(self._region)
        asking.addWidget(self._use)
        asking.addStretch()
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._detail, 1)
        column.addLayout(asking)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._table)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(split)
        self._show(-1)

    def show_collection(self, collection: Collection) -> None:
        self._collection = collection
        rank = {state: place for place, state in enumerate(_ORDER)}
        self._files = sorted(collection.files, key=lambda file: (rank.get(file.state, len(rank)), file.name))
        states = state_names()
        rows = []
        for file in self._files:
            regions = names_listed(file.regions)
            taken, given = _counts(file, collection)
            count = tr("{taken} of {given}").format(taken=number(taken), given=number(given)) if given else ""
            remarks = " ".join(filter(None, (file.message, *file.problems)))
            rows.append((file.name, states[file.state], regions, file_day(file), count, remarks))
        self._table.fill(rows, (30, 18, 18, 26, 10))

    def _show(self, row: int) -> None:
        file = self._files[row] if 0 <= row < len(self._files) else None
        lines = [] if file is None else [file.name, file.message, *file.problems]
        self._detail.setPlainText("\n".join(filter(None, lines)))
        asks = file is not None and file.state is FileState.NO_REGION
        for widget in (self._label, self._region, self._use):
            widget.setVisible(asks)
        if file is not None and file.proposed_region:
            self._region.setCurrentIndex(self._region.findData(file.proposed_region))

    def _use_region(self) -> None:
        row = self._table.currentRow()
        if 0 <= row < len(self._files):
            self._region_chosen(self._files[row].name, self._region.currentData())


def _counts(file: ReturnedFile, collection: Collection) -> tuple[int, int]:
    """Return how many answers of a file are in the survey, and how many it has."""
    taken = given = 0
    for answers in file.answers:
        row = collection.rows.get(answers.region_code)
        taken += sum(source == answers.id for source in row.sources.values()) if row else 0
        given += len(answers.answers)
    return taken, given
