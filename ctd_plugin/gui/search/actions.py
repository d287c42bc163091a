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
from ..common.html import tooltip
from ..common.links import open_link
from ..common.ows_connections import copy_address, save_connection
from .add_menu import AddMenu, MenuButton
from .labels import kind_name
from .link_choice import (
    AddOption,
    address,
    connection_kind,
    default_rule,
    file_link,
    layer_link,
    page_address,
    service_link,
)
from .progress_row import ProgressRow
from .result_items import SelectedResult
from .results import DRAGGED, ResultTree

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
        self._authenticate = QAction(tr("Add with authentication…"), self)
        self._menu = AddMenu(tree.selected, self._add_option, self._authenticate, self)
        for name, icon, text, slot, needs in (
            ("ctdResultAdd", "mActionAddLayer.svg", tr("Add to the map"), self._add, layer_link),
            ("ctdResultDownload", "mActionSharingImport.svg", tr("Download…"), self._download, file_link),
            ("ctdResultOpen", "propertyicons/metadata.svg", tr("Open the page"), self._open, page_address),
            ("ctdResultConnect", "mIconConnect.svg", tr("Save the connection"), self._connect, service_link),
            ("ctdResultCopy", "mActionEditCopy.svg", tr("Copy the address"), self._copy, address),
        ):
            action = QAction(QgsApplication.getThemeIcon(icon), text, self)
            self._prepare(action, name, slot, needs)
            tree.addAction(action)
            if needs is layer_link:
                self._add_action = action
                self._add_button = _button(action, MenuButton(self))
                self._add_button.setObjectName("ctdResultAddButton")
                self._add_button.setMenu(self._menu)
                self._add_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
                self._add_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                # Large type may cut it; it must not widen the panel.
                self._add_button.setMinimumWidth(_NARROWEST)
                row.addWidget(self._add_button)
                self._menu.menuAction().setObjectName("ctdResultAddAs")
                self._needs[self._menu.menuAction()] = _any_layer
                tree.addAction(self._menu.menuAction())
                self._prepare(self._authenticate, "ctdResultAuthenticate", self._add_privately, layer_link)
                tree.addAction(self._authenticate)
            else:
                row.addWidget(_button(action, QToolButton(self)))
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
        links = [link for result in results if (link := layer_link(result)) is not None]
        names = {kind_name(link) for link in links}
        text = tr("Add ({service})").format(service=names.pop()) if len(names) == 1 else ""
        self._add_action.setText(text or tr("Add to the map"))
        self._add_action.setToolTip(tooltip(text or tr("Add to the map"), default_rule()))
        # The arrow also leads to files.
        self._add_button.setEnabled(any(map(_any_layer, results)))

    def add_link(self, link: Link, record: Record) -> None:
        """Add one link's layer to the map."""
        self._progress.add(link, record)

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

    def _prepare(
        self,
        action: QAction,
        name: str,
        slot: Callable[[Sequence[SelectedResult]], None],
        needs: Callable[[SelectedResult], object],
    ) -> None:
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: slot(self._tree.selected()))
        self._needs[action] = needs

    def _add(self, results: Sequence[SelectedResult]) -> None:
        for link, record in _distinct(results, layer_link):
            self._progress.add(link, record)

    def _add_option(self, option: AddOption) -> None:
        if option.is_file:
            self._download_links(option.links, is_added=True)
        else:
            for link, record in option.links:
                self._progress.add(link, record)

    def _add_privately(self, results: Sequence[SelectedResult]) -> None:
        links = _distinct(results, layer_link)
        if links:
            self._progress.add_privately(links)

    def _add_dropped(self, index: str) -> None:
        dragged = self._tree.dragged
        if index.isdecimal() and int(index) < len(dragged):
            self.run_default_action(dragged[int(index)])

    def _download(self, results: Sequence[SelectedResult]) -> None:
        self._download_links(_distinct(results, file_link))

    def _download_links(self, links: Sequence[tuple[Link, Record]], *, is_added: bool = False) -> None:
        before = read_settings().download_folder
        folder = QFileDialog.getExistingDirectory(self.window(), tr("Download folder"), before) if links else ""
        if not folder:
            return
        write_settings(replace(read_settings(), download_folder=folder))
        for link, record in links:
            self._progress.download(link, record, Path(folder), is_added=is_added)

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


def _any_layer(result: SelectedResult) -> Link | None:
    return layer_link(result) or file_link(result)


def _button(action: QAction, button: QToolButton) -> QToolButton:
    # Qt leaves tool buttons out of the tab order.
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setDefaultAction(action)
    button.setAutoRaise(True)
    return button
