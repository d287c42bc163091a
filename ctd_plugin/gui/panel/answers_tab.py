"""Find across regions: words in all answers, and filters, which narrow a list and the map together."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgisInterface, QgsFilterLineEdit
from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent, QKeySequence
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...catalogues.registry import Technology
from ...data.facts.fact import payer_names
from ...data.fulltext import Hit
from ...data.package.flat_table import write_flat_table
from ...data.survey.status import Status
from ...errors import CtdError
from ...gis.labels.labels import status_label
from ...gis.labels.platforms import technology_phrases
from ...gis.regions.answers_table import answers_table, shown_hits
from ...gis.regions.search import NO_ANSWER, FoundRegion, RegionFilter, RegionSearch, find
from ...i18n import plural, tr
from ..common.html import tooltip
from ..common.links import show_written
from ..common.messages import reporting_errors
from ..common.table_file import ask_table_file
from ..common.widgets import let_shrink, menu_button, plain_label
from ..help.help import help_key
from ..region.highlight import RegionHighlight
from .answers_list import CODE, AnswersList
from .map_filter import MapFilter
from .opened_passage import opened_passage


class AnswersTab(QWidget):
    """A box for words, five filters and the regions that they leave; the one selected is outlined on the map."""

    passage_opened = pyqtSignal(object)
    """The OpenedPassage that the user wants to read on the page of its region."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__()
        self.setObjectName("ctdFind")
        self._iface = iface
        self._search = RegionSearch()
        self._map = MapFilter(iface.mapCanvas())
        self._outline = RegionHighlight(iface.mapCanvas())

        self._box = QgsFilterLineEdit()
        self._box.setObjectName("ctdFindBox")
        self._box.setShowSearchIcon(True)
        self._box.setPlaceholderText(tr("Words, or “a phrase”"))
        self._box.setAccessibleName(tr("Words to find in the answers"))
        self._box.textChanged.connect(self._refresh)
        self._box.installEventFilter(self)

        technologies = {technology.value: phrase for technology, phrase in technology_phrases().items()}
        budget = {"yes": tr("Budget given"), "no": tr("Budget not given")}
        staff = {"yes": tr("Staff given"), "no": tr("Staff not given")}
        self._filters = (
            _combo("ctdFindStatus", tr("status").capitalize(), _statuses()),
            _combo("ctdFindTechnology", tr("Technology"), technologies),
            _combo("ctdFindPayer", tr("Payer"), payer_names()),
            _combo("ctdFindBudget", tr("budget").capitalize(), budget),
            _combo("ctdFindStaff", tr("Staff"), staff),
        )
        for combo in self._filters:
            combo.currentIndexChanged.connect(self._refresh)
        self._reset = QPushButton(tr("Reset"))
        self._reset.setObjectName("ctdFindReset")
        self._reset.clicked.connect(self.reset)

        self._examples = self._make_examples()
        self._count = plain_label(name="ctdFindCount")
        self._list = AnswersList()
        self._list.opened.connect(self._open)
        self._list.currentItemChanged.connect(lambda *_: self._show_outline())
        self._more = self._make_menu()

        grid = QGridLayout()
        for number, widget in enumerate((*self._filters, self._reset)):
            grid.addWidget(widget, number // 2, number % 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self._box)
        layout.addWidget(self._examples)
        layout.addLayout(grid)
        row = QHBoxLayout()
        row.addWidget(self._count, 1)
        row.addWidget(self._more)
        layout.addLayout(row)
        layout.addWidget(self._list, 1)
        examples = self._examples.findChildren(QPushButton)
        order = [self._box, *examples, *self._filters, self._reset, self._more, self._list]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)
        project = QgsProject.instance()
        # Another edition may be the current one after the last of them.
        help_key(self, "region")
        self._signals = (project.layersAdded, project.layersRemoved, project.customVariablesChanged)
        for signal in self._signals:
            signal.connect(self._refresh)

    def start(self) -> None:
        """Focus the box for the words."""
        self._box.setFocus()
        self._box.selectAll()

    def stop(self) -> None:
        """Remove the filter from the map and disconnect from the project; no search follows."""
        for signal in self._signals:
            signal.disconnect(self._refresh)
        self._map.remove()
        self._outline.remove()

    def search(
        self,
        words: str = "",
        *,
        status: str = "",
        technology: str = "",
        payer: str = "",
        budget: str = "",
        staff: str = "",
    ) -> None:
        """Look for words and set all filters, to the code of a choice or to "" for any."""
        for combo, value in zip(self._filters, (status, technology, payer, budget, staff), strict=True):
            combo.blockSignals(True)
            combo.setCurrentIndex(max(0, combo.findData(value)))
            combo.blockSignals(False)
        self._box.blockSignals(True)
        self._box.setText(words)
        self._box.blockSignals(False)
        self._refresh()

    def reset(self) -> None:
        """Empty the box and all filters."""
        self.search()
        self._box.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the box to the list with the arrow key or Enter."""
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_press = watched is self._box and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in keys:
            first = self._list.topLevelItem(0)
            if first is not None:
                self._list.setCurrentItem(first)
                self._list.setFocus()
            return True
        return super().eventFilter(watched, event)

    def focus_list(self) -> None:
        """Give the keyboard back to the entry that was opened."""
        self._list.setFocus()

    def write(self, path: Path) -> None:
        """Write what is listed, with its passages whole, as XLSX or CSV."""
        with reporting_errors(self._iface):
            write_flat_table(path, answers_table(self._list.found, self._list.edition))
            show_written(self._iface, tr("Answers exported to {path}."), path)

    def hideEvent(self, event: QEvent) -> None:
        """Remove the filter and the outline from the map while the tab is hidden."""
        self._map.show(None)
        self._outline.show(None)
        super().hideEvent(event)

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)
        self._refresh()
        self._show_outline()

    def _make_examples(self) -> QWidget:
        examples = QWidget()
        layout = QVBoxLayout(examples)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for name, text, wanted in (
            ("ctdFindProdige", tr("Who uses Prodige?"), {"technology": Technology.PRODIGE.value}),
            ("ctdFindFeder", tr("Who mentions FEDER?"), {"words": "FEDER"}),
            ("ctdFindEstablished", tr("Which CTDs exist?"), {"status": Status.ESTABLISHED.value}),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.clicked.connect(lambda _checked=False, wanted=wanted: self.search(**wanted))
            layout.addWidget(button)
        return examples

    def _chosen(self) -> RegionFilter:
        status, technology, payer, budget, staff = (combo.currentData() for combo in self._filters)
        given = {"yes": True, "no": False}
        return RegionFilter(status, technology, payer, given.get(budget), given.get(staff))

    def _refresh(self, *_: object) -> None:
        if not self.isVisible():
            return
        try:
            index = self._search.index()
        except CtdError as error:
            self._count.setText(str(error))
            return
        words, chosen = self._box.text(), self._chosen()
        is_narrowed = bool(words.strip()) or chosen != RegionFilter()
        found = find(index, words, chosen)
        self._examples.setVisible(not is_narrowed)
        self._reset.setEnabled(is_narrowed)
        self._count.setText(_counted(found, len(index.regions), bool(words.strip())))
        self._list.fill(found, index.edition)
        for action in self._more.menu().actions():
            action.setEnabled(bool(found))
        self._map.show({one.region.code for one in found} if is_narrowed else None)

    def _open(self, found: FoundRegion, hit: Hit | None) -> None:
        # A region that was found by its words opens at the first of them.
        at = hit or (next(iter(shown_hits(found)), None) if self._box.text().strip() else None)
        self.passage_opened.emit(opened_passage(found.region, at, self._box.text()))

    def _show_outline(self) -> None:
        item = self._list.currentItem()
        self._outline.show(item.data(0, CODE) if item is not None and self.isVisible() else None)

    def _make_menu(self) -> QToolButton:
        """Return the button of what can be done with the list, which the list's own menu offers too."""
        menu = QMenu(self)
        button = menu_button("ctdFindMore", menu, self)
        words = tr("Open, copy or export the list")
        button.setAccessibleName(words)
        button.setToolTip(tooltip(words))
        copied = tr("Copy the selected entries")
        for name, text, keys, slot in (
            ("ctdFindOpen", tr("Open at the passage"), None, self._list.open_current),
            ("ctdFindCopy", copied, QKeySequence.StandardKey.Copy, self._list.copy_selected),
            ("ctdFindCopyAll", tr("Copy the whole list"), None, self._list.copy_all),
            ("ctdFindExport", tr("Export the list…"), None, self._choose_file),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(lambda _checked=False, slot=slot: slot())
            if keys is not None:
                action.setShortcut(keys)
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._list.addAction(action)
        return button

    def _choose_file(self) -> None:
        path = ask_table_file(self, tr("Export the list"), tr("ctd-answers"))
        if path is not None:
            self.write(path)


def _counted(found: list[FoundRegion], total: int, has_words: bool) -> str:
    if not found:
        return tr("No region found out of {total}: try fewer words or filters.").format(total=total)
    regions = plural(len(found), tr("{count} region of {total}"), tr("{count} regions of {total}"))
    regions = regions.format(count=len(found), total=total)
    if not has_words:
        return regions
    hits = sum(len(one.hits) for one in found)
    return f"{regions} · " + plural(hits, tr("{count} passage"), tr("{count} passages")).format(count=hits)


def _statuses() -> dict[str, str]:
    return {**{status.value: status_label(status) for status in Status}, NO_ANSWER: status_label(None)}


def _combo(name: str, anything: str, choices: dict[str, str]) -> QComboBox:
    combo = QComboBox()
    combo.setObjectName(name)
    combo.setAccessibleName(anything)
    combo.addItem(anything, "")
    for value, label in choices.items():
        combo.addItem(label[:1].upper() + label[1:], value)
    combo.view().setMinimumWidth(combo.view().sizeHintForColumn(0) + 30)
    combo.currentTextChanged.connect(combo.setToolTip)
    let_shrink(combo)
    return combo
