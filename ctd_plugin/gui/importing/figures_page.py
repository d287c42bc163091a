"""Page 5: the figures that were read, each beside the words that it was read from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qgis.core import QgsTask
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QStandardItem
from qgis.PyQt.QtWidgets import QPlainTextEdit, QVBoxLayout

from ...catalogues.registry import all_platforms
from ...data.facts import BUDGET, STAFF, Fact
from ...data.figure_edits import UNITS, in_context, number_range, with_headline
from ...data.importing import Figures, is_editable, read_all_figures
from ...data.survey import Survey, survey_of
from ...gis.words import indicator_names, payer_names, scope_labels, unit_names
from ...i18n import current_language, tr
from ...regions import REGION_NAMES
from ...settings import read_settings
from .choices import ChoiceTable, check_item, choice_item, text_item
from .page import ImportPage, plain_label
from .session import Session

_KEEP, _DRAWN, _REGION, _WORDS, _WHAT, _VALUE, _UNIT, _SCOPE, _PAYER = range(9)


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
            tr("Map"),
            tr("Region"),
            tr("Words it was read from"),
            tr("What"),
            tr("Value"),
            tr("Unit"),
            tr("Scope"),
            tr("Payer"),
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
        # By name, as people look for regions; those of one region stay together.
        editable = [place for place, fact in enumerate(facts) if is_editable(fact)]
        self._shown = sorted(editable, key=lambda place: REGION_NAMES[facts[place].region_code])
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
        choices = [(unit, units[unit]) for unit in UNITS[fact.indicator]]
        cells = [
            check_item(settled is not None, tr("Keep this figure")),
            drawn,
            text_item(REGION_NAMES[read.region_code]),
            self._words(read),
            text_item(indicators[fact.indicator]),
            text_item(_shown(fact), editable=True),
            choice_item(fact.unit, choices) if len(choices) > 1 else text_item(units[fact.unit]),
            choice_item(fact.scope, scopes),
            choice_item(fact.payer, payers),
        ]
        if settled is None:
            for cell in cells[1:]:
                cell.setEnabled(False)
        return cells

    def _words(self, read: Fact) -> QStandardItem:
        """Return the quote between those words of its line that tell what it counts."""
        cell = self.session.survey.rows[read.region_code].cells.get(read.column, "")
        before, after = in_context(read.quote, cell)
        quoted = tr("{before}“{quote}”{after}").format(before=before, quote=read.quote, after=after)
        return text_item(quoted, f"{read.quote}\n{read.note}\n\n{cell}")

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
        elif column == _VALUE:
            try:
                value, most = number_range(item.text())
                self.session.settled[place] = replace(fact, value=value, value_max=most)
            except ValueError:
                self.show_error(tr("“{value}” is no number; the former one stays.").format(value=item.text()[:40]))
        elif column in (_UNIT, _SCOPE, _PAYER):
            name = {_UNIT: "unit", _SCOPE: "scope", _PAYER: "payer"}[column]
            self.session.settled[place] = replace(fact, **{name: self._table.chosen(row, column)})
        self._show()


def _read_figures(table, survey, decisions, own: Path | None) -> Figures:  # noqa: ANN001
    return read_all_figures(table, survey, decisions, tuple(all_platforms(own)))


def _shown(fact: Fact) -> str:
    """Return a fact's number, or both ends of its range, as the user's language writes it."""
    ends = [_written(end) for end in (fact.value, fact.value_max) if end]
    return " – ".join(ends)


def _written(value: str) -> str:
    whole, _, part = value.partition(".")
    mark = "," if current_language() == "fr" else "."
    return f"{int(whole):,}".replace(",", "\u00a0") + (mark + part if part else "")
