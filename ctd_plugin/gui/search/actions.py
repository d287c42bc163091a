"""The commands for the selected results: add, download, open, save the connection, copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from qgis.core import QgsApplication, QgsMimeDataUtils
from qgis.gui import QgisInterface, QgsCustomDropHandler
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QAction, QFileDialog, QHBoxLayout, QToolButton, QWidget

from ...catalogues.records import Link, Record
from ...catalogues.registry import Protocol
from ...catalogues.services.capabilities import service_url
from ...i18n import tr
from ...settings import read_settings, write_settings
from ..common.links import open_link
from ..common.ows_connections import copy_address, save_connection
from .link_choice import address, connection_kind, file_link, layer_link, page_address, service_link
from .progress_row import ProgressRow
from .results import DRAGGED, ResultTree, SelectedResult

_NARROWEST = 24


class SearchActions(QWidget):
    """A row of buttons under the results; the same commands are in the results' own menu."""

    def __init__(self, iface: QgisInterface, tree: ResultTree, progress: ProgressRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._iface = iface
        self._tree = tree
        self._progress = progress
        # What a command needs of a result; those without it are skipped.
        self._needs: dict[QAction, Callable[[SelectedResult], object]] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for name, icon, text, slot, needs in (
            ("ctdResultAdd", "mActionAddLayer.svg", tr("Add to the map"), self._add, layer_link),
            ("ctdResultDownload", "mActionSharingImport.svg", tr("Download…"), self._download, file_link),
            ("ctdResultOpen", "propertyicons/metadata.svg", tr("Open the page"), self._open, page_address),
            ("ctdResultConnect", "mIconConnect.svg", tr("Save the connection"), self._connect, service_link),
            ("ctdResultCopy", "mActionEditCopy.svg", tr("Copy the address"), self._copy, address),
        ):
            action = QAction(QgsApplication.getThemeIcon(icon), text, self)
            action.setObjectName(name)
            action.triggered.connect(lambda _checked=False, slot=slot: slot(self._tree.selected()))
            self._needs[action] = needs
            tree.addAction(action)
            row.addWidget(_button(action, is_named=needs is layer_link, parent=self))
        row.addStretch(1)
        tree.itemSelectionChanged.connect(self.refresh)
        tree.result_activated.connect(self.run_default_action)
        self._drops = _Drops(self._add_dropped)
        iface.registerCustomDropHandler(self._drops)
        self.refresh()

    def refresh(self) -> None:
        """Enable the commands that suit the selection."""
        results = self._tree.selected()
        for action, needs in self._needs.items():
            action.setEnabled(any(needs(result) for result in results))

    def stop(self) -> None:
        """Accept no drops any more."""
        self._iface.unregisterCustomDropHandler(self._drops)

    def run_default_action(self, result: SelectedResult) -> None:
        """Add what can be added, else download it, else open its page."""
        link = layer_link(result)
        # A record with a map is added; a link is taken for what it is.
        if link is not None:
            self._add([result])
        elif file_link(result) is not None:
            self._download([result])
        elif page_address(result):
            self._open([result])

    def _add(self, results: Sequence[SelectedResult]) -> None:
        for link, record in _distinct(results, layer_link):
            self._progress.add(link, record)

    def _add_dropped(self, index: str) -> None:
        dragged = self._tree.dragged
        if index.isdecimal() and int(index) < len(dragged):
            self.run_default_action(dragged[int(index)])

    def _download(self, results: Sequence[SelectedResult]) -> None:
        links = _distinct(results, file_link)
        before = read_settings().download_folder
        folder = QFileDialog.getExistingDirectory(self.window(), tr("Download folder"), before) if links else ""
        if not folder:
            return
        write_settings(replace(read_settings(), download_folder=folder))
        for link, record in links:
            self._progress.download(link, record, Path(folder))

    def _open(self, results: Sequence[SelectedResult]) -> None:
        for page in dict.fromkeys(filter(None, map(page_address, results))):
            open_link(self._iface, page)

    def _connect(self, results: Sequence[SelectedResult]) -> None:
        for link, _record in _distinct(results, service_link):
            kind = connection_kind(link)
            url = service_url(Protocol(kind.lower()), link.url)
            parts = urlsplit(url)
            save_connection(self._iface, kind, f"{parts.netloc}{parts.path}".rstrip("/"), url)

    def _copy(self, results: Sequence[SelectedResult]) -> None:
        addresses = dict.fromkeys(filter(None, map(address, results)))
        copy_address(self._iface, "\n".join(addresses))


class _Drops(QgsCustomDropHandler):
    """Accepts results that are dropped onto the map."""

    def __init__(self, on_drop: Callable[[str], None]) -> None:
        super().__init__()
        self._on_drop = on_drop

    def customUriProviderKey(self) -> str:
        return DRAGGED

    def handleCustomUriDrop(self, uri: QgsMimeDataUtils.Uri) -> None:
        index = str(uri.uri)
        # The drag must be over before a window may open.
        QTimer.singleShot(0, lambda: self._on_drop(index))


def _distinct(
    results: Sequence[SelectedResult], link_of: Callable[[SelectedResult], Link | None]
) -> list[tuple[Link, Record]]:
    """Return each link once, also where a record and its link are both selected."""
    records = {link: one.record for one in results if (link := link_of(one)) is not None}
    return list(records.items())


def _button(action: QAction, *, is_named: bool, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    # Qt leaves tool buttons out of the tab order.
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if is_named:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # Large type may cut it; it must not widen the panel.
        button.setMinimumWidth(_NARROWEST)
    button.setDefaultAction(action)
    button.setAutoRaise(True)
    return button
