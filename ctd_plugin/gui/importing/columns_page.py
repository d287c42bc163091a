"""Page 2: which column of the file is which of the survey."""

from __future__ import annotations

from qgis.PyQt.QtGui import QStandardItem
from qgis.PyQt.QtWidgets import QHBoxLayout

from ...data.columns import CARRIED, COLUMN_LABELS, SURVEY_COLUMNS, names_of
from ...data.facts.columns import FIGURE_COLUMNS
from ...data.facts.fact import BUDGET, STAFF, covers_labels
from ...data.survey.decisions import UNUSED
from ...i18n import current_language, tr
from ..common.widgets import plain_label
from .choices import Choice, ChoiceTable, choice_item, text_item
from .page import ImportPage
from .session import Session
from .suggestions import SuggestionBar

_Decided = tuple[dict[str, str], set[str]]
_MOST = 1000
_TARGET, _COVERS = 2, 3


class ColumnsPage(ImportPage):
    """Shows each column of the file with an example and the column of the survey it is mapped to."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "ctdImportColumns",
            tr("Columns"),
            tr(
                "Content of each column of the file. Correct what was not recognised; your choices are "
                "remembered for files with the same headings."
            ),
        )
        headings = [tr("Column of the file"), tr("Example"), tr("Column of the survey"), tr("Covers"), tr("Suggestion")]
        self._table = ChoiceTable("ctdImportColumnTable", tr("Columns of the file"), headings, [1], widest=34)
        self._table.edited.connect(self._on_edit)
        self._missing = plain_label(name="ctdImportMissingColumns")
        self._suggestions: SuggestionBar[_Decided] = SuggestionBar("Columns", self._accept, self._undo)
        under = QHBoxLayout()
        under.addWidget(self._missing, 1)
        under.addWidget(self._suggestions)
        self.body_layout.addWidget(self._table, 1)
        self.body_layout.addLayout(under)

    def initializePage(self) -> None:
        self._suggestions.forget()
        self._show()

    def isComplete(self) -> bool:
        used = set(self.session.columns.values())
        return "statut" in used and bool({"region", "region_code"} & used)

    def _show(self) -> None:
        table, choices = self.session.current_table, column_choices()
        suggested, labels = self.session.suggested_columns(), dict(choices)
        names = names_of(table.header)[:_MOST]
        rows = []
        for index, name in enumerate(names):
            example = next((cells[index] for _, cells in table.rows[:50] if cells[index]), "")
            target = self.session.columns[name]
            hint = text_item(labels[suggested[name]] if name in suggested else "")
            rows.append([text_item(name), text_item(example), choice_item(target, choices), self._covers(target), hint])
        self._table.fill(rows)
        self._suggestions.show_count(len(suggested))
        self._show_missing()

    def _accept(self) -> None:
        """Map each column to what is suggested for it."""
        self._remember()
        self.session.columns.update(self.session.suggested_columns())
        self._show()
        self.completeChanged.emit()

    def _remember(self) -> None:
        self._suggestions.remember((dict(self.session.columns), set(self.session.ignored)))

    def _undo(self, former: _Decided) -> None:
        self.session.columns, self.session.ignored = former
        self._show()
        self.completeChanged.emit()

    def _covers(self, target: str) -> QStandardItem:
        """Return the cell with what the figures of a column cover, empty for other columns."""
        if target not in FIGURE_COLUMNS:
            return text_item("")
        labels = [(covers.value, label) for covers, label in covers_labels(target).items()]
        item = choice_item(self.session.covers.get(target, ""), [("", tr("from the text")), *labels])
        item.setToolTip(
            tr("What all figures of this column cover: only figures that cover the same are compared on maps")
        )
        return item

    def _on_edit(self, row: int, column: int) -> None:
        name = names_of(self.session.current_table.header)[row]
        if column == _TARGET:
            self._set_column(name, self._table.value(row, column))
        elif column == _COVERS:
            self._set_covers(self.session.columns[name], self._table.value(row, column))

    def _set_covers(self, indicator: str, covers: str) -> None:
        self.session.covers.pop(indicator, None)
        if covers:
            self.session.covers[indicator] = covers

    def _set_column(self, name: str, target: str) -> None:
        """Map a column of the file to its new column of the survey, which another may have had before."""
        self._remember()
        for other, used in self.session.columns.items():
            if target != UNUSED and used == target:
                self.session.columns[other] = UNUSED
        self.session.columns[name] = target
        self.session.ignored.discard(name)
        if target == UNUSED:
            self.session.ignored.add(name)
        self._show()
        self.completeChanged.emit()

    def _show_missing(self) -> None:
        used = [target for target in self.session.columns.values() if target != UNUSED]
        labels = dict(column_choices())
        sentences = []
        if not {"region", "region_code"} & set(used):
            sentences.append("⚠ " + tr("Choose the column that contains the region’s name or code."))
        if "statut" not in used:
            sentences.append("⚠ " + tr("Choose the column that contains the status."))
        absent = [labels[column] for column in SURVEY_COLUMNS if column not in used]
        if not sentences and absent:
            sentences.append(tr("Missing from the file: {columns}.").format(columns=", ".join(absent)))
        self._missing.setText("\n".join([*sentences, *self.session.table_mismatches()]))


def column_choices() -> list[Choice]:
    """Return the columns of the survey, and the figures that a column of the file may hold alone."""
    labels = COLUMN_LABELS[current_language()]
    return [
        (UNUSED, tr("— ignore —")),
        *((column, labels[column]) for column in SURVEY_COLUMNS),
        (CARRIED, tr("Answers carried over, with their year")),
        (STAFF, tr("Figure: staff (FTE)")),
        (BUDGET, tr("Figure: yearly budget (€)")),
    ]
