"""The form under the list of figures, which corrects the selected one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from ...data.facts.corrections import UNITS, made_by_hand, parse_range
from ...data.facts.fact import (
    BUDGET,
    PROGRAMME,
    STAFF,
    UNREAD,
    Fact,
    covers_labels,
    indicator_names,
    payer_names,
    range_words,
    scope_labels,
)
from ...gis.labels.labels import unit_names
from ...i18n import tr

COVERING = (STAFF, BUDGET, PROGRAMME)
"""The indicators whose figures cover something, which says with what maps may compare them."""


class FigureForm(QWidget):
    """Edits a figure, or a number that becomes one when its kind is chosen.

    `changed` is called with the corrected figure, `refused` with a sentence on an answer that cannot be used.
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
        self._covers, self._about = _box("ctdFigureCovers"), QCheckBox(tr("approximate (≈)"))
        # Its entries come with each figure.
        self._covers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._covers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._about.setObjectName("ctdFigureAbout")
        self._payer.addItem("—", "")
        for payer, label in payer_names().items():
            self._payer.addItem(label, payer)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for place, (label, widget) in enumerate(
            (
                (tr("Value"), self._value),
                (tr("Type"), self._kind),
                (tr("Covers"), self._covers),
                (tr("Scope"), self._scope),
                (tr("Payer"), self._payer),
            )
        ):
            named = QLabel(label)
            named.setBuddy(widget)
            row, column = divmod(place, 2)
            layout.addWidget(named, row, 2 * column)
            layout.addWidget(widget, row, 2 * column + 1)
        layout.addWidget(self._about, 2, 3)
        for column in (1, 3):
            layout.setColumnStretch(column, 1)
        self._value.editingFinished.connect(self._set_value)
        self._kind.activated.connect(lambda _index: self._set_kind(*self._kind.currentData().split()))
        self._scope.activated.connect(lambda _index: self._set_scope(self._scope.currentData()))
        self._payer.activated.connect(lambda _index: self._set_payer(self._payer.currentData()))
        self._covers.activated.connect(lambda _index: self._set_covers(self._covers.currentData()))
        self._about.clicked.connect(self._set_about)
        self.show_fact(None)

    def show_fact(self, fact: Fact | None) -> None:
        """Show a figure, or a number that is none yet; None disables the form."""
        self._fact = fact
        self.setEnabled(fact is not None)
        self._value.setText(range_words(fact) if fact else "")
        self._kind.removeItem(self._kind.findData(UNREAD))
        self._covers.clear()
        self._about.setChecked(fact is not None and fact.about)
        if fact is None:
            return
        if fact.indicator == UNREAD:
            self._kind.insertItem(0, no_figure(), UNREAD)
        kind = UNREAD if fact.indicator == UNREAD else f"{fact.indicator} {fact.unit}"
        self._covers.setEnabled(fact.indicator in COVERING)
        if fact.indicator in COVERING:
            for covers, label in covers_labels(fact.indicator).items():
                self._covers.addItem(label, covers.value)
        for box, value in (
            (self._kind, kind),
            (self._scope, fact.scope),
            (self._payer, fact.payer),
            # Qt finds an enumeration's member by its text alone.
            (self._covers, str(fact.covers)),
        ):
            box.setCurrentIndex(box.findData(value))

    def ask_kind(self) -> None:
        """Move the focus to the kind."""
        self._kind.setFocus()

    def _emit(self, fact: Fact) -> None:
        """Call `changed` with a figure; a number that is none yet is kept until its kind is chosen."""
        if fact.indicator == UNREAD:
            self._fact = fact
        else:
            self._changed(fact)

    def _set_scope(self, scope: str) -> None:
        if self._fact is not None and self._fact.scope != scope:
            self._emit(replace(self._fact, scope=scope))

    def _set_payer(self, payer: str) -> None:
        if self._fact is not None and self._fact.payer != payer:
            self._emit(replace(self._fact, payer=payer))

    def _set_covers(self, covers: str) -> None:
        if self._fact is not None and self._fact.covers != covers:
            self._emit(replace(self._fact, covers=covers))

    def _set_about(self, about: bool) -> None:
        if self._fact is not None:
            self._emit(replace(self._fact, about=about))

    def _set_kind(self, indicator: str, unit: str = "") -> None:
        fact = self._fact
        if fact is None or (fact.indicator, fact.unit) == (indicator, unit):
            return
        if not fact.value:
            self._kind.setCurrentIndex(0)
            self._value.setFocus()
            self._refused(tr("Enter the value first, then choose the type again."))
            return
        is_other = fact.indicator != indicator
        figure = replace(fact, indicator=indicator, unit=unit, headline=is_other or fact.headline)
        self._emit(made_by_hand(figure) if fact.indicator == UNREAD else figure)

    def _set_value(self) -> None:
        if self._fact is None or self._value.text() == range_words(self._fact):
            return
        text = self._value.text()
        try:
            value, most = parse_range(text)
        except ValueError:
            self._value.setText(range_words(self._fact))
            self._refused(tr("“{value}” is not a number; the previous value is kept.").format(value=text[:40]))
            return
        self._emit(replace(self._fact, value=value, value_max=most))


def no_figure() -> str:
    """Return the label of the kind of a number that is no figure."""
    return tr("— not a figure —")


def _kinds() -> dict[str, str]:
    """Return "indicator unit" → label of each kind that a figure can be."""
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
