"""The form under the list of figures: what the one that is selected there is taken for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from ...data.facts import Fact, payer_names, scope_labels
from ...data.figure_edits import UNITS, number_range
from ...gis.words import unit_names
from ...i18n import current_language, tr


class FigureForm(QWidget):
    """Shows a figure; `changed` is given what it becomes, `refused` a text that is no number."""

    def __init__(self, changed: Callable[[Fact], None], refused: Callable[[str], None]) -> None:
        super().__init__()
        self._changed, self._refused = changed, refused
        self._fact: Fact | None = None
        self._value = QLineEdit()
        self._value.setObjectName("ctdFigureValue")
        self._value.setMinimumWidth(self._value.fontMetrics().averageCharWidth() * 12)
        self._unit, self._scope, self._payer = _box("ctdFigureUnit"), _box("ctdFigureScope"), _box("ctdFigurePayer")
        for scope, label in scope_labels().items():
            self._scope.addItem(label, scope.value)
        self._payer.addItem("—", "")
        for payer, label in payer_names().items():
            self._payer.addItem(label, payer)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for label, widget in (
            (tr("Value"), self._value),
            (tr("Unit"), self._unit),
            (tr("Scope"), self._scope),
            (tr("Payer"), self._payer),
        ):
            named = QLabel(label)
            named.setBuddy(widget)
            layout.addWidget(named)
            layout.addWidget(widget, 1)
        self._value.editingFinished.connect(self._take_value)
        for name, box in (("unit", self._unit), ("scope", self._scope), ("payer", self._payer)):
            box.activated.connect(lambda _place, name=name, box=box: self._take(name, box.currentData()))
        self.show_fact(None)

    def show_fact(self, fact: Fact | None) -> None:
        """Show a figure; None is one that is dropped, or none at all."""
        self._fact = fact
        self.setEnabled(fact is not None)
        self._unit.clear()
        self._value.setText(range_words(fact) if fact else "")
        if fact is None:
            return
        units = unit_names()
        for unit in UNITS[fact.indicator]:
            self._unit.addItem(units[unit], unit)
        for box, value in ((self._unit, fact.unit), (self._scope, fact.scope), (self._payer, fact.payer)):
            box.setCurrentIndex(box.findData(value))

    def _take(self, name: str, value: str) -> None:
        if self._fact is not None and getattr(self._fact, name) != value:
            self._changed(replace(self._fact, **{name: value}))

    def _take_value(self) -> None:
        if self._fact is None or self._value.text() == range_words(self._fact):
            return
        text = self._value.text()
        try:
            value, most = number_range(text)
        except ValueError:
            self._value.setText(range_words(self._fact))
            self._refused(text)
            return
        self._changed(replace(self._fact, value=value, value_max=most))


def range_words(fact: Fact) -> str:
    """Return a fact's number, or both ends of its range, as the user's language writes it."""
    return " – ".join(_written(end) for end in (fact.value, fact.value_max) if end)


def _written(value: str) -> str:
    whole, _, part = value.partition(".")
    mark = "," if current_language() == "fr" else "."
    return f"{int(whole):,}".replace(",", "\u00a0") + (mark + part if part else "")


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    return box
