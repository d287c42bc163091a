"""The form of `ctdShare`: for whom on the left, what that takes on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ...data.opendata.datapackage import DESCRIPTOR
from ...errors import CtdError
from ...gis.layout.branding import branding_of
from ...gis.opendata.publication import checked_address, checked_contact
from ...gis.pack.summary import PAGE, SLIDES
from ...gis.sharing.postgis import connection_names
from ...gis.web.export import check_page_name
from ...gis.web.statement import statement_of
from ...i18n import tr
from ...settings import Settings, read_settings
from ..common.combo_boxes import language_box
from ..common.file_fields import check_whole, typed_path
from ..common.form_dialog import FormDialog
from ..common.widgets import add_row, output_file_widget, plain_label
from ..help.help import help_button
from .share_choices import OF_EDITION, TO_TEAM, ShareAs, share_choices, share_recipients

NAME = "ctdShareDialog"


@dataclass(frozen=True)
class Target:
    """Where to share with a team: a connection and schema or else a GeoPackage, and a project or None."""

    connection: str
    schema: str
    geopackage: Path | None
    project: Path | None


class ShareDialog(FormDialog):
    """The form for sharing."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(NAME, tr("Share the survey"), parent, width=780)
        connections = connection_names()
        self._choices = share_choices()
        self._radios = {choice: _radio_button(*self._names(choice)) for choice in ShareAs}
        self._connection = QComboBox()
        self._connection.setObjectName("ctdShareConnection")
        self._connection.addItems(connections)
        self._connection.setCurrentIndex(max(0, self._connection.findText(settings.share_connection)))
        self._schema = _line("ctdShareSchema", settings.share_schema)
        folder = settings.output_folder
        self._page = output_file_widget("ctdSharePage", "HTML (*.html)", str(folder))
        self._page.setFilePath(str(folder / PAGE))
        self._slides = output_file_widget("ctdShareSlides", "PDF (*.pdf)", str(folder))
        self._slides.setFilePath(str(folder / SLIDES))
        self._data = QgsFileWidget()
        self._data.setObjectName("ctdShareData")
        self._data.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        name = tr("ctd-open-data-{date}").format(date=date.today().isoformat())
        self._data.setFilePath(str(folder / name))
        self._contact = _line("ctdShareContact", settings.data_contact)
        self._address = _line("ctdShareAddress", settings.data_address)
        self._file = output_file_widget("ctdShareFile", "GeoPackage (*.gpkg)", str(folder))
        self._project = output_file_widget("ctdShareProject", "QGIS (*.qgz)", str(folder))
        self._language = language_box(settings)
        self._open = QCheckBox(tr("Open afterwards"))
        self._open.setObjectName("ctdShareOpen")
        self._open.setChecked(settings.open_after_export)
        self._sentence = plain_label(name="ctdShareSentence")
        # Neither narrow nor jumping from a choice to the next.
        self._sentence.setMinimumWidth(self.fontMetrics().averageCharWidth() * 48)
        self._options = plain_label(name="ctdShareOptions")
        self._no_connection = plain_label(
            tr("No PostgreSQL connection yet: create one in the Data Source Manager."), name="ctdShareNoConnection"
        )
        self._rows: list[tuple[QWidget | None, QWidget, Sequence[ShareAs]]] = []
        self._form = self._all_fields(has_connections=bool(connections))

        fields = QVBoxLayout()
        fields.addWidget(self._sentence)
        fields.addLayout(self._form)
        fields.addStretch()
        line = QFrame()
        line.setFrameShape(QFrame.Shape.VLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        columns = QHBoxLayout()
        columns.addLayout(self._recipients())
        columns.addWidget(line)
        columns.addLayout(fields, stretch=1)
        box = self.buttons(QDialogButtonBox.StandardButton.Ok)
        self._ok = box.button(QDialogButtonBox.StandardButton.Ok)
        help_button(box, "share")
        outer = QVBoxLayout(self)
        outer.addLayout(columns, stretch=1)
        outer.addWidget(box)

        self._radios[ShareAs.DATABASE].setEnabled(bool(connections))
        for radio in self._radios.values():
            radio.toggled.connect(self._show_choice)
        self._radios[_first_choice(settings, bool(connections))].setChecked(True)

    def choice(self) -> ShareAs:
        """Return what to share."""
        return next(choice for choice, radio in self._radios.items() if radio.isChecked())

    def target(self) -> Target:
        """Return where to share with a team, as it was answered."""
        return Target(
            self._connection.currentText(),
            self._schema.text().strip(),
            _path(self._file) if self.choice() is ShareAs.FILE else None,
            _path(self._project) if self.choice() in TO_TEAM else None,
        )

    def output(self) -> Path | None:
        """Return the file or the folder to write for people without QGIS, None where none was entered."""
        fields = {ShareAs.PAGE: self._page, ShareAs.SLIDES: self._slides, ShareAs.DATA: self._data}
        return _path(fields[self.choice()]) if self.choice() in fields else None

    def check(self) -> None:
        if self.choice() in TO_TEAM:
            self._check_target()
        elif self.choice() in OF_EDITION:
            self._check_output()

    def _check_target(self) -> None:
        target = self.target()
        if self.choice() is ShareAs.DATABASE and not target.schema:
            raise CtdError(tr("Enter the destination schema."))
        if self.choice() is ShareAs.FILE and (target.geopackage is None or target.geopackage.suffix.lower() != ".gpkg"):
            raise CtdError(tr("Choose a GeoPackage (.gpkg) as the destination."))
        if target.project is not None and target.project.suffix.lower() != ".qgz":
            raise CtdError(tr("Choose a project file that ends in .qgz."))

    def _check_output(self) -> None:
        output, settings = self.output(), self.settings()
        if output is None:
            folder = self.choice() is ShareAs.DATA
            raise CtdError(tr("Choose an output folder.") if folder else tr("Choose an output file."))
        check_whole(output)
        if self.choice() is ShareAs.PAGE:
            check_page_name(output)
            statement_of(settings).check()
        elif self.choice() is ShareAs.SLIDES:
            if output.suffix.lower() != ".pdf":
                raise CtdError(tr("“{name}” does not end in .pdf; choose a name that does.").format(name=output.name))
        else:
            checked_contact(settings.data_contact)
            checked_address(settings.data_address)
        branding_of(settings).check()

    def outputs(self) -> Sequence[Path]:
        target, output = self.target(), self.output()
        if output is not None and self.choice() is ShareAs.DATA:
            output /= DESCRIPTOR
        return [file for file in (target.geopackage, target.project, output) if file is not None]

    def settings(self) -> Settings:
        output = self.output()
        stored = read_settings()
        return replace(
            stored,
            map_language=self._language.currentData(),
            share_as=self.choice().value,
            share_connection=self._connection.currentText(),
            share_schema=self._schema.text().strip(),
            data_contact=self._contact.text().strip(),
            data_address=self._address.text().strip(),
            export_folder=str(output.parent) if output else stored.export_folder,
            open_after_export=self._open.isChecked(),
        )

    def _names(self, choice: ShareAs) -> tuple[str, str, str]:
        words = self._choices[choice]
        return words.object_name, words.name, words.sentence

    def _recipients(self) -> QVBoxLayout:
        """Return the left side: a heading for each kind of people, and the choices for them."""
        column, group = QVBoxLayout(), QButtonGroup(self)
        for heading, choices in share_recipients().items():
            label = QLabel(heading)
            font = label.font()
            font.setBold(True)
            label.setFont(font)
            if column.count():
                column.addSpacing(label.fontMetrics().height() // 2)
            column.addWidget(label)
            for choice in choices:
                group.addButton(self._radios[choice])
                column.addWidget(self._radios[choice])
        column.addStretch()
        return column

    def _all_fields(self, *, has_connections: bool) -> QFormLayout:
        """Return the right side: a row for each field, of which those of the choice are shown."""
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        created = tr("Created where it does not exist; one from an earlier sharing is replaced.")
        public = tr("It will be public: use a functional mailbox, no person’s address. INSPIRE requires one.")
        folder = tr(
            "Address of the folder in which the files will be put. Without it, the metadata has no download links."
        )
        opens = tr("Opens the shared layers in QGIS; it contains no password.")
        rows: list[tuple[str, QWidget, Sequence[ShareAs], str]] = [
            (tr("File"), self._page, (ShareAs.PAGE,), ""),
            (tr("File"), self._slides, (ShareAs.SLIDES,), ""),
            (tr("Folder"), self._data, (ShareAs.DATA,), tr("Created if it does not exist.")),
            (tr("Contact e-mail address"), self._contact, (ShareAs.DATA,), public),
            (tr("Web address of the published files"), self._address, (ShareAs.DATA,), folder),
            (tr("Connection"), self._connection, (ShareAs.DATABASE,), ""),
            (tr("Schema"), self._schema, (ShareAs.DATABASE,), created),
            (tr("File"), self._file, (ShareAs.FILE,), ""),
            (tr("Project file (optional)"), self._project, TO_TEAM, opens),
            (tr("Language of the map"), self._language, (*OF_EDITION, *TO_TEAM), ""),
        ]
        for text, field, choices, description in rows:
            add_row(form, text, field, description)
            self._rows.append((form.labelForField(field), field, choices))
        alone: list[tuple[QWidget, Sequence[ShareAs]]] = [(self._open, OF_EDITION), (self._options, OF_EDITION)]
        if not has_connections:
            alone.append((self._no_connection, TO_TEAM))
        for widget, choices in alone:
            form.addRow(widget)
            self._rows.append((None, widget, choices))
        return form

    def changeEvent(self, event: QEvent | None) -> None:
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            # The options may have been changed meanwhile.
            self._show_options()

    def _show_options(self) -> None:
        self._options.setText(_options_sentence(self.choice(), read_settings()))

    def _show_choice(self, is_checked: bool) -> None:
        if not is_checked:
            return
        choice = self.choice()
        self._sentence.setText(self._choices[choice].sentence)
        self._show_options()
        self._ok.setText(self._choices[choice].button)
        # A hidden row would leave its space.
        while self._form.rowCount():
            self._form.takeRow(0)
        for label, field, choices in self._rows:
            is_shown = choice in choices
            if is_shown and label is not None:
                self._form.addRow(label, field)
            elif is_shown:
                self._form.addRow(field)
            if label is not None:
                label.setVisible(is_shown)
            field.setVisible(is_shown)
            field.setEnabled(is_shown)


def _first_choice(settings: Settings, has_connections: bool) -> ShareAs:
    """Return the choice of last time where it can be made again, at first that of a team."""
    last = settings.share_as
    if last in list(ShareAs) and (has_connections or last != ShareAs.DATABASE):
        return ShareAs(last)
    return ShareAs.DATABASE if has_connections else ShareAs.FILE


def _options_sentence(choice: ShareAs, settings: Settings) -> str:
    """Return what the options add to what is written."""
    if choice is ShareAs.DATA:
        return tr("Organisation that publishes: {organisation} (CTD options).").format(
            organisation=settings.organisation.strip() or tr("none given")
        )
    sentences = [tr("Organisation and logos are those of the CTD options.")]
    if choice is ShareAs.PAGE:
        line = settings.accessibility.strip()
        shown = tr("Accessibility line of the page: {line}").format(line=line)
        sentences.append(shown if line else tr("The accessibility line of the page is set there, too."))
    return " ".join(sentences)


def _radio_button(name: str, text: str, sentence: str) -> QRadioButton:
    button = QRadioButton(text)
    button.setObjectName(name)
    button.setAccessibleDescription(sentence)
    return button


def _line(name: str, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setObjectName(name)
    return line


def _path(field: QgsFileWidget) -> Path | None:
    text = typed_path(field)
    return Path(text) if text else None
