"""The cells for which several files have an answer: side by side, to choose one."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...data.campaign.collection import Collection, Double
from ...data.columns import COLUMN_LABELS
from ...i18n import current_language, tr
from ...regions import PRINTED_NAMES, codes_by_name
from ..common.widgets import make_readable, plain_label, push_button
from .tables import TextTable
from .words import choice_names, day_of


class DoublesPage(QWidget):
    """`cell_chosen` is called with a region, a column and the `id` of answers, `row_chosen` without the column."""

    def __init__(self, cell_chosen: Callable[[str, str, str], None], row_chosen: Callable[[str, str], None]) -> None:
        super().__init__()
        self._cell_chosen, self._row_chosen = cell_chosen, row_chosen
        self._collection: Collection | None = None
        self._doubles: list[Double] = []
        headings = [tr("Region"), tr("Question")]
        self._table = TextTable("ctdCollectDoubles", tr("Cells with several answers"), headings, self._show)
        self._all = QCheckBox(tr("Those settled by date, too"))
        self._all.setObjectName("ctdCollectAllDoubles")
        self._all.toggled.connect(lambda _checked: self._refresh())
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 1)
        column.addWidget(self._all)
        self._whole = QCheckBox(tr("Choose for the whole region"))
        self._whole.setObjectName("ctdCollectWhole")
        self._whole.setToolTip(tr("Use the answers of the chosen file for all questions of the region"))
        column.addWidget(self._whole)
        self._options = QScrollArea()
        self._options.setObjectName("ctdCollectOptions")
        self._options.setAccessibleName(tr("Answers side by side"))
        self._options.setWidgetResizable(True)
        self._options.setFrameShape(QFrame.Shape.NoFrame)
        self._options.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        split = QSplitter(Qt.Orientation.Horizontal)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        self._why = plain_label(name="ctdCollectWhy")
        beside.addWidget(self._why)
        beside.addWidget(self._options, 1)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([300, 640])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(split)

    def show_collection(self, collection: Collection) -> None:
        self._collection = collection
        self._refresh()

    def _refresh(self) -> None:
        collection = self._collection
        if collection is None:
            return
        # What a person chose stays in sight, to be changed.
        settled = [double for double in collection.doubles if double.is_settled]
        decided = [double for double in settled if double.told_by is None]
        shown = [*collection.to_settle, *(settled if self._all.isChecked() else decided)]
        order = codes_by_name()
        self._doubles = sorted(shown, key=lambda double: (double.is_settled, order.index(double.region_code)))
        labels = COLUMN_LABELS[current_language()]
        self._table.fill(
            [(PRINTED_NAMES[double.region_code], labels[double.column]) for double in self._doubles], (16,)
        )

    def _show(self, row: int) -> None:
        double = self._doubles[row] if 0 <= row < len(self._doubles) else None
        page = QWidget()
        beside = QHBoxLayout(page)
        beside.setContentsMargins(0, 0, 0, 0)
        self._why.setText(choice_names()[double.choice] if double else "")
        if double is None:
            beside.addWidget(plain_label(tr("Nothing to settle."), name="ctdCollectNothing"))
        else:
            for place, (answers_id, text) in enumerate(double.options):
                beside.addWidget(self._option(double, place, answers_id, text), 1)
        self._options.setWidget(page)
        # The answers are made after the controls of the window that come after them.
        before: QWidget = self._whole
        for control in page.findChildren(QWidget):
            if isinstance(control, QPlainTextEdit | QPushButton):
                QWidget.setTabOrder(before, control)
                before = control

    def _option(self, double: Double, place: int, answers_id: str, text: str) -> QGroupBox:
        answers = self._collection.answers(answers_id) if self._collection else None
        file = answers.file if answers else answers_id
        is_used = place == 0
        group = QGroupBox(tr("Used") if is_used else tr("Not used"))
        dated = f"{file}, {day_of(answers)}" if answers else file
        source = plain_label(dated, selectable=True, shrinks=True)
        shown = QPlainTextEdit(text or tr("(withdrawn: the cell was emptied)"))
        shown.setObjectName(f"ctdCollectOption{place}")
        shown.setAccessibleName(tr("Answer in {file}").format(file=file))
        make_readable(shown)
        shown.setMinimumHeight(3 * shown.fontMetrics().lineSpacing())
        # Of its own it asks for more lines, and the button below would be out of sight.
        shown.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        shown.setMinimumWidth(shown.fontMetrics().averageCharWidth() * 20)
        keep = push_button(f"ctdCollectUse{place}", tr("Use this answer"), lambda: self._choose(double, answers_id))
        inside = QVBoxLayout(group)
        inside.addWidget(source)
        inside.addWidget(shown, 1)
        inside.addWidget(keep)
        return group

    def _choose(self, double: Double, answers_id: str) -> None:
        if self._whole.isChecked():
            self._row_chosen(double.region_code, answers_id)
        else:
            self._cell_chosen(double.region_code, double.column, answers_id)
