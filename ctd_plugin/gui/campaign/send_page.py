"""The tab that makes a form for each region, and shows what to send to whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qgis.core import QgsFeedback
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...data.campaign.templates import make_templates
from ...data.editions.edition import read_edition
from ...data.template.region_form import form_name
from ...i18n import LANGUAGES, map_language, number, plural, tr
from ...regions import PRINTED_NAMES, codes_by_name
from ...settings import read_settings
from ...text import unaccented
from ..common.file_fields import check_whole, typed_path
from ..common.links import open_file
from ..common.widgets import add_row, plain_label, push_button
from .edition_box import EditionBox
from .job_row import JobRow
from .tables import TextTable, copy_text
from .words import addresses, contacts_of, mail_text, this_year

_CODE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class _Made:
    """The templates by region code, the addresses to send them to, and the mail."""

    folder: Path
    files: dict[str, Path]
    contacts: dict[str, tuple[str, ...]]
    mail: str


class SendPage(QWidget):
    """The form, and after it what was made."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ctdCampaignSend")
        self._job = JobRow("ctdSend", self._refresh)
        self._made: _Made | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._form())
        self._stack.addWidget(self._result())
        layout = QVBoxLayout(self)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._job)
        self._refresh()

    def stop(self) -> None:
        """Cancel what is running."""
        self._job.cancel()

    def _form(self) -> QWidget:
        self._edition = EditionBox("ctdSendEdition", tr("— none: empty forms —"))
        self._edition.choose_current_edition()
        self._edition.set_accessible_name(tr("Answers of"))
        self._format = QComboBox()
        self._format.setObjectName("ctdSendFormat")
        self._format.addItem("XLSX (Excel)", ".xlsx")
        self._format.addItem("ODS (LibreOffice)", ".ods")
        self._language = QComboBox()
        self._language.setObjectName("ctdSendLanguage")
        for code, name in zip(LANGUAGES, (tr("French"), tr("English")), strict=True):
            self._language.addItem(name, code)
        self._language.setCurrentIndex(self._language.findData(map_language()))
        self._folder = QgsFileWidget()
        self._folder.setObjectName("ctdSendFolder")
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        base = read_settings().output_folder
        name = tr("ctd-survey-{year}").format(year=this_year())
        self._folder.setFilePath(str(base / name))
        self._folder.fileChanged.connect(lambda _text: self._refresh())
        self._personal = QCheckBox(tr("Include respondents and names of people"))
        self._personal.setObjectName("ctdSendPersonal")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        add_row(form, tr("Answers of"), self._edition, tr("Edition whose answers fill the forms"))
        add_row(form, tr("Folder"), self._folder, tr("It is created where it does not exist"))
        add_row(form, tr("Format"), self._format)
        add_row(form, tr("Language"), self._language)
        form.addRow("", self._personal)
        self._make = push_button("ctdSendMake", tr("Make the forms"), self.make)
        left = QVBoxLayout()
        left.addWidget(
            plain_label(
                tr(
                    "One form for each region, filled in with its earlier answers. A region marks what is still "
                    "valid; an answer left as it is counts as not renewed."
                )
            )
        )
        left.addLayout(form)
        left.addStretch()
        left.addWidget(self._make, 0, Qt.AlignmentFlag.AlignLeft)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(left, 3)
        row.addWidget(self._region_group(), 2)
        return page

    def _region_group(self) -> QGroupBox:
        self._regions = QListWidget()
        self._regions.setObjectName("ctdSendRegions")
        self._regions.setAccessibleName(tr("Regions"))
        for code in codes_by_name():
            item = QListWidgetItem(PRINTED_NAMES[code])
            item.setData(_CODE, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self._regions.addItem(item)
        self._regions.itemChanged.connect(lambda _item: self._refresh())
        group = QGroupBox(tr("Regions"))
        buttons = QHBoxLayout()
        for name, text, state in (
            ("ctdSendAll", tr("All"), Qt.CheckState.Checked),
            ("ctdSendNone", tr("None of them"), Qt.CheckState.Unchecked),
        ):
            buttons.addWidget(push_button(name, text, partial(self._check_all, state)))
        buttons.addStretch()
        column = QVBoxLayout(group)
        column.addWidget(self._regions, 1)
        column.addLayout(buttons)
        return group

    def _result(self) -> QWidget:
        self._told = plain_label(name="ctdSendTold", selectable=True)
        self._table = TextTable("ctdSendTable", tr("Forms"), [tr("Region"), tr("Contact"), tr("File")])
        self._mail = QPlainTextEdit()
        self._mail.setObjectName("ctdSendMail")
        self._mail.setTabChangesFocus(True)
        mail_label = QLabel(tr("Text of the mail"))
        mail_label.setBuddy(self._mail)
        mail = QWidget()
        beside = QVBoxLayout(mail)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(mail_label)
        beside.addWidget(self._mail, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._table)
        split.addWidget(mail)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([580, 340])
        buttons = QHBoxLayout()
        buttons.addWidget(push_button("ctdSendBack", tr("Back"), lambda: self._stack.setCurrentIndex(0)))
        buttons.addStretch()
        buttons.addWidget(push_button("ctdSendCopyTable", tr("Copy the list"), lambda: copy_text(self._table.text())))
        buttons.addWidget(
            push_button("ctdSendCopyMail", tr("Copy the mail"), lambda: copy_text(self._mail.toPlainText()))
        )
        buttons.addWidget(push_button("ctdSendOpen", tr("Open the folder"), self._open_folder))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._told)
        column.addWidget(split, 1)
        column.addLayout(buttons)
        return page

    def regions(self) -> list[str]:
        """Return the codes of the regions that are ticked."""
        items = [self._regions.item(row) for row in range(self._regions.count())]
        return [item.data(_CODE) for item in items if item.checkState() == Qt.CheckState.Checked]

    def make(self) -> None:
        """Write the templates in the background."""
        folder, path, codes = Path(typed_path(self._folder)), self._edition.path(), self.regions()
        suffix, code, personal = self._format.currentData(), self._language.currentData(), self._personal.isChecked()

        def write(feedback: QgsFeedback) -> _Made:
            check_whole(folder)
            edition = read_edition(path) if path else None
            make_templates(
                folder,
                edition,
                codes,
                suffix,
                code,
                personal,
                progress=feedback.setProgress,
                is_cancelled=feedback.isCanceled,
            )
            files = {region: folder / form_name(region, suffix) for region in codes}
            contacts = contacts_of(edition.survey.rows) if edition else {}
            return _Made(folder, files, contacts, mail_text(code, this_year(), is_filled=edition is not None))

        self._job.run(tr("Making the forms…"), write, self._show_made)

    def _show_made(self, made: _Made) -> None:
        self._made = made
        count = len(made.files)
        text = plural(count, tr("{count} form in {folder}"), tr("{count} forms in {folder}"))
        self._told.setText(text.format(count=number(count), folder=made.folder))
        rows = [(PRINTED_NAMES[code], addresses(made.contacts, code), path.name) for code, path in made.files.items()]
        self._table.fill(sorted(rows, key=lambda row: unaccented(row[0])), (24, 26))
        self._mail.setPlainText(made.mail)
        self._stack.setCurrentIndex(1)

    def _open_folder(self) -> None:
        if self._made is not None:
            open_file(self._made.folder)

    def _check_all(self, state: Qt.CheckState) -> None:
        for row in range(self._regions.count()):
            self._regions.item(row).setCheckState(state)

    def _refresh(self) -> None:
        """Enable what can be done now."""
        self._make.setEnabled(not self._job.is_running and bool(self.regions() and typed_path(self._folder)))
        self._stack.setEnabled(not self._job.is_running)
