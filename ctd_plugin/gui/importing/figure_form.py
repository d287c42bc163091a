"""The form under the list of figures: what the one that is selected there is taken for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from ...data.facts.corrections import UNITS, parse_range
from ...data.facts.fact import UNREAD, Fact, indicator_names, payer_names, range_words, scope_labels
from ...gis.labels.labels import unit_names
from ...i18n import tr


class FigureForm(QWidget):
    """Shows a figure, or a number that becomes one with its kind.

    `changed` is given what a figure becomes, `refused` a sentence on what cannot be one.
    """

    def __init__(self, changed: Callable[[Fact], None], refused: Callable[[str], None]) -> None:
        super().__init__()
        self._changed, self._refused = changed, refused
        self._fact: Fact | None = None
        self._value = QLineEdit()
        self._value.setObjectName("ctdFigureValue")
        self._value.setMinimumWidth(self._value.fontMetrics().averageCharWidth() * 12)
        self._kind, self._scope, self._payer = _box("ctdFigureKind"), _box("ctdFigureScope"), _box("ctdFigurePayer")
        for kind, label in _kinds().items():
            self._kind.addItem(label, kind)
        for scope, label in scope_labels().items():
            self._scope.addItem(label, scope.value)
        self._payer.addItem("—", "")
        for payer, label in payer_names().items():
            self._payer.addItem(label, payer)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for label, widget in (
            (tr("Value"), self._value),
            (tr("Kind"), self._kind),
            (tr("Scope"), self._scope),
            (tr("Payer"), self._payer),
        ):
            named = QLabel(label)
            named.setBuddy(widget)
            layout.addWidget(named)
            layout.addWidget(widget, 1)
        self._value.editingFinished.connect(self._take_value)
        self._kind.activated.connect(lambda _place: self._take_kind(*self._kind.currentData().split()))
        for name, box in (("scope", self._scope), ("payer", self._payer)):
            box.activated.connect(lambda _place, name=name, box=box: self._take(name, box.currentData()))
        self.show_fact(None)

    def show_fact(self, fact: Fact | None) -> None:
        """Show a figure, or a number that is none yet; None is a figure that is dropped, or nothing at all."""
        self._fact = fact
        self.setEnabled(fact is not None)
        self._value.setText(range_words(fact) if fact else "")
        self._kind.removeItem(self._kind.findData(UNREAD))
        if fact is None:
            return
        if fact.indicator == UNREAD:
            self._kind.insertItem(0, no_figure(), UNREAD)
        kind = UNREAD if fact.indicator == UNREAD else f"{fact.indicator} {fact.unit}"
        for box, value in ((self._kind, kind), (self._scope, fact.scope), (self._payer, fact.payer)):
            box.setCurrentIndex(box.findData(value))

    def ask_kind(self) -> None:
        """Lead the user to the kind."""
        self._kind.setFocus()

    def _become(self, fact: Fact) -> None:
        """Hand on a figure; a number that is none yet stays here until it has its kind."""
        if fact.indicator == UNREAD:
            self._fact = fact
        else:
            self._changed(fact)

    def _take(self, name: str, value: str) -> None:
        if self._fact is not None and getattr(self._fact, name) != value:
            self._become(replace(self._fact, **{name: value}))

    def _take_kind(self, indicator: str, unit: str = "") -> None:
        fact = self._fact
        if fact is None or (fact.indicator, fact.unit) == (indicator, unit):
            return
        if not fact.value:
            self._kind.setCurrentIndex(0)
            self._value.setFocus()
            self._refused(tr("Write the value first, then choose the kind again."))
            return
        note = tr("made a figure by hand") if fact.indicator == UNREAD else fact.note
        is_other = fact.indicator != indicator
        self._become(replace(fact, indicator=indicator, unit=unit, note=note, headline=is_other or fact.headline))

    def _take_value(self) -> None:
        if self._fact is None or self._value.text() == range_words(self._fact):
            return
        text = self._value.text()
        try:
            value, most = parse_range(text)
        except ValueError:
            self._value.setText(range_words(self._fact))
            self._refused(tr("“{value}” is no number; the former one stays.").format(value=text[:40]))
            return
        self._become(replace(self._fact, value=value, value_max=most))


def no_figure() -> str:
    """Return what stands in place of a number's kind as long as it has none."""
    return tr("— no figure —")


def _kinds() -> dict[str, str]:
    """Return what a figure can be: indicator and unit, with their words."""
    names, units = indicator_names(), unit_names()
    return {
        # A count's indicator says what is counted.
        f"{indicator} {unit}": names[indicator] if unit == "count" else f"{names[indicator]} ({units[unit]})"
        for indicator, allowed in UNITS.items()
        for unit in allowed
    }


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    return box
