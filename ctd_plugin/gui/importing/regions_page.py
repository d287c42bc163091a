"""Page 3: which row is which region's, and the regions without a row."""

from __future__ import annotations

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ...data.importing.row_review import OfferedRow, Review, ReviewedRow, review_rows
from ...data.places.region_match import MatchMethod
from ...data.survey.decisions import UNUSED, RowChoice
from ...data.survey.reader import Survey, survey_of
from ...i18n import number, tr
from ...regions import PRINTED_NAMES, REGION_NAMES, names_listed, printed_name
from ..common.widgets import plain_label
from .choices import Choice, ChoiceTable, choice_item, text_item
from .page import ImportPage
from .session import Session
from .suggestions import SuggestionBar

_Decided = tuple[dict[str, str], dict[str, RowChoice]]
_CODES = {name: code for code, name in REGION_NAMES.items()}


class RegionsPage(ImportPage):
    """Matches the rows again after each decision."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "ctdImportRegions",
            tr("Matching of regions"),
            tr("Region of each row. Unrecognised values are listed first; accept the suggestions or choose a region."),
        )
        headings = [tr("Row"), tr("In the file"), tr("Recognised"), tr("Region")]
        self._rows = ChoiceTable("ctdImportRegionTable", tr("Rows of the file"), headings, [1])
        self._rows.edited.connect(self._on_region_edited)
        self._suggestions: SuggestionBar[_Decided] = SuggestionBar("", self._accept, self._undo)
        self._more = plain_label(name="ctdImportMoreRows")
        self._several = ChoiceTable(
            "ctdImportDuplicateTable", tr("Duplicate rows"), [tr("Region"), tr("Row used")], [1]
        )
        self._several.edited.connect(self._on_row_edited)
        self._without = plain_label(name="ctdImportWithoutRow")
        self._review = Review((), 0, {})

        under = QHBoxLayout()
        under.addWidget(self._more, 1)
        under.addWidget(self._suggestions)
        above, below = QWidget(), QWidget()
        first = QVBoxLayout(above)
        first.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self._rows, 1)
        first.addLayout(under)
        second = QVBoxLayout(below)
        second.setContentsMargins(0, 0, 0, 0)
        second.addWidget(plain_label(tr("Several rows for these regions; choose the one to use.")))
        second.addWidget(self._several, 1)
        self._below = below
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(above)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        self.body_layout.addWidget(split, 1)
        self.body_layout.addWidget(self._without)

    def initializePage(self) -> None:
        self._suggestions.forget()
        self._match()

    def isComplete(self) -> bool:
        return super().isComplete() and bool(self.session.survey and self.session.survey.rows)

    def _match(self) -> None:
        table, name, decisions = self.session.current_table, self.session.name, self.session.decisions()

        # Freeing the survey of a large table takes as long as reading it: both are done in the background.
        former, self.session.survey = [self.session.survey], None

        def match(_feedback: QgsFeedback) -> tuple[Survey, Review]:
            former.clear()
            survey = survey_of(table, name, decisions)
            return survey, review_rows(table, survey, decisions)

        self.work(tr("Matching {count} rows…").format(count=number(len(table.rows))), match, self._show)

    def _show(self, matched: tuple[Survey, Review]) -> None:
        self.session.survey, review = matched
        self._review = review
        all_regions, methods = region_choices(()), match_method_names()
        rows = []
        for row in review.rows:
            if row.written in self.session.regions:
                how = tr("as chosen")
            elif row.suggestions:
                how = tr("no: {names}?").format(names=printed_name(", ".join(row.suggestions)))
            else:
                how = methods[row.how] if row.how else tr("no")
            choices = region_choices(row.suggestions) if row.suggestions else all_regions
            chosen = choice_item(row.region_code or UNUSED, choices)
            rows.append(
                [text_item(str(self.session.header_row + row.row)), text_item(row.written), text_item(how), chosen]
            )
        self._rows.fill(rows)
        self._suggestions.show_count(len(self._suggested()))
        self._show_several(review)
        self._show_counts(self.session.survey, review.hidden)

    def _show_several(self, review: Review) -> None:
        """List the regions with several rows, each with its first rows to choose from."""
        rows = []
        for code, (used, offered) in review.several.items():
            above = self.session.header_row
            choices = [
                (str(row.row), tr("row {row}: {words}").format(row=above + row.row, words=_words(row)))
                for row in offered
            ]
            rows.append([text_item(PRINTED_NAMES[code]), choice_item(str(used.row), choices)])
        self._several.fill(rows)
        self._below.setVisible(bool(rows))

    def _show_counts(self, survey: Survey, hidden: int) -> None:
        report, table = survey.report, self.session.current_table
        sentences = [tr("Rows of the sheet “{sheet}”.").format(sheet=table.sheet)] if len(table.sheets) > 1 else []
        sentences += [
            tr("{matched} of {regions} regions have a row.").format(matched=len(report.matched), regions=report.regions)
        ]
        if report.unmatched_rows:
            sentences.append(
                tr("Rows without a region, ignored: {count}.").format(count=number(len(report.unmatched_rows)))
            )
        if hidden:
            sentences.append(tr("{count} not shown.").format(count=number(hidden)))
        if report.duplicate_rows:
            sentences.append(tr("Duplicate rows ignored: {count}.").format(count=number(len(report.duplicate_rows))))
        self._more.setText(" ".join(sentences))
        names = names_listed(report.regions_without_row)
        self._without.setText(tr("Regions without a row: {names}.").format(names=names) if names else "")
        self._without.setVisible(bool(names))

    def _on_region_edited(self, row: int, column: int) -> None:
        if column == 3:
            self._decide(self._review.rows[row], self._rows.value(row, column))

    def _suggested(self) -> dict[str, str]:
        """Return how rows write a region → the only one that is suggested; of several, a person chooses."""
        return {row.written: _CODES[row.suggestions[0]] for row in self._review.rows if len(row.suggestions) == 1}

    def _accept(self) -> None:
        """Accept the suggestions of all rows that have just one."""
        self._remember()
        self.session.regions.update(self._suggested())
        self._match()

    def _remember(self) -> None:
        self._suggestions.remember((dict(self.session.regions), dict(self.session.rows)))

    def _undo(self, former: _Decided) -> None:
        self.session.regions, self.session.rows = former
        self._match()

    def _decide(self, row: ReviewedRow, code: str) -> None:
        self._remember()
        self.session.regions[row.written] = code
        self._match()

    def _on_row_edited(self, row: int, column: int) -> None:
        if column == 1:
            self._remember()
            code, (_, offered) = list(self._review.several.items())[row]
            chosen = int(self._several.value(row, column))
            self.session.rows[code] = next(RowChoice(each.row, each.written) for each in offered if each.row == chosen)
            self._match()


def _words(row: OfferedRow) -> str:
    return " · ".join(part for part in (row.written, row.status) if part)[:80]


def region_choices(suggestions: tuple[str, ...]) -> list[Choice]:
    """Return the regions to choose from, those suggested first."""
    suggested = [(_CODES[name], tr("{name} (suggested)").format(name=printed_name(name))) for name in suggestions]
    others = [(code, printed_name(name)) for code, name in REGION_NAMES.items() if name not in suggestions]
    return [(UNUSED, tr("— ignore —")), *suggested, *sorted(others, key=lambda choice: choice[1])]


def match_method_names() -> dict[MatchMethod, str]:
    """Return how a row was matched to its region, in words."""
    return {
        MatchMethod.CODE: tr("by code"),
        MatchMethod.NAME: tr("by name"),
        MatchMethod.ALIAS: tr("by alias"),
        MatchMethod.FUZZY: tr("by similar spelling"),
    }
