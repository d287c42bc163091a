"""`ctdCompareDialog`: two editions → a GeoPackage of the later one with what changed, and the map of changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import QgsFeedback, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QSizePolicy,
)

from ...catalogues.services.filenames import safe_name
from ...data.about import BUNDLED_EDITION
from ...data.compared import write_compared
from ...data.editions.summary import EditionSummary, day_of, moment_of, read_summary
from ...data.paths import GEOPACKAGE
from ...errors import CtdError
from ...gis.background.background_job import BackgroundJob, run_in_background
from ...gis.options import ThemeId
from ...gis.project.datasource import DataSource
from ...gis.project.editions import edition_at, edition_name, editions_current_first, short_edition_name
from ...gis.sharing.share import copy_layers
from ...gis.unexpected_errors import unexpected_error
from ...gis.user_profile import profile_folder
from ...i18n import current_language, tr
from ...settings import read_settings
from ..common.file_fields import typed_path
from ..common.form_dialog import FormDialog
from ..common.html import auto_text
from ..common.messages import progress_dialog, reporting_errors
from ..common.widgets import add_row, output_file_widget, plain_label, push_button
from ..common.windows import Windows
from ..help.help import help_button
from ..map.theme_menu import switch_theme
from .open_edition import open_edition

NAME = "ctdCompareDialog"
_NAME_LENGTH = 26
"""Letters of an edition's name that are always in sight."""


@dataclass(frozen=True)
class EditionChoice:
    """An edition one may compare: its name, where it is read, and the year and month that it is of."""

    name: str
    source: DataSource
    moment: tuple[int, int]


def show_compare_dialog(iface: QgisInterface, windows: Windows) -> CompareDialog:
    """Show the form for two editions; they are compared when it is accepted."""
    return windows.show(NAME, lambda: CompareDialog(iface), partial(_compare, iface))


def _compare(iface: QgisInterface, dialog: CompareDialog) -> None:
    before, after = (choice.source for choice in dialog.editions())
    compare_editions(iface, before, after, dialog.output())


def compare_editions(iface: QgisInterface, before: DataSource, after: DataSource, output: Path) -> None:
    """Write the later edition with what changed into a GeoPackage, and open it with the map of changes."""
    personal = read_settings().personal_data
    with reporting_errors(iface), progress_dialog(iface, tr("Comparing the editions…"), at_once=True) as feedback:
        run_in_background(lambda _job: _write(before, after, output, personal, feedback), feedback)
        if open_edition(iface, output) is not None:
            switch_theme(iface, ThemeId.CHANGE)


def _write(before: DataSource, after: DataSource, output: Path, personal: bool, feedback: QgsFeedback) -> None:
    with TemporaryDirectory(prefix="ctd-", ignore_cleanup_errors=True) as folder:

        def file_of(source: DataSource, name: str) -> Path:
            if isinstance(source, Path):
                return source
            copy = Path(folder) / f"{name}.gpkg"
            copy_layers(source, copy, output, current_language(), None)
            return copy

        earlier, later = file_of(before, "before"), file_of(after, "after")
        write_compared(earlier, later, output, personal, feedback.setProgress, feedback.isCanceled)


class CompareDialog(FormDialog):
    """Asks for the earlier and the later edition, which their dates tell apart at first, and for the file to write."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__(NAME, tr("Compare two editions"), iface.mainWindow(), width=560)
        self._job: BackgroundJob | None = None
        self._choices = _open_choices()
        self._before, self._after = self._box("ctdCompareBefore"), self._box("ctdCompareAfter")
        for choice in self._choices:
            self._list(choice)
        swap = push_button("ctdCompareSwap", tr("Swap"), self._swap)
        file = push_button("ctdCompareFile", tr("Another file…"), self._choose_file)
        self._state = plain_label(name="ctdCompareState")
        self._state.hide()
        self._file = output_file_widget("ctdCompareOutput", "GeoPackage (*.gpkg)")
        self._proposed = ""

        row = QHBoxLayout()
        row.addWidget(file)
        row.addWidget(swap)
        row.addStretch()
        form = QFormLayout(self)
        form.addRow(plain_label(tr("The result is a copy of the later edition with a map of what changed.")))
        add_row(form, tr("Earlier edition"), self._before)
        add_row(form, tr("Later edition"), self._after)
        form.addRow("", row)
        form.addRow(self._state)
        add_row(form, tr("File"), self._file)
        buttons = self.buttons(QDialogButtonBox.StandardButton.Ok)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Compare"))
        help_button(buttons, "editions")
        form.addRow(buttons)

        self._choose_first()
        self._after.currentIndexChanged.connect(self._propose)
        self._propose()

    def editions(self) -> tuple[EditionChoice, EditionChoice]:
        """Return the earlier and the later edition. CtdError where these are not two."""
        before, after = (box.currentIndex() for box in (self._before, self._after))
        if min(before, after) < 0 or before == after:
            raise CtdError(tr("Choose two different editions; “Another file…” adds one to the lists."))
        return self._choices[before], self._choices[after]

    def output(self) -> Path:
        """Return the file to write."""
        return Path(typed_path(self._file))

    def check(self) -> None:
        for choice in self.editions():
            layers = edition_at(QgsProject.instance(), choice.source)
            if layers is not None and any(layer.isModified() for layer in layers.all.values()):
                message = tr("“{name}” has unsaved changes: save or discard them first.")
                raise CtdError(message.format(name=choice.name))
        if self.output().suffix.lower() != ".gpkg":
            raise CtdError(tr("Choose a GeoPackage (.gpkg) to write."))
        if edition_at(QgsProject.instance(), self.output()) is not None:
            message = tr("{file} is open in the project: choose another name.")
            raise CtdError(message.format(file=self.output()))

    def outputs(self) -> Sequence[Path]:
        return (self.output(),)

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setMinimumContentsLength(_NAME_LENGTH)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return box

    def _list(self, choice: EditionChoice) -> None:
        for box in (self._before, self._after):
            box.addItem(choice.name)
            box.setItemData(box.count() - 1, auto_text(str(choice.source)), Qt.ItemDataRole.ToolTipRole)

    def _choose_first(self) -> None:
        """Choose the current edition and the one before it, or else the one after it."""
        order = sorted(range(len(self._choices)), key=lambda index: self._choices[index].moment)
        if len(order) < 2:
            self._before.setCurrentIndex(0)
            self._after.setCurrentIndex(-1)
            return
        # The current edition is the first.
        later = max(1, order.index(0))
        self._before.setCurrentIndex(order[later - 1])
        self._after.setCurrentIndex(order[later])

    def _swap(self) -> None:
        before, after = self._before.currentIndex(), self._after.currentIndex()
        self._before.setCurrentIndex(after)
        self._after.setCurrentIndex(before)

    def _choose_file(self) -> None:
        folder = str(read_settings().output_folder)
        path, _ = QFileDialog.getOpenFileName(self, self.windowTitle(), folder, "GeoPackage (*.gpkg)")
        if path:
            file = Path(path)
            self._tell(tr("Reading the edition…"))
            self._job = BackgroundJob(lambda _job: read_summary(file), partial(self._add, file), self._fail)

    def _add(self, file: Path, summary: EditionSummary) -> None:
        """Add an edition to the lists: beside the one that is chosen, in the order of their dates."""
        self._tell("")
        name = f"{short_edition_name(summary.name)} – {file.name}"
        added, kept = EditionChoice(name, file, moment_of(summary.name, summary.made_on)), 0
        if self._after.currentIndex() >= 0 and self._choices[self._after.currentIndex()].moment >= added.moment:
            kept = self._after.currentIndex()
        self._choices.append(added)
        self._list(added)
        last = len(self._choices) - 1
        in_order = sorted((kept, last), key=lambda index: self._choices[index].moment)
        self._before.setCurrentIndex(in_order[0])
        self._after.setCurrentIndex(in_order[1])

    def _fail(self, error: BaseException) -> None:
        self._tell("⚠ " + str(unexpected_error(error)))

    def _tell(self, text: str) -> None:
        self._state.setText(text)
        self._state.setVisible(bool(text))

    def _propose(self) -> None:
        """Propose a file beside the later edition, unless the user has named one."""
        if self._after.currentIndex() < 0 or self._file.filePath() != self._proposed:
            return
        source = self._choices[self._after.currentIndex()].source
        folder = read_settings().output_folder
        stem = source.stem if isinstance(source, Path) else source.name
        if isinstance(source, Path) and not source.is_relative_to(profile_folder()) and source != GEOPACKAGE:
            folder = source.parent
        # A schema may be called as no file can be.
        self._proposed = str(folder / safe_name(tr("{name}-changes.gpkg").format(name=stem)))
        self._file.setFilePath(self._proposed)


def _open_choices() -> list[EditionChoice]:
    """Return the editions that are open, the current one first, and the bundled one where it is not open."""
    project = QgsProject.instance()
    editions = editions_current_first(project)
    choices = [
        EditionChoice(edition_name(one), one.source, moment_of(one.about("edition"), day_of(one.about("made_on"))))
        for one in editions
    ]
    if not any(one.about("edition") == BUNDLED_EDITION for one in editions):
        choices.append(EditionChoice(short_edition_name(BUNDLED_EDITION), GEOPACKAGE, moment_of(BUNDLED_EDITION, None)))
    return choices
