"""Page 5: the figures that were read, each beside its quote."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QStandardItem

from ...catalogues.registry import all_platforms
from ...data.facts.corrections import proposed_figure, quote_context, with_figure, with_headline
from ...data.facts.fact import (
    BUDGET,
    STAFF,
    UNREAD,
    Fact,
    amount_words,
    covers_labels,
    covers_name,
    indicator_names,
    note_of,
    payer_names,
    scope_name,
)
from ...data.importing.proposals import Figures, is_editable, read_all_figures
from ...data.survey.reader import Survey, survey_of
from ...i18n import number, titled, tr
from ...regions import PRINTED_NAMES
from ...settings import read_settings
from ..common.widgets import plain_label
from .choices import ChoiceTable, check_item, choice_item, text_item
from .figure_form import COVERING, FigureForm, no_figure
from .page import ImportPage
from .session import Session

_KEEP, _DRAWN, _REGION, _WORDS, _READ, _COVERS = range(6)


class FiguresPage(ImportPage):
    """Lets its user correct, drop and choose figures, and make one of a number that was read as none."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "ctdImportFigures",
            tr("Figures"),
            tr(
                "Staff and budgets read from the survey, each with its source passage. Untick what is not a "
                "figure; correct the selected one below. For each region, maps show the staff and the budget "
                "ticked under “Map”."
            ),
        )
        headings = [tr("Keep"), tr("Map"), tr("Region"), tr("Source passage"), tr("Read as"), tr("Covers")]
        self._table = ChoiceTable("ctdImportFigureTable", tr("Figures"), headings, [_WORDS, _READ], widest=22)
        self._table.edited.connect(self._on_check)
        self._form = FigureForm(self._set_fact, self.show_error)
        self._unread = plain_label(name="ctdImportUnread")
        self.body_layout.addWidget(self._table, 1)
        self.body_layout.addWidget(self._unread)
        self.body_layout.addWidget(self._form)
        rule = tr(
            "Only figures that cover the same thing are compared (maps and ranks); a figure for which this is not "
            "stated is shown alone."
        )
        self.body_layout.addWidget(plain_label(rule, name="ctdImportRule"))
        self._shown: list[int] = []
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._show_selected())

    def initializePage(self) -> None:
        session = self.session
        table, name, decisions = session.current_table, session.name, session.decisions()
        own = read_settings().own_platforms
        former, session.survey = [session.survey], None

        def read(_feedback: QgsFeedback) -> tuple[Survey, Figures]:
            former.clear()
            survey = survey_of(table, name, decisions)
            return survey, read_all_figures(table, survey, decisions, tuple(all_platforms(own)))

        self.work(tr("Reading the figures…"), read, self._on_read)

    def _on_read(self, read: tuple[Survey, Figures]) -> None:
        self.session.survey, figures = read
        self.session.set_figures(figures)
        self._show()
        if self._shown:
            self._table.selectRow(0)
        self._unread.setVisible(bool(figures.unread))

    def _show(self) -> None:
        figures = self.session.current_figures
        facts, unread = figures.numbers, figures.unread
        message = tr(
            "At the end of the list, figures not fully recognised: {doubtful} (tick the right ones); numbers not "
            "read as figures: {count} (to use one, select it and choose its type)."
        )
        # The unread numbers are the last ones.
        settled = self.session.settled[len(facts) - len(unread) :]
        left = [read for read, wanted in zip(unread, settled, strict=True) if wanted is None]
        doubtful = sum(proposed_figure(read) is not None for read in left)
        self._unread.setText(message.format(doubtful=number(doubtful), count=number(len(left) - doubtful)))
        # By name, as people look for regions; those of one region stay together.
        editable = [place for place, fact in enumerate(facts) if is_editable(fact)]
        self._shown = sorted(
            editable,
            key=lambda place: (
                facts[place].indicator == UNREAD,
                facts[place].indicator == UNREAD and proposed_figure(facts[place]) is None,
                PRINTED_NAMES[facts[place].region_code],
            ),
        )
        row = self._table.currentIndex().row()
        self._table.fill([self._row(facts[place], self.session.settled[place]) for place in self._shown])
        if 0 <= row < len(self._shown):
            self._table.selectRow(row)

    def _row(self, read: Fact, settled: Fact | None) -> list[QStandardItem]:
        fact = settled or read
        proposed = proposed_figure(read) if settled is None else None
        is_drawable = (proposed or fact).indicator in (STAFF, BUDGET)
        cells = [
            check_item(settled is not None, tr("Keep this figure")),
            check_item(fact.headline, tr("Show this figure on the maps")) if is_drawable else text_item(""),
            text_item(PRINTED_NAMES[read.region_code]),
            self._words(read),
            text_item(_read_as(fact, proposed)),
            _covers(settled, proposed or fact),
        ]
        if settled is None and read.indicator != UNREAD:
            for cell in cells[1:]:
                cell.setEnabled(False)
        return cells

    def _words(self, read: Fact) -> QStandardItem:
        """Return the quote in the context that says what it counts, which the quote of a lone number holds itself."""
        cell = self.session.current_survey.rows[read.region_code].cells.get(read.column, "")
        is_stray = read.indicator == UNREAD and not read.unit
        before, after = ("", "") if is_stray else quote_context(read.quote, cell)
        quoted = tr("{before}“{quote}”{after}").format(before=before, quote=read.quote, after=after)
        return text_item(quoted, f"{read.quote}\n{note_of(read)}\n\n{cell}")

    def _selected(self) -> int | None:
        row = self._table.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _show_selected(self) -> None:
        place = self._selected()
        if place is None:
            self._form.show_fact(None)
            return
        read, settled = self.session.current_figures.numbers[place], self.session.settled[place]
        self._form.show_fact(read if settled is None and read.indicator == UNREAD else settled)

    def _on_check(self, row: int, column: int) -> None:
        place = self._shown[row]
        read, fact = self.session.current_figures.numbers[place], self.session.settled[place]
        ticked = self._table.item(row, column).checkState() == Qt.CheckState.Checked
        proposed = proposed_figure(read)
        if column == _KEEP and ticked and read.indicator == UNREAD and proposed is None:
            self._ask_kind(row)
            return
        if column == _KEEP and ticked:
            self.session.settled = list(with_figure(self.session.settled, place, proposed or read))
        elif column == _DRAWN and ticked and fact is None and proposed is not None:
            self.session.settled[place] = proposed
            self.session.settled = list(with_headline(self.session.settled, place))
        elif column == _KEEP:
            self.session.settled[place] = None
        elif column == _DRAWN and fact is not None:
            self.session.settled[place] = replace(fact, headline=ticked)
            if ticked:
                self.session.settled = list(with_headline(self.session.settled, place))
        elif column == _COVERS and fact is not None:
            self.session.settled[place] = replace(fact, covers=self._table.value(row, column))
        self.show_error("")
        self._show()
        self._show_selected()

    def _set_fact(self, fact: Fact) -> None:
        place = self._selected()
        if place is not None:
            self.session.settled = list(with_figure(self.session.settled, place, fact))
            self.show_error("")
            self._show()
            self._show_selected()

    def _ask_kind(self, row: int) -> None:
        """Undo the check of a number that is no figure, and move the focus to its kind, which makes it one."""
        self._show()
        self._table.selectRow(row)
        self._form.ask_kind()
        self.show_error(tr("Choose a type to use this number as a figure."))


def _read_as(fact: Fact, proposed: Fact | None = None) -> str:
    """Return a figure in words, such as "staff: 4.2 FTE, platform, Region", or what is proposed for it."""
    if proposed is not None:
        return tr("perhaps {figure}").format(figure=_read_as(proposed))
    if fact.indicator == UNREAD:
        return no_figure()
    value = amount_words(fact)
    if fact.about:
        value = f"≈ {value}"
    if _is_none(fact):
        value = tr("none of its own")
    parts = [value, scope_name(fact.scope), payer_names().get(fact.payer, "")]
    return titled(indicator_names()[fact.indicator], ", ".join(part for part in parts if part))


def _covers(settled: Fact | None, shown: Fact) -> QStandardItem:
    """Return the cell with what a figure covers: a choice, but of one that is not kept only the words."""
    if shown.indicator not in COVERING or _is_none(shown):
        return text_item("")
    if settled is None:
        return text_item(covers_name(shown.indicator, shown.covers))
    choices = [(covers.value, label) for covers, label in covers_labels(settled.indicator).items()]
    return choice_item(str(settled.covers), choices)


def _is_none(fact: Fact) -> bool:
    """Whether a figure says that there is no staff or budget."""
    return fact.indicator in (STAFF, BUDGET) and fact.value == "0" and not fact.value_max
