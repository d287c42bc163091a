"""The choice of a region by typing a part of its name, without regard to accents, or by arrows."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QCompleter, QWidget

from ...data.places.region_match import identify
from ...text import fold

_FOLDED = Qt.ItemDataRole.UserRole + 1


class RegionChooser(QComboBox):
    """Names in alphabetical order; emits `chosen` with a region's code, `unknown` with words that name none."""

    chosen = pyqtSignal(str)
    unknown = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ctdRegionChooser")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        completer = _Completer(self)
        completer.setModel(self.model())
        completer.setCompletionRole(_FOLDED)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        completer.activated[QModelIndex].connect(lambda index: self._choose_name(index.data()))
        self.activated[int].connect(lambda index: self.chosen.emit(self.itemData(index)))
        self.lineEdit().returnPressed.connect(self._choose_typed)

    def offer(self, names: Sequence[tuple[str, str]]) -> None:
        """Offer the regions of (name, code) pairs; nothing changes where they are offered already."""
        ordered = sorted(names, key=lambda pair: fold(pair[0]))
        if ordered == [(self.itemText(index), self.itemData(index)) for index in range(self.count())]:
            return
        self.clear()
        for name, code in ordered:
            self.addItem(name, code)
            self.setItemData(self.count() - 1, fold(name), _FOLDED)
        self.show_code(None)

    def show_code(self, code: str | None) -> None:
        """Show a region as the present one, without choosing it."""
        self.setCurrentIndex(self.findData(code) if code else -1)
        if self.currentIndex() < 0:
            self.clearEditText()
        # A long name shows its beginning, and the next key replaces it.
        edit, length = self.lineEdit(), len(self.currentText())
        edit.setCursorPosition(0)
        if edit.hasFocus():
            edit.setSelection(length, -length)

    def step_on(self) -> None:
        """Choose the next region; after the last comes the first."""
        self._step(1)

    def step_back(self) -> None:
        """Choose the region before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.count():
            start = self.currentIndex() if self.currentIndex() >= 0 or by > 0 else 0
            self.chosen.emit(self.itemData((start + by) % self.count()))

    def _choose_typed(self) -> None:
        typed = self.currentText().strip()
        if typed and not self._choose_name(typed):
            self.unknown.emit(typed)

    def _choose_name(self, typed: str) -> bool:
        """Choose the region that is called so, or whose other name this is, or the first that contains it."""
        names = [self.itemData(index, _FOLDED) for index in range(self.count())]
        key = fold(typed)
        index = names.index(key) if key in names else self.findData(identify(typed) or "")
        if index < 0 and key:
            index = next((place for place, name in enumerate(names) if key in name), -1)
        if index >= 0:
            self.chosen.emit(self.itemData(index))
        return index >= 0


class _Completer(QCompleter):
    """Compares folded words and shows the names as they are written."""

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex) -> str:
        return index.data(Qt.ItemDataRole.DisplayRole) or ""
