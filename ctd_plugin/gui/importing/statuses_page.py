"""Page 4: which class of the map each status of the file is."""

from __future__ import annotations

from ...data.survey.decisions import UNUSED
from ...data.survey.status import read_status
from ...gis.labels.labels import status_labels
from ...i18n import tr
from ...regions import PRINTED_NAMES
from ...text import one_line
from ..common.widgets import plain_label
from .choices import ChoiceTable, choice_item, text_item
from .page import ImportPage
from .session import Session


class StatusesPage(ImportPage):
    """Shows each status with its regions and its class, the unknown ones first."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "ctdImportStatuses",
            tr("Statuses"),
            tr("Map class of each status in the file. Unrecognised values are listed first."),
        )
        headings = [tr("In the file"), tr("Regions"), tr("Map class")]
        self._table = ChoiceTable("ctdImportStatusTable", headings, [0, 1])
        self._table.edited.connect(self._set_class)
        self._note = plain_label(name="ctdImportStatusTold")
        self.body_layout.addWidget(self._table, 1)
        self.body_layout.addWidget(self._note)
        self._wordings: list[str] = []

    def initializePage(self) -> None:
        self._show()

    def isComplete(self) -> bool:
        return True

    def _show(self) -> None:
        regions: dict[str, list[str]] = {}
        for code, row in self.session.current_survey.rows.items():
            regions.setdefault(one_line(row.cells["statut"]), []).append(PRINTED_NAMES[code])
        self._wordings = sorted(regions, key=lambda words: (self._class_of(words) != UNUSED, words))
        choices = [(UNUSED, tr("— no class —")), *((status.value, label) for status, label in status_labels().items())]
        self._table.fill(
            [
                [
                    text_item(words or tr("(empty)")),
                    text_item(", ".join(regions[words])),
                    choice_item(self._class_of(words), choices),
                ]
                for words in self._wordings
            ]
        )
        unknown = [name for words in self._wordings if self._class_of(words) == UNUSED for name in regions[words]]
        self._note.setText(
            tr("Without a class, shown as “No answer”: {regions}.").format(regions=", ".join(unknown))
            if unknown
            else tr("Every status has a class.")
        )

    def _class_of(self, words: str) -> str:
        return self.session.statuses.get(words, read_status(words) or UNUSED)

    def _set_class(self, row: int, column: int) -> None:
        if column == 2:
            self.session.statuses[self._wordings[row]] = self._table.value(row, column)
            self._show()
