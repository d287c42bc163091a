"""The folders and files of a campaign: chosen, dropped, and watched for what comes later."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from qgis.PyQt.QtCore import QFileSystemWatcher, Qt
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...data.campaign.folder import is_trace
from ...i18n import tr
from ...settings import read_settings
from ..common.html import auto_text
from ..common.widgets import push_button

_Content = dict[str, float]
_PATH = Qt.ItemDataRole.UserRole
_MOST_WATCHED = 100


class SourceList(QWidget):
    """`changed` is called when the list changes, `came` when something in its folders does."""

    def __init__(self, changed: Callable[[], None], came: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_change)
        self._came = came
        self._seen: dict[str, _Content] = {}
        self._own: set[Path] = set()
        self._list = QListWidget()
        self._list.setObjectName("ctdCollectSources")
        self._list.setAccessibleName(tr("Folders and files to read"))
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        remove = push_button("ctdCollectRemove", tr("Remove"), self._remove)
        remove.setEnabled(False)
        self._list.currentRowChanged.connect(lambda row: remove.setEnabled(row >= 0))
        buttons = QVBoxLayout()
        buttons.addWidget(push_button("ctdCollectAddFolder", tr("Folder…"), self._choose_folder))
        buttons.addWidget(push_button("ctdCollectAddFiles", tr("Files…"), self._choose_files))
        buttons.addWidget(remove)
        buttons.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._list, 1)
        layout.addLayout(buttons)

    def paths(self) -> list[Path]:
        """Return the folders and files in the list."""
        return [Path(self._list.item(row).data(_PATH)) for row in range(self._list.count())]

    def add(self, paths: list[Path]) -> None:
        """Add folders and files that are not in the list yet."""
        known = self.paths()
        for path in dict.fromkeys(paths):
            if path not in known:
                item = QListWidgetItem(str(path))
                item.setData(_PATH, str(path))
                item.setToolTip(auto_text(str(path)))
                self._list.addItem(item)
        self._watch()
        self._changed()

    def look(self) -> None:
        """Remember what is in the folders now: only what changes later is news."""
        self._seen = {folder: self._content(folder) for folder in self._watcher.directories()}

    def leave_out(self, paths: Iterable[Path]) -> None:
        """Let files that the window writes itself be no news."""
        self._own.update(paths)

    def take_drag(self, event: QDragEnterEvent) -> None:
        """Accept what is dragged where it has files."""
        if _dropped(event):
            event.acceptProposedAction()

    def take_drop(self, event: QDropEvent) -> None:
        """Add the files and folders that were dropped."""
        event.acceptProposedAction()
        self.add(_dropped(event))

    def _watch(self) -> None:
        watched = self._watcher.directories()
        folders = [str(folder) for path in self.paths() for folder in _folders(path)]
        if watched:
            self._watcher.removePaths(watched)
        if folders:
            self._watcher.addPaths(list(dict.fromkeys(folders)))
        self.look()

    def _on_change(self, folder: str) -> None:
        if self._content(folder) != self._seen.get(folder):
            self._came()

    def _content(self, folder: str) -> _Content:
        """Return name → time of saving of the files in a folder, but for those that programs leave for a moment."""
        try:
            entries = [entry for entry in os.scandir(folder) if not is_trace(entry.name)]
            return {entry.name: entry.stat().st_mtime for entry in entries if Path(entry.path) not in self._own}
        except OSError:
            return {}

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of the returned files"), _start())
        if folder:
            self.add([Path(folder)])

    def _choose_files(self) -> None:
        kinds = tr("Tables") + " (*.csv *.txt *.tsv *.xlsx *.xlsm *.ods *.xls)"
        files, _ = QFileDialog.getOpenFileNames(self, tr("Returned files"), _start(), kinds)
        if files:
            self.add([Path(file) for file in files])

    def _remove(self) -> None:
        self._list.takeItem(self._list.currentRow())
        self._watch()
        self._changed()


def _folders(path: Path) -> list[Path]:
    """Return the folders to watch for a path: itself and the first of those in it."""
    if not path.is_dir():
        return []
    try:
        return [path, *islice((inner for inner in path.iterdir() if inner.is_dir()), _MOST_WATCHED)]
    except OSError:
        return [path]


def _dropped(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _start() -> str:
    return str(read_settings().output_folder)
