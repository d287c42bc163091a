"""The group of the options page that shows the disk space of added layers' files, and deletes them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QGroupBox, QHBoxLayout, QPushButton, QVBoxLayout

from ...gis.add.added_files import AddedFile, added_files, delete_added_files
from ...gis.user_profile import added_folder
from ...i18n import number, plural, tr
from ..common.messages import confirm
from ..common.widgets import plain_label


class AddedFilesGroup(QGroupBox):
    """Shows the number and size of the files; those that the open project uses are never deleted."""

    def __init__(self) -> None:
        super().__init__(tr("Files of added layers"))
        self._sizes = plain_label(name="ctdOptionAddedFiles", selectable=True)
        self._delete = QPushButton(tr("Delete the files…"))
        self._delete.setObjectName("ctdOptionDeleteAdded")
        self._delete.clicked.connect(self._ask)
        layout = QVBoxLayout(self)
        layout.addWidget(self._sizes)
        row = QHBoxLayout()
        row.addWidget(self._delete)
        row.addStretch()
        layout.addLayout(row)
        self._show()

    def _show(self, failed: int = 0) -> None:
        files = added_files(QgsProject.instance())
        used = [file for file in files if file.is_used]
        self._delete.setEnabled(len(used) < len(files))
        sentences = [
            tr("Layers added from a catalogue’s GeoJSON file read a copy stored in {folder}: {files}.").format(
                folder=added_folder(), files=_amount(files)
            )
        ]
        if used:
            sentences.append(tr("Used by the open project: {files}.").format(files=_amount(used)))
        if failed:
            sentences.append(tr("Not deleted, open in another program: {files}.").format(files=_files(failed)))
        self._sizes.setText("\n".join(sentences))

    def _ask(self) -> None:
        unused = [file for file in added_files(QgsProject.instance()) if not file.is_used]
        question = tr(
            "Delete {files}? Layers of other projects that read these files will be lost, including in saved "
            "projects. Files used by the open project are kept."
        )
        if confirm(self, self.title(), question.format(files=_amount(unused)), tr("Delete the files")):
            self._show(delete_added_files(QgsProject.instance()))


def _amount(files: Sequence[AddedFile]) -> str:
    size = sum(file.size for file in files)
    # Rounded up: a small file is not nothing.
    return f"{_files(len(files))}, {tr('{size} MB').format(size=number(ceil(size / 1e5) / 10, 1))}"


def _files(count: int) -> str:
    return plural(count, tr("{count} file"), tr("{count} files")).format(count=count)
