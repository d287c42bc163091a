"""The tab that reads what came back, lets a person settle what is in doubt, and makes one survey of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...data.campaign.base import BaseEdition, read_base
from ...data.campaign.collect import UNSETTLED, collect, resettled
from ...data.campaign.collection import CampaignDecisions, Collection
from ...i18n import number, tr
from ..common.widgets import plain_label, push_button
from .doubles_page import DoublesPage
from .edition_box import EditionBox
from .files_page import FilesPage
from .job_row import JobRow
from .missing_page import MissingPage
from .output_row import OutputRow
from .outputs import BuiltEdition, summary
from .sources import SourceList
from .words import contacts_of


@dataclass(frozen=True)
class _Reading:
    """What was read, the decisions that settled it, and the earlier edition: whether it `fills` what none answered."""

    collection: Collection
    decisions: CampaignDecisions
    earlier: BaseEdition | None
    fills: bool

    def settled(self, decisions: CampaignDecisions) -> _Reading:
        """Return the reading settled by other decisions; those on files without a region wait for the next one."""
        decisions = replace(decisions, regions=self.decisions.regions)
        collection = resettled(self.collection, decisions, self.earlier if self.fills else None)
        return replace(self, collection=collection, decisions=decisions)


class CollectPage(QWidget):
    """`import_survey` is called with a survey to go on with, `show_edition` with one that was built."""

    def __init__(self, import_survey: Callable[[Path], None], show_edition: Callable[[BuiltEdition], None]) -> None:
        super().__init__()
        self.setObjectName("ctdCampaignCollect")
        self._reading: _Reading | None = None
        # Those for the next reading: regions of files are chosen before it.
        self._decisions: CampaignDecisions = UNSETTLED
        self._saved: CampaignDecisions = UNSETTLED
        self._written: list[Path] = []
        self._job = JobRow("ctdCollect", self._refresh)
        self._sources = SourceList(self._on_sources, self._on_news)
        self._base = EditionBox("ctdCollectBase", tr("— none —"))
        self._base.choose_current_edition()
        self._base.set_accessible_name(tr("Earlier edition"))
        self._carry = QCheckBox(tr("Carry over its answers where nobody answered"))
        self._carry.setObjectName("ctdCollectCarry")
        self._carry.setToolTip(tr("Each of them is marked with its year wherever it shows"))
        self._read = push_button("ctdCollectRead", tr("Read the files"), self.read)
        self._again = push_button("ctdCollectAgain", tr("Read again"), self.read)
        self._back = push_button("ctdCollectBack", tr("Back"), lambda: self._stack.setCurrentIndex(0))
        self._stack = QStackedWidget()
        self._news = plain_label(name="ctdCollectNews")
        self._told = plain_label(name="ctdCollectTold", selectable=True)
        self._files = FilesPage(self._choose_region)
        self._doubles = DoublesPage(self._choose_cell, self._choose_row)
        self._missing = MissingPage()
        self._tabs = QTabWidget()
        self._tabs.setObjectName("ctdCollectTabs")
        self._tabs.setDocumentMode(True)
        for page in (self._files, self._doubles, self._missing):
            self._tabs.addTab(page, "")
        self._outputs = OutputRow(self._job, import_survey, show_edition, self._on_written, self._on_saved)
        self._build()
        self._say_news("")
        self._refresh()

    @property
    def has_unsaved_decisions(self) -> bool:
        """Whether a person settled something that is in no file yet."""
        return self._decisions not in (UNSETTLED, self._saved)

    @property
    def _collection(self) -> Collection | None:
        return self._reading.collection if self._reading else None

    def stop(self) -> None:
        """Cancel what is running."""
        self._job.cancel()

    def add(self, paths: list[Path]) -> None:
        """Add folders and files, and read them."""
        self._sources.add(paths)
        self.read()

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        if event is not None:
            self._sources.take_drag(event)

    def dropEvent(self, event: QDropEvent | None) -> None:
        if event is not None:
            self._sources.take_drop(event)
            self.read()

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self._stack.addWidget(self._input())
        self._stack.addWidget(self._result())
        layout = QVBoxLayout(self)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._job)

    def _input(self) -> QWidget:
        base = QHBoxLayout()
        label = QLabel(tr("Earlier edition"))
        label.setBuddy(self._base)
        base.addWidget(label)
        base.addWidget(self._base, 1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        text = tr(
            "Add the folder of the files that came back, or drop them here: forms and tables, under any name, several "
            "versions too. They are read only."
        )
        column.addWidget(plain_label(text))
        column.addWidget(self._sources, 1)
        column.addLayout(base)
        column.addWidget(self._carry)
        column.addWidget(self._read, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _result(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(self._told, 1)
        head.addWidget(self._again)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch()
        foot.addWidget(self._outputs)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._news)
        column.addWidget(self._tabs, 1)
        column.addLayout(foot)
        return page

    def read(self) -> None:
        """Read all files again, with what was settled so far."""
        paths = self._sources.paths()
        base, fills = self._base.path(), self._carry.isChecked()
        if not paths:
            self._reading = None
            self._job.cancel()
            self._refresh()
            return
        decisions, written = self._decisions, list(self._written)

        def work(feedback: QgsFeedback) -> _Reading:
            earlier = read_base(base) if base else None
            collection = collect(
                paths,
                earlier if fills else None,
                decisions,
                progress=feedback.setProgress,
                is_cancelled=feedback.isCanceled,
                leave_out=[path for path in written if path.exists()],
            )
            return _Reading(collection, decisions, earlier, fills)

        self._say_news("")
        self._sources.look()
        self._job.run(tr("Reading the files…"), work, self._show)

    def _settle(self, decisions: CampaignDecisions) -> None:
        """Settle the answers that were read by other decisions."""
        reading = self._reading
        if reading is not None:
            self._job.run(tr("Settling…"), lambda _feedback: reading.settled(decisions), self._show)

    def _show(self, reading: _Reading) -> None:
        self._reading = reading
        self._decisions = replace(reading.decisions, regions=self._decisions.regions)
        self._files.show_collection(reading.collection)
        self._doubles.show_collection(reading.collection)
        contacts = contacts_of(reading.earlier.rows) if reading.earlier else {}
        self._missing.show_collection(reading.collection, contacts)
        self._stack.setCurrentIndex(1)
        self._refresh()

    def _choose_region(self, file: str, code: str) -> None:
        self._decisions = replace(self._decisions, regions={**self._decisions.regions, file: code})
        self.read()

    def _choose_cell(self, code: str, column: str, answers: str) -> None:
        self._settle(replace(self._decisions, cells={**self._decisions.cells, (code, column): answers}))

    def _choose_row(self, code: str, answers: str) -> None:
        # What was chosen for single cells of the region before gives way.
        cells = {place: chosen for place, chosen in self._decisions.cells.items() if place[0] != code}
        self._settle(CampaignDecisions(self._decisions.regions, {**self._decisions.rows, code: answers}, cells))

    def _on_sources(self) -> None:
        self._refresh()

    def _on_news(self) -> None:
        if self._collection is not None and not self._job.is_running:
            self._say_news(tr("The folder has changed: read the files again."))

    def _say_news(self, text: str) -> None:
        self._news.setText(text)
        self._news.setVisible(bool(text))

    def _on_written(self, paths: list[Path]) -> None:
        """Keep outputs apart from what came back, wherever they are put."""
        self._written += paths
        self._sources.leave_out(paths)

    def _on_saved(self, decisions: CampaignDecisions) -> None:
        self._saved = decisions

    def _refresh(self) -> None:
        """Show what was read, and enable what can be done now."""
        collection, is_running = self._collection, self._job.is_running
        self._read.setEnabled(not is_running and bool(self._sources.paths()))
        self._tabs.setEnabled(not is_running)
        self._again.setEnabled(not is_running)
        self._outputs.offer(collection, self._reading.decisions if self._reading else UNSETTLED)
        if collection is None:
            self._stack.setCurrentIndex(0)
            return
        for page, title, count in (
            (self._files, tr("Files"), len(collection.files)),
            (self._doubles, tr("To settle"), len(collection.to_settle)),
            (self._missing, tr("Not yet answered"), len(collection.missing)),
        ):
            self._tabs.setTabText(self._tabs.indexOf(page), f"{title} ({number(count)})")
        self._told.setText(summary(collection))
