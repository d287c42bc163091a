"""Page 3: which row speaks for which region, and the regions for which none does."""

from __future__ import annotations

from qgis.core import QgsTask
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from ...data.decisions import UNUSED, RowChoice, written_region
from ...data.matching import How
from ...data.survey import Survey, decided_columns, survey_of
from ...gis.words import number
from ...i18n import tr
from ...regions import REGION_NAMES
from .choices import Choice, ChoiceTable, choice_item, text_item
from .page import ImportPage, plain_label
from .session import Session

MOST_SHOWN = 300
"""Rows of a list: a table of 100,000 rows has as many that match nothing, which are counted instead."""
_CODES = {name: code for code, name in REGION_NAMES.items()}


class RegionsPage(ImportPage):
    """Matches the rows anew after each decision."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "ctdImportRegions",
            tr("The regions"),
            tr("Which row speaks for which region. Those not recognised are on top; accept or choose a region."),
        )
        headings = [tr("Row"), tr("In the file"), tr("Recognised"), tr("Region")]
        self._rows = ChoiceTable("ctdImportRegionTable", headings, [1])
        self._rows.on_change(self._take_region)
        self._accept = QPushButton(tr("Accept the suggestion"))
        self._accept.setObjectName("ctdImportAccept")
        self._accept.clicked.connect(lambda _checked=False: self._accept_suggestion())
        self._more = plain_label("")
        self._more.setObjectName("ctdImportMoreRows")
        self._several = ChoiceTable("ctdImportDuplicateTable", [tr("Region"), tr("Row that counts")], [1])
        self._several.on_change(self._take_row)
        self._several_label = plain_label(tr("Several rows speak for these regions; choose which one counts."))
        self._without = plain_label("")
        self._without.setObjectName("ctdImportWithoutRow")
        self._places: list[tuple[str, tuple[str, ...]]] = []

        under = QHBoxLayout()
        under.addWidget(self._more, 1)
        under.addWidget(self._accept)
        above, below = QWidget(), QWidget()
        first = QVBoxLayout(above)
        first.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self._rows, 1)
        first.addLayout(under)
        second = QVBoxLayout(below)
        second.setContentsMargins(0, 0, 0, 0)
        second.addWidget(self._several_label)
        second.addWidget(self._several, 1)
        self._below = below
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(above)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split, 1)
        layout.addWidget(self._without)

    def initializePage(self) -> None:
        self._match()

    def isComplete(self) -> bool:
        return super().isComplete() and bool(self.session.survey and self.session.survey.rows)

    def _match(self) -> None:
        table, name, decisions = self.session.table, self.session.name, self.session.decisions()

        def match(_task: QgsTask) -> Survey:
            return survey_of(table, name, decisions)

        self.work(tr("Matching {count} rows…").format(count=number(len(table.rows))), match, self._show)

    def _show(self, survey: Survey) -> None:
        self.session.survey = survey
        report = survey.report
        cells = dict(self.session.table.rows)
        columns = decided_columns(self.session.table.header, self.session.decisions())

        def written(row: int) -> str:
            places = (columns.get("region_code"), columns.get("region"))
            return written_region(*(None if place is None else cells[row][place] for place in places))

        self._places = []
        rows = []
        unmatched = sorted(report.unmatched_rows, key=lambda row: not row.suggestions)
        for row in unmatched[: MOST_SHOWN - 20]:
            text = written(row.row)
            how = tr("no: perhaps {names}").format(names=", ".join(row.suggestions)) if row.suggestions else tr("no")
            self._places.append((text, row.suggestions))
            chosen = choice_item(UNUSED, region_choices(row.suggestions))
            rows.append([text_item(str(row.row)), text_item(text), text_item(how), chosen])
        for row in sorted(report.matched, key=lambda row: (row.how != How.FUZZY, row.row)):
            text = written(row.row)
            how = tr("as decided") if text in self.session.regions else how_words()[row.how]
            self._places.append((text, ()))
            chosen = choice_item(row.region_code, region_choices(()))
            rows.append([text_item(str(row.row)), text_item(text), text_item(how), chosen])
        self._rows.fill(rows)
        self._accept.setVisible(any(suggestions for _, suggestions in self._places))
        self._show_several(survey, cells, columns, written)
        self._tell(survey, len(unmatched) - min(len(unmatched), MOST_SHOWN - 20))

    def _show_several(self, survey: Survey, cells, columns, written) -> None:  # noqa: ANN001
        """List the regions with several rows, each with the first of its rows to choose from."""
        used = {row.region_code: row.row for row in survey.report.matched}
        others: dict[str, list[int]] = {}
        for duplicate in survey.report.duplicate_rows:
            others.setdefault(duplicate.region_code, []).append(duplicate.row)
        rows = []
        self._regions = list(others)
        for code, places in others.items():
            offered = sorted([used[code], *places[:50]])
            choices = []
            for row in offered:
                words = " · ".join(
                    part for part in (written(row), cells[row][columns["statut"]].replace("\n", " ")) if part
                )
                choices.append((f"{row}\t{written(row)}", tr("row {row}: {words}").format(row=row, words=words[:80])))
            chosen = choice_item(f"{used[code]}\t{written(used[code])}", choices)
            rows.append([text_item(REGION_NAMES[code]), chosen])
        self._several.fill(rows)
        self._below.setVisible(bool(rows))

    def _tell(self, survey: Survey, hidden: int) -> None:
        report = survey.report
        sentences = [
            tr("{matched} of {regions} regions have a row.").format(matched=len(report.matched), regions=report.regions)
        ]
        if report.unmatched_rows:
            sentences.append(
                tr("Rows of no region, left out: {count}.").format(count=number(len(report.unmatched_rows)))
            )
        if hidden:
            sentences.append(tr("{count} of them are not shown.").format(count=number(hidden)))
        if report.duplicate_rows:
            sentences.append(
                tr("Rows left out for another of their region: {count}.").format(
                    count=number(len(report.duplicate_rows))
                )
            )
        self._more.setText(" ".join(sentences))
        names = ", ".join(REGION_NAMES[code] for code in report.regions_without_row)
        self._without.setText(tr("Regions without a row: {names}.").format(names=names) if names else "")
        self._without.setVisible(bool(names))

    def _take_region(self, row: int, column: int) -> None:
        if column == 3:
            self.session.regions[self._places[row][0]] = self._rows.chosen(row, column)
            self._match()

    def _accept_suggestion(self) -> None:
        """Take the first suggestion for the selected row, else for the first row that has one."""
        selected = self._rows.currentIndex().row()
        open_ones = [place for place, (_, suggestions) in enumerate(self._places) if suggestions]
        row = selected if selected in open_ones else next(iter(open_ones), None)
        if row is not None:
            text, suggestions = self._places[row]
            self.session.regions[text] = _CODES[suggestions[0]]
            self._match()

    def _take_row(self, row: int, column: int) -> None:
        if column == 1:
            place, _, written = self._several.chosen(row, column).partition("\t")
            self.session.rows[self._regions[row]] = RowChoice(int(place), written)
            self._match()


def region_choices(suggestions: tuple[str, ...]) -> list[Choice]:
    """Return the regions to choose from, those suggested first."""
    suggested = [(_CODES[name], tr("{name} (suggested)").format(name=name)) for name in suggestions]
    others = [(code, name) for code, name in REGION_NAMES.items() if name not in suggestions]
    return [(UNUSED, tr("— left out —")), *suggested, *sorted(others, key=lambda choice: choice[1])]


def how_words() -> dict[How, str]:
    return {
        How.CODE: tr("by its code"),
        How.NAME: tr("by its name"),
        How.ALIAS: tr("by another name"),
        How.FUZZY: tr("by a close spelling"),
    }
