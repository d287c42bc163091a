"""“Check the platforms…”: checks all services at the same time and shows the results, on the map too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ...catalogues.endpoint_checks import SAYS_NOTHING, EndpointChecks, addresses_of, merged, write_checks
from ...catalogues.health import Health, Key, key_of
from ...catalogues.registry import Endpoint, Platform, read_platforms
from ...data.about import made_with
from ...errors import CtdError
from ...gis.catalogues.health_check import HealthCheck, targets_of
from ...gis.catalogues.health_store import checked_when, store_health, stored_health, summary
from ...gis.catalogues.health_table import write_table
from ...gis.catalogues.known_health import known_health, shipped_checks, shipped_problem
from ...gis.layout.branding import NO_BRANDING
from ...gis.map_project import redraw_theme
from ...gis.options import ThemeId
from ...gis.project.editions import editions_of
from ...gis.themes import THEMES
from ...i18n import language, tr
from ...settings import read_settings
from ..common.html import tooltip
from ..common.links import open_link, show_written
from ..common.messages import reporting_errors, show_message
from ..common.ows_connections import known_platforms
from ..common.table_file import ask_table_file
from ..common.widgets import box_button, button_box, plain_label
from ..common.windows import Windows
from ..help.help import help_button
from ..map.branding_group import project_branding
from ..map.theme_menu import switch_theme
from ..navigation.browser_items import refresh_health
from ..platforms.own_changes import move_service
from .health_view import HealthDetails, HealthTable

NAME = "ctdCheckPlatforms"


def check_platforms(
    iface: QgisInterface, windows: Windows, on_stored: Callable[[], object] = lambda: None
) -> HealthCheckDialog:
    """Check all services and show them in a window; `on_stored` is called when their results are stored.

    A window that is open comes to the front, and its check goes on.
    """

    def find_services(platform: Platform) -> None:
        from ..platforms.discovery_dialog import look_for_services

        look_for_services(iface, windows, platform, on_stored)

    def make() -> HealthCheckDialog:
        dialog = HealthCheckDialog(iface, targets_of(known_platforms(iface)), on_stored, find_services)
        dialog.start()
        return dialog

    return windows.show(NAME, make)


class HealthCheckDialog(QDialog):
    """A table of all services; it may be closed at any moment, and the results so far are stored."""

    def __init__(
        self,
        iface: QgisInterface,
        targets: Sequence[tuple[Platform, Endpoint]],
        on_stored: Callable[[], object],
        find_services: Callable[[Platform], object],
    ) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Check of the data platforms"))
        self._iface, self._targets, self._on_stored = iface, targets, on_stored
        self._find_services, self._bundled = find_services, read_platforms()
        self._results: dict[Key, Health] = {}
        self._check: HealthCheck | None = None
        self._state = plain_label(name="ctdCheckState")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._table = HealthTable(targets)
        self._details = HealthDetails(self, partial(open_link, iface))
        self._lay_out()
        self._table.row_changed.connect(self._show_row)
        self._table.show_health(known_health(), set())
        self._refresh()
        self._show_row()

    def start(self) -> None:
        """Check all services, also those that failed a moment ago."""
        if self._check is not None or not self._targets:
            return
        endpoints = {key_of(endpoint): endpoint for _, endpoint in self._targets}
        self._results = {}
        self._table.show_health(known_health(), set(endpoints))
        self._bar.setRange(0, len(endpoints))
        self._check = HealthCheck(
            endpoints.values(), read_settings().catalogue_timeout, self._on_result, self._on_finished
        )
        self._refresh()

    def stop(self) -> None:
        """Stop the check, and store the results so far."""
        if self._check is not None:
            self._check.cancel()
            self._on_finished(None)

    def done(self, result: int) -> None:
        self.stop()
        super().done(result)

    def write(self, path: Path) -> None:
        """Write the table as it is shown."""
        with reporting_errors(self._iface):
            write_table(path, self._table.rows())
            show_written(self._iface, tr("Table exported to {path}."), path)

    def write_results(self, path: Path) -> None:
        """Write the results of the bundled platforms as the plugin's own file has them, not those of others."""
        with reporting_errors(self._iface):
            own = _own_results(self._bundled)
            last = max((health.day for health in own.values()), default=None)
            write_checks(path, merged(shipped_checks(), EndpointChecks(last, made_with(), own), self._bundled))
            show_written(self._iface, tr("Results of the bundled platforms saved to {path}, to be sent in."), path)

    def _lay_out(self) -> None:
        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._again = box_button(buttons, "ctdCheckAgain", tr("Check again"), self.start)
        self._stop = box_button(buttons, "ctdCheckStop", tr("Stop"), self.stop)
        show_on_map = partial(switch_theme, self._iface, ThemeId.PLATFORM_HEALTH)
        box_button(buttons, "ctdCheckMap", tr("Show on the map"), show_on_map)
        box_button(buttons, "ctdCheckCopyAll", tr("Copy all"), self._table.copy_all)
        box_button(buttons, "ctdCheckExport", tr("Export…"), self._choose_file)
        self._send = box_button(buttons, "ctdCheckSend", tr("Send in…"), self._choose_results_file)
        self._send.setToolTip(tooltip(tr("Save the results of the bundled platforms, to send them to the authors")))
        help_button(buttons, "check")
        # What is done with one service, beside its details.
        own = QDialogButtonBox(Qt.Orientation.Vertical)
        self._open = box_button(own, "ctdCheckOpen", tr("Open the address"), self._open_address)
        self._copy = box_button(own, "ctdCheckCopy", tr("Copy the row"), self._table.copy_selected)
        self._find = box_button(own, "ctdCheckFind", tr("Look for a new address…"), self._find_new_address)
        self._moved = box_button(own, "ctdCheckMoved", tr("Use the new address"), self._use_new_address)

        head = QHBoxLayout()
        head.addWidget(self._state, 1)
        head.addWidget(self._bar)
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._details, 1)
        row.addWidget(own)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._table)
        parts.addWidget(below)
        parts.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(parts, 1)
        layout.addWidget(buttons)

    def sizeHint(self) -> QSize:
        return super().sizeHint().boundedTo(self.screen().availableSize() * 0.9)

    def _show_row(self) -> None:
        """Show the details of the current row, and what can be done with its service."""
        current = self._table.current()
        health = None if current is None else self._health(key_of(current[1]))
        self._details.show_values(self._table.current_values(), health.moves if health else ())
        for button in (self._open, self._copy):
            button.setEnabled(current is not None)
        self._find.setEnabled(health is not None and not health.is_alive)
        self._moved.setEnabled(health is not None and bool(health.moves))

    def _health(self, key: Key) -> Health | None:
        """Return the last result of a service, that of a former check where this one has none."""
        return self._results.get(key) or known_health().get(key)

    def _open_address(self) -> None:
        current = self._table.current()
        if current is not None:
            open_link(self._iface, key_of(current[1])[1])

    def _find_new_address(self) -> None:
        current = self._table.current()
        if current is not None:
            self._find_services(current[0])

    def _use_new_address(self) -> None:
        """Give one of the user's own platforms the first address to which the service may have moved."""
        current = self._table.current()
        health = None if current is None else self._health(key_of(current[1]))
        if current is not None and health is not None and health.moves:
            move_service(self._iface, *current, health.moves[0])
            self._on_stored()

    def _on_result(self, key: Key, health: Health) -> None:
        self._results[key] = health
        self._table.set_health(key, health)
        self._refresh()

    def _on_finished(self, error: CtdError | None) -> None:
        self._check = None
        self._table.show_health({**known_health(), **self._results}, set())
        self._refresh()
        if error is not None:
            show_message(self._iface, str(error), Qgis.MessageLevel.Critical)
        with reporting_errors(self._iface):
            store_health(self._results)
            self._refresh_views()

    def _refresh_views(self) -> None:
        """Show the new results on the map, in the browser and in the panel."""
        project = QgsProject.instance()
        editions = editions_of(project)
        branding = project_branding(self._iface) if editions else NO_BRANDING
        for layers in editions:
            with language(layers.language):
                redraw_theme(project, layers, THEMES[ThemeId.PLATFORM_HEALTH], branding)
        refresh_health()
        self._on_stored()

    def _refresh(self) -> None:
        """Show the progress of the check, and enable what can be done now."""
        is_running = self._check is not None
        if not self._targets:
            text = tr("These platforms have no service address to check.")
        elif is_running or self._results:
            text = summary(self._results.values())
        else:
            text = _earlier_text(self._targets)
        self._state.setText(text)
        self._bar.setVisible(is_running)
        self._bar.setValue(len(self._results))
        self._stop.setEnabled(is_running)
        self._again.setEnabled(not is_running and bool(self._targets))
        self._send.setEnabled(not is_running and bool(_own_results(self._bundled)))

    def _choose_file(self) -> None:
        path = ask_table_file(self, tr("Export"), tr("ctd-platforms"))
        if path is not None:
            self.write(path)

    def _choose_results_file(self) -> None:
        proposed = str(read_settings().output_folder / "ctd-endpoint-checks.json")
        path, _kind = QFileDialog.getSaveFileName(self, tr("Results to send in"), proposed, "JSON (*.json)")
        if path:
            self.write_results(Path(path if path.lower().endswith(".json") else f"{path}.json"))


def _own_results(platforms: Iterable[Platform]) -> dict[Key, Health]:
    """Return the results of the user's own checks of these platforms, but for failures that say nothing of them."""
    keys, _ = addresses_of(platforms)
    return {key: one for key, one in stored_health().items() if key in keys and one.reason not in SAYS_NOTHING}


def _earlier_text(targets: Sequence[tuple[Platform, Endpoint]]) -> str:
    """Return what is known of services before they are checked, or why nothing is."""
    keys = {key_of(endpoint) for _, endpoint in targets}
    found = {key: health for key, health in known_health().items() if key in keys}
    if not found:
        return shipped_problem() or tr("No check yet.")
    text = tr("Check made {when}, supplied with the plugin: {summary}")
    if found.keys() & stored_health().keys():
        text = tr("Earlier checks, made {when}: {summary}")
    return text.format(when=checked_when(found.values()), summary=summary(found.values()))
