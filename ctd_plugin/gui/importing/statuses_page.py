"""Page 4: which class of the map each status of the file is."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QHBoxLayout

from ...data.importing.status_words import suggested_status
from ...data.survey.decisions import UNUSED
from ...data.survey.status import Status, read_status
from ...gis.labels.labels import status_labels
from ...i18n import tr
from ...regions import PRINTED_NAMES
from ...text import one_line
from ..common.widgets import plain_label
from .choices import ChoiceTable, choice_item, text_item
from .page import ImportPage
from .session import Session
from .suggestions import SuggestionBar


class StatusesPage(ImportPage):
    """Shows each status with its regions and its class, the unknown ones first."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "ctdImportStatuses",
            tr("Statuses"),
            tr(
                "Map class of each status in the file. Unrecognised values are listed first; accept the suggestions "
                "or choose a class."
            ),
        )
        headings = [tr("In the file"), tr("Regions"), tr("Map class"), tr("Suggestion")]
        self._table = ChoiceTable("ctdImportStatusTable", tr("Statuses in the file"), headings, [0, 1], widest=34)
        self._table.edited.connect(self._set_class)
        self._note = plain_label(name="ctdImportStatusTold")
        self._suggestions: SuggestionBar[dict[str, str]] = SuggestionBar("Statuses", self._accept, self._undo)
        under = QHBoxLayout()
        under.addWidget(self._note, 1)
        under.addWidget(self._suggestions)
        self.body_layout.addWidget(self._table, 1)
        self.body_layout.addLayout(under)
        self._wordings: list[str] = []

    def initializePage(self) -> None:
        self._suggestions.forget()
        self._wordings.clear()
        self._show()

    def isComplete(self) -> bool:
        return True

    def _show(self) -> None:
        regions: dict[str, list[str]] = {}
        for code, row in self.session.current_survey.rows.items():
            regions.setdefault(one_line(row.cells["statut"]), []).append(PRINTED_NAMES[code])
        # The order stays while its user decides: a row that is settled does not jump away.
        if set(self._wordings) != set(regions):
            self._wordings = sorted(regions, key=lambda words: (self._class_of(words) != UNUSED, words))
        suggested, labels = self._suggested(), status_labels()
        choices = [(UNUSED, tr("— no class —")), *((status.value, label) for status, label in labels.items())]
        rows = []
        for words in self._wordings:
            rows.append(
                [
                    text_item(words or tr("(empty)")),
                    text_item(", ".join(regions[words])),
                    choice_item(self._class_of(words), choices),
                    text_item(labels[suggested[words]] if words in suggested else ""),
                ]
            )
        self._table.fill(rows)
        self._suggestions.show_count(len(suggested))
        unknown = [name for words in self._wordings if self._class_of(words) == UNUSED for name in regions[words]]
        self._note.setText(
            tr("Without a class, shown as “No answer”: {regions}.").format(regions=", ".join(unknown))
            if unknown
            else tr("Every status has a class.")
        )

    def _class_of(self, words: str) -> str:
        return self.session.statuses.get(words, read_status(words) or UNUSED)

    def _suggested(self) -> dict[str, Status]:
        """Return the class that is suggested for each status that has none, nor was left without by decision."""
        open_ones = (words for words in self._wordings if words not in self.session.statuses and not read_status(words))
        found = {words: suggested_status(words) for words in open_ones}
        return {words: status for words, status in found.items() if status is not None}

    def _accept(self) -> None:
        self._suggestions.remember(dict(self.session.statuses))
        self.session.statuses.update({words: status.value for words, status in self._suggested().items()})
        self._show()

    def _undo(self, former: dict[str, str]) -> None:
        self.session.statuses = former
        self._show()

    def _set_class(self, row: int, column: int) -> None:
        if column == 2:
            self._suggestions.remember(dict(self.session.statuses))
            self.session.statuses[self._wordings[row]] = self._table.value(row, column)
            self._show()
