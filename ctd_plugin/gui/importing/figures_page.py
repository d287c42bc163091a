"""Page 5: the figures that were read, each beside the words that it was read from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qgis.core import QgsTask
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QPlainTextEdit, QVBoxLayout

from ...catalogues.registry import all_platforms
from ...data.facts import BUDGET, STAFF, Fact
from ...data.figure_edits import UNITS, number, with_headline
from ...data.importing import Figures, is_editable, read_all_figures
from ...data.survey import Survey, survey_of
from ...data.text import one_line
from ...gis.words import indicator_names, payer_names, scope_labels, unit_names
from ...i18n import current_language, tr
from ...regions import REGION_NAMES
from ...settings import read_settings
from .choices import ChoiceTable, check_item, choice_item, text_item
from .page import ImportPage, plain_label
from .session import Session

_KEEP, _REGION, _WORDS, _WHAT, _VALUE, _MOST, _UNIT, _SCOPE, _PAYER, _DRAWN = range(10)


class FiguresPage(ImportPage):
    """Lets its user change, drop and choose figures."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "ctdImportFigures",
            tr("The figures"),
            tr(
                "Staff and money as they were read, each beside its words. Correct or untick what is wrong; of each "
                "region, maps draw the one staff and the one budget figure that is ticked under “Map”."
            ),
        )
        headings = [
            tr("Keep"),
            tr("Region"),
            tr("Words it was read from"),
            tr("What"),
            tr("Value"),
            tr("Up to"),
            tr("Unit"),
            tr("Scope"),
            tr("Payer"),
            tr("Map"),
        ]
        self._table = ChoiceTable("ctdImportFigureTable", headings, [_WORDS])
        self._table.on_change(self._take)
        self._unread = QPlainTextEdit()
        self._unread.setObjectName("ctdImportUnread")
        self._unread.setReadOnly(True)
        self._unread.setMaximumHeight(5 * self._unread.fontMetrics().lineSpacing() + 12)
        self._unread_label = plain_label(tr("Numbers that were taken for no figure:"))
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._unread_label)
        layout.addWidget(self._unread)
        self._shown: list[int] = []

    def initializePage(self) -> None:
        session = self.session
        table, name, decisions, own = session.table, session.name, session.decisions(), read_settings().own_platforms

        def read(_task: QgsTask) -> tuple[Survey, Figures]:
            survey = survey_of(table, name, decisions)
            return survey, _read_figures(table, survey, decisions, own)

        self.work(tr("Reading the figures…"), read, self._take_read)

    def _take_read(self, read: tuple[Survey, Figures]) -> None:
        self.session.survey, figures = read
        self.session.take_figures(figures)
        self._show()

    def _show(self) -> None:
        facts = self.session.figures.facts
        self._shown = [place for place, fact in enumerate(facts) if is_editable(fact)]
        self._table.fill([self._row(facts[place], self.session.settled[place]) for place in self._shown])
        unread = self.session.figures.unread
        lines = [f"{REGION_NAMES[code]} : {text}" for code, text in unread]
        self._unread.setPlainText("\n".join(lines))
        self._unread.setVisible(bool(unread))
        self._unread_label.setVisible(bool(unread))

    def _row(self, read: Fact, settled: Fact | None) -> list:
        fact = settled or read
        units, indicators = unit_names(), indicator_names()
        payers = [("", "—"), *payer_names().items()]
        scopes = [(scope.value, label) for scope, label in scope_labels().items()]
        drawn = check_item(fact.headline, tr("Draw this figure on the maps"))
        drawn.setCheckable(fact.indicator in (STAFF, BUDGET))
        words = text_item(one_line(read.quote), f"{read.quote}\n{read.note}")
        cells = [
            check_item(settled is not None, tr("Keep this figure")),
            text_item(REGION_NAMES[read.region_code]),
            words,
            text_item(indicators[fact.indicator]),
            text_item(_shown(fact.value), editable=True),
            text_item(_shown(fact.value_max), editable=True),
            choice_item(fact.unit, [(unit, units[unit]) for unit in UNITS[fact.indicator]]),
            choice_item(fact.scope, scopes),
            choice_item(fact.payer, payers),
            drawn,
        ]
        if settled is None:
            for cell in cells[1:]:
                cell.setEnabled(False)
        return cells

    def _take(self, row: int, column: int) -> None:
        place = self._shown[row]
        read, fact = self.session.figures.facts[place], self.session.settled[place]
        item = self._table.item(row, column)
        self.show_error("")
        if column == _KEEP:
            kept = item.checkState() == Qt.CheckState.Checked
            self.session.settled[place] = (fact or read) if kept else None
        elif column == _DRAWN:
            drawn = item.checkState() == Qt.CheckState.Checked
            self.session.settled[place] = replace(fact, headline=drawn)
            if drawn:
                self.session.settled = list(with_headline(self.session.settled, place))
        elif column in (_VALUE, _MOST):
            name = "value" if column == _VALUE else "value_max"
            try:
                text = "" if column == _MOST and not item.text().strip() else number(item.text())
                self.session.settled[place] = replace(fact, **{name: text})
            except ValueError:
                self.show_error(tr("“{value}” is no number; the former one stays.").format(value=item.text()[:40]))
        elif column in (_UNIT, _SCOPE, _PAYER):
            name = {_UNIT: "unit", _SCOPE: "scope", _PAYER: "payer"}[column]
            self.session.settled[place] = replace(fact, **{name: self._table.chosen(row, column)})
        self._show()


def _read_figures(table, survey, decisions, own: Path | None) -> Figures:  # noqa: ANN001
    return read_all_figures(table, survey, decisions, tuple(all_platforms(own)))


def _shown(value: str) -> str:
    """Return a fact's number as the user's language writes it."""
    if not value:
        return ""
    whole, _, part = value.partition(".")
    if current_language() == "fr":
        return f"{int(whole):,}".replace(",", "\u00a0") + (f",{part}" if part else "")
    return f"{int(whole):,}".replace(",", "\u00a0") + (f".{part}" if part else "")
