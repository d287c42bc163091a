"""The search for the services of a portal: what answers is proposed with its count, to be ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from ...catalogues.discovery import FoundService, Portal, distinct_services, portals_of
from ...catalogues.http.urls import address_key, host_of
from ...catalogues.registry import Endpoint, Platform, PlatformStatus, Protocol
from ...errors import CtdError
from ...gis.catalogues.health_store import count_words
from ...gis.catalogues.own_platforms import save_own
from ...gis.catalogues.service_discovery import ServiceDiscovery
from ...gis.labels.platforms import protocol_names
from ...i18n import plural, tr
from ...settings import read_settings
from ..common.html import auto_text
from ..common.messages import reporting_errors, show_message
from ..common.widgets import button_box, plain_label, push_button
from ..common.windows import Windows
from ..help.help import help_button
from .own_changes import refresh_views

NAME = "ctdDiscovery"
_SERVICE = Qt.ItemDataRole.UserRole
Chosen = Callable[[list[Endpoint], str, str], object]
"""Called with the services that were ticked, the address of the portal, and the title of its page."""


def look_for_services(
    iface: QgisInterface, windows: Windows, platform: Platform, changed: Callable[[], object] = lambda: None
) -> DiscoveryDialog:
    """Look for the services of a platform, such as one that no longer answers, and store those that are ticked.

    The platform is stored as one of the user's own then, its new services first; `changed` is called after.
    """

    def store(found: list[Endpoint], _address: str, _title: str) -> None:
        new = {_key(one) for one in found}
        others = (one for one in platform.endpoints if _key(one) not in new)
        with reporting_errors(iface):
            # A search leaves out platforms that are not in service.
            save_own(replace(platform, endpoints=(*found, *others), status=PlatformStatus.ACTIVE))
            text = plural(
                len(found),
                tr("{count} service added to {platform}, which is now one of your own platforms."),
                tr("{count} services added to {platform}, which is now one of your own platforms."),
            )
            message = text.format(count=len(found), platform=platform.name)
            show_message(iface, message, Qgis.MessageLevel.Success)
            refresh_views(iface)
            changed()

    addresses = [platform.homepage, *(endpoint.url for endpoint in platform.endpoints)]
    return choose_services(iface, windows, platform.id, portals_of(addresses), platform.endpoints, store, platform.name)


def choose_services(
    iface: QgisInterface,
    windows: Windows,
    key: str,
    addresses: Sequence[str],
    known: Iterable[Endpoint],
    chosen: Chosen,
    name: str = "",
) -> DiscoveryDialog:
    """Look for services at addresses, at once where there are any, and call `chosen` with those that are ticked.

    A search of the same `key` that is open comes to the front instead: it is for the same platform or form.
    """

    def make() -> DiscoveryDialog:
        dialog = DiscoveryDialog(iface, addresses, tuple(known), name)
        if any(addresses):
            dialog.start()
        return dialog

    def accept(dialog: DiscoveryDialog) -> None:
        chosen(dialog.ticked(), dialog.address(), dialog.title())

    return windows.show(f"{NAME}-{key}", make, accept)


class DiscoveryDialog(QDialog):
    """Asks portals for their services and lists what answers; it may be stopped or closed at any moment."""

    def __init__(
        self, iface: QgisInterface, addresses: Sequence[str], known: tuple[Endpoint, ...] = (), name: str = ""
    ) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName(NAME)
        title = tr("Services of a portal")
        self.setWindowTitle(f"{title} – {name}" if name else title)
        self._known = known
        self._search: ServiceDiscovery | None = None
        self._found: list[FoundService] = []
        self._title = ""
        self._portal = ""
        self._problems: list[str] = []
        self._has_run = False
        self._build()
        self._address.setText(" ".join(address for address in addresses if address))
        self._refresh()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(700, 460))

    def start(self) -> None:
        """Ask the portals in the line of addresses."""
        self.stop()
        self._tree.clear()
        self._elsewhere.clear()
        self._found, self._problems, self._title, self._portal = [], [], "", ""
        addresses = self._address.text().split()
        try:
            if not addresses:
                raise CtdError(tr("Enter the address of a portal."))
            search = ServiceDiscovery(addresses, read_settings().catalogue_timeout, self._known)
        except CtdError as error:
            self._problems = [str(error)]
            self._refresh()
            self._address.setFocus()
            return
        self._search, self._has_run = search, True
        search.found.connect(self._on_found)
        search.portal_read.connect(self._on_portal)
        search.progressed.connect(self._on_progress)
        search.finished.connect(self._on_finished)
        self._bar.setRange(0, 0)
        search.start()
        self._refresh()

    def stop(self) -> None:
        """Stop asking; what was found so far stays."""
        if self._search is not None:
            self._search.cancel()
            self._search = None
            self._problems.append(tr("Stopped: not all addresses were tried."))
            self._refresh()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Look for services on Enter in the address, where the button that accepts the window must not be pressed."""
        is_enter = event is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self._address.hasFocus():
            self.start()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        if self._search is not None:
            self._search.cancel()
            self._search = None
        super().done(result)

    def ticked(self) -> list[Endpoint]:
        """Return the services that are ticked."""
        checked = (item for item in self._items() if item.checkState(0) == Qt.CheckState.Checked)
        services: list[FoundService] = [item.data(0, _SERVICE) for item in checked]
        return [service.endpoint for service in services]

    def address(self) -> str:
        """Return the address of the first portal that was read."""
        return self._portal

    def title(self) -> str:
        """Return the title of its page."""
        return self._title

    def _build(self) -> None:
        self._address = QLineEdit()
        self._address.setObjectName("ctdDiscoveryAddress")
        self._address.setAccessibleName(tr("Address of the portal"))
        self._address.setPlaceholderText("https://")
        self._address.setMinimumWidth(self._address.fontMetrics().averageCharWidth() * 40)
        label = plain_label(tr("Address of the portal"))
        label.setWordWrap(False)
        label.setBuddy(self._address)
        self._look = push_button("ctdDiscoveryLook", tr("Look for services"), self.start)
        self._state = plain_label(name="ctdDiscoveryState", selectable=True)
        self._bar = QProgressBar()
        self._bar.setObjectName("ctdDiscoveryProgress")
        self._bar.setAccessibleName(tr("Addresses tried"))
        self._bar.setTextVisible(False)
        self._stop = push_button("ctdDiscoveryStop", tr("Stop"), self.stop)
        self._tree = QTreeWidget()
        self._tree.setObjectName("ctdDiscoveryServices")
        self._tree.setAccessibleName(tr("Services that answered"))
        self._tree.setHeaderLabels([tr("Service"), tr("Content"), tr("Address")])
        self._tree.setRootIsDecorated(False)
        self._tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self._tree.header()
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._tree.itemChanged.connect(lambda *_: self._refresh_buttons())
        self._other_label = plain_label(name="ctdDiscoveryElsewhereLabel")
        self._elsewhere = QListWidget()
        self._elsewhere.setObjectName("ctdDiscoveryElsewhere")
        self._elsewhere.setMaximumHeight(self._elsewhere.fontMetrics().height() * 5)
        self._elsewhere.itemSelectionChanged.connect(self._refresh_buttons)
        self._elsewhere.itemActivated.connect(lambda _item: self._look_elsewhere())
        self._there = push_button("ctdDiscoveryThere", tr("Look there"), self._look_elsewhere)
        self._buttons = button_box(QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel)
        self._add = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._add.setObjectName("ctdDiscoveryAdd")
        self._add.setText(tr("Add the ticked services"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        help_button(self._buttons, "platforms")
        self._lay_out(label)

    def _lay_out(self, label: QLabel) -> None:
        line, work, other = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        line.addWidget(self._address, 1)
        line.addWidget(self._look)
        work.addWidget(self._state, 1)
        work.addWidget(self._bar)
        work.addWidget(self._stop)
        other.addStretch()
        other.addWidget(self._there)
        layout = QVBoxLayout(self)
        layout.addWidget(label)
        layout.addLayout(line)
        layout.addLayout(work)
        layout.addWidget(self._tree, 1)
        layout.addWidget(self._other_label)
        layout.addWidget(self._elsewhere)
        layout.addLayout(other)
        layout.addWidget(self._buttons)

    def _on_found(self, service: FoundService) -> None:
        self._found.append(service)
        self._list()
        self._refresh()

    def _on_portal(self, portal: Portal) -> None:
        if portal.error is not None:
            self._problems.append(f"{host_of(portal.url)}: {portal.error}")
        elif not self._portal:
            self._portal, self._title = portal.url, portal.title
        known = {self._elsewhere.item(row).text() for row in range(self._elsewhere.count())}
        self._elsewhere.addItems([url for url in portal.elsewhere if url not in known])
        self._refresh()

    def _on_progress(self, tried: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(tried)

    def _on_finished(self, message: str) -> None:
        self._search = None
        if message:
            self._problems.append(message)
        self._refresh()

    def _list(self) -> None:
        """List the services that were found: those to propose are ticked, rows that were listed stay as they are."""
        # By identity: portals that share a host may both have the same endpoint.
        before = {id(item.data(0, _SERVICE)): item.checkState(0) for item in self._items()}
        known = {_key(one) for one in self._known}
        proposed, others = distinct_services(self._found)
        self._tree.blockSignals(True)
        self._tree.clear()
        for service in (*sorted(proposed, key=_rank), *others):
            endpoint = service.endpoint
            content = _content(service, service in others)
            item = QTreeWidgetItem([protocol_names()[endpoint.protocol], content, endpoint.url])
            item.setToolTip(2, auto_text(endpoint.url))
            item.setData(0, _SERVICE, service)
            is_new = service in proposed and _key(endpoint) not in known
            rule = Qt.CheckState.Checked if is_new else Qt.CheckState.Unchecked
            item.setCheckState(0, before.get(id(service), rule))
            self._tree.addTopLevelItem(item)
        self._tree.blockSignals(False)

    def _items(self) -> list[QTreeWidgetItem]:
        items = (self._tree.topLevelItem(row) for row in range(self._tree.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _look_elsewhere(self) -> None:
        item = self._elsewhere.currentItem()
        if item is not None:
            self._address.setText(item.text())
            self.start()

    def _refresh(self) -> None:
        is_running = self._search is not None
        count = len(self._found)
        if not self._has_run and not self._problems:
            text = tr("The portal is asked for its usual services: a few dozen requests, to its own hosts alone.")
        elif count:
            text = plural(count, tr("{count} service answered."), tr("{count} services answered.")).format(count=count)
        elif is_running:
            text = tr("Looking for services…")
        else:
            text = tr("No service was found.") if self._has_run else ""
        self._state.setText("\n".join(filter(None, (text, *self._problems))))
        self._bar.setVisible(is_running)
        self._stop.setVisible(is_running)
        has_others = self._elsewhere.count() > 0
        self._other_label.setText(tr("The page leads to services on other hosts, which were not asked:"))
        for widget in (self._other_label, self._elsewhere, self._there):
            widget.setVisible(has_others)
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        self._add.setEnabled(bool(self.ticked()))
        self._there.setEnabled(self._elsewhere.currentItem() is not None and self._search is None)


def _content(service: FoundService, is_other: bool) -> str:
    if service.needs_login:
        return tr("needs an account")
    if service.count is None:
        return tr("answers")
    words = count_words(service.endpoint.protocol, service.count)
    if is_other and service.count:
        return tr("{count} (listed already)").format(count=words)
    return words


def _key(endpoint: Endpoint) -> tuple[Protocol, str]:
    """Return what makes a service another one."""
    return endpoint.protocol, address_key(endpoint.url)


def _rank(service: FoundService) -> int:
    """Return the place of a service: in the order of protocols, catalogues first."""
    return list(Protocol).index(service.endpoint.protocol)
