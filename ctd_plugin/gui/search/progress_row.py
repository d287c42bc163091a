"""The progress of layers that are added and files that are downloaded: one line, with a button that stops them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from qgis.core import Qgis, QgsMapLayer, QgsProject, QgsRectangle
from qgis.gui import QgisInterface, QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ...catalogues.http.formats import DOCUMENT_FORMATS, file_extension
from ...catalogues.http.urls import host_of
from ...catalogues.records import Link, Record
from ...catalogues.services.capabilities import ServiceLayer
from ...gis.add.add_layer import AddLayerJob, add_link
from ...gis.add.download import DownloadJob, download, layers_in_file
from ...gis.network.authentication import authentication_for, set_authentication
from ...gis.network.download_limits import limits_of
from ...i18n import number, plural, tr
from ...settings import read_settings
from ...text import listed
from ..common.messages import offer, reporting_errors, show_message, withdraw
from ..common.widgets import plain_label
from .authentication_dialog import AuthenticationDialog
from .labels import kind_name, record_title
from .layer_dialog import LayerDialog

_MEGABYTE = 1_000_000
_STEPS = 1000
_SUCCESS_SECONDS = 15
_ZOOM_MARGIN = 1.05


class ProgressRow(QWidget):
    """Hidden while no job runs."""

    def __init__(self, iface: QgisInterface, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ctdSearchWork")
        self._iface = iface
        self._jobs: dict[AddLayerJob | DownloadJob, str] = {}
        self._bytes: dict[AddLayerJob | DownloadJob, tuple[int, int | None]] = {}
        self._choices: dict[AddLayerJob | DownloadJob, LayerDialog] = {}
        self._question: AuthenticationDialog | None = None
        self._items: list[QgsMessageBarItem] = []
        self._label = plain_label(name="ctdSearchWorkLabel", shrinks=True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        stop = QPushButton(tr("Stop"), self)
        stop.setObjectName("ctdSearchStop")
        stop.setToolTip(tr("Cancel additions and downloads"))
        stop.clicked.connect(self.cancel)
        column = QVBoxLayout()
        column.addWidget(self._label)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(column, 1)
        row.addWidget(stop)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether a job runs."""
        return bool(self._jobs)

    def add(self, link: Link, record: Record, *, is_checked: bool = True) -> None:
        """Start to add a link's layer to the map; unchecked, QGIS opens what was not understood here."""
        settings = read_settings()
        job = add_link(
            link,
            record,
            QgsProject.instance(),
            settings.catalogue_timeout,
            limits_of(settings),
            service=kind_name(link),
            is_checked=is_checked,
        )
        job.added.connect(lambda layer: self._on_added(job, layer))
        job.choice_needed.connect(lambda layers: self._choose_layer(job, link, record, layers))
        again, unchecked = partial(self.add, link, record), partial(self.add, link, record, is_checked=False)
        job.failed.connect(lambda reason: self._on_failed(job, link, reason, again, unchecked))
        self._track(job, record_title(record))

    def add_privately(self, links: Sequence[tuple[Link, Record]]) -> None:
        """Ask for an authentication configuration, then start to add the layers of these links with it."""

        def add_all() -> None:
            for link, record in links:
                self.add(link, record)

        self.authenticate([link.url for link, _ in links], add_all)

    def authenticate(self, urls: Sequence[str], then: Callable[[], None]) -> None:
        """Ask for an authentication configuration for the servers of these addresses, then go on."""
        if self._question is not None:
            self._question.close()
        current = next(filter(None, map(authentication_for, urls)), "")
        hosts = ", ".join(dict.fromkeys(map(host_of, urls)))
        question = self._question = AuthenticationDialog(hosts, current, self.window())

        def go_on(identifier: str) -> None:
            for url in urls:
                set_authentication(url, identifier)
            then()

        question.chosen.connect(go_on)
        question.finished.connect(lambda _result: self._forget_question(question))
        question.open()

    def download(self, link: Link, record: Record, folder: Path, *, is_added: bool = False) -> None:
        """Start to download a link's file into a folder, and to the map where it `is_added`."""
        settings = read_settings()
        job = download(link, folder, settings.catalogue_timeout, limits_of(settings))
        job.progress.connect(lambda received, total: self._on_progress(job, received, total))
        job.done.connect(lambda path: self._on_downloaded(job, path, is_added=is_added))
        again = partial(self.download, link, record, folder, is_added=is_added)
        job.failed.connect(lambda reason: self._on_failed(job, link, reason, again))
        self._track(job, record_title(record))

    def cancel(self) -> None:
        """Cancel all jobs; what is on the map or in the folder already stays."""
        if self._question is not None:
            self._question.close()
        for job in list(self._jobs):
            job.cancel()
            self._end(job)

    def stop(self) -> None:
        """Cancel all jobs, and withdraw the messages whose buttons would go on with them."""
        self.cancel()
        for item in self._items:
            withdraw(self._iface, item)
        self._items.clear()

    def _track(self, job: AddLayerJob | DownloadJob, title: str) -> None:
        self._jobs[job] = title
        self._refresh()

    def _end(self, job: AddLayerJob | DownloadJob) -> None:
        self._jobs.pop(job, None)
        self._bytes.pop(job, None)
        if choice := self._choices.pop(job, None):
            choice.close()
        self._refresh()

    def _on_failed(
        self,
        job: AddLayerJob | DownloadJob,
        link: Link,
        reason: str,
        again: Callable[[], None],
        unchecked: Callable[[], None] | None = None,
    ) -> None:
        """Show why something failed, and offer what may help."""
        self._end(job)
        offers: list[tuple[str, Callable[[], object]]] = []
        if job.is_refused:
            offers.append((tr("Choose an authentication…"), lambda: self.authenticate([link.url], again)))
        if unchecked is not None and isinstance(job, AddLayerJob) and job.can_try_unchecked:
            offers.append((tr("Let QGIS try"), unchecked))
        if offers:
            self._offer(reason, Qgis.MessageLevel.Warning, offers)
        else:
            show_message(self._iface, reason, Qgis.MessageLevel.Warning)

    def _on_added(self, job: AddLayerJob, layer: QgsMapLayer) -> None:
        self._end(job)
        self._report_layers([layer])

    def _report_layers(self, layers: Sequence[QgsMapLayer]) -> None:
        """Say that layers are on the map, with what one does next."""
        names = listed([layer.name() for layer in layers], most=3)
        text = plural(len(layers), tr("Layer “{name}” added to the map."), tr("Layers added to the map: {name}."))
        identifiers = [layer.id() for layer in layers]
        offers = [(tr("Zoom to the layer"), lambda: _zoom_to(self._iface, identifiers))]
        if [layer.type() for layer in layers] == [Qgis.LayerType.Vector]:
            offers.append((tr("Open the attribute table"), lambda: _show_attribute_table(self._iface, identifiers[0])))
        self._offer(text.format(name=names), Qgis.MessageLevel.Success, offers, seconds=_SUCCESS_SECONDS)

    def _offer(
        self,
        text: str,
        level: Qgis.MessageLevel,
        offers: Sequence[tuple[str, Callable[[], object]]],
        seconds: int = 0,
    ) -> None:
        """Show a message with buttons, which is withdrawn with the row."""
        self._items = [shown for shown in self._items if not sip.isdeleted(shown)]
        self._items.append(offer(self._iface, text, offers, level, seconds))

    def _forget_question(self, question: AuthenticationDialog) -> None:
        if self._question is question:
            self._question = None

    def _choose_layer(self, job: AddLayerJob, link: Link, record: Record, layers: list[ServiceLayer]) -> None:
        choice = LayerDialog(record_title(record), link.layer, layers, self.window())
        self._choices[job] = choice
        choice.layer_chosen.connect(job.choose)
        choice.accepted.connect(lambda: self._choices.pop(job, None))
        choice.rejected.connect(lambda: self._cancel_choice(job))
        choice.open()

    def _cancel_choice(self, job: AddLayerJob) -> None:
        # Also called by _end, which closes the dialog of a job that has ended otherwise.
        if self._choices.pop(job, None):
            job.cancel()
            self._end(job)

    def _on_progress(self, job: DownloadJob, received: int, total: int | None) -> None:
        self._bytes[job] = received, total
        self._refresh()

    def _on_downloaded(self, job: DownloadJob, path: Path, *, is_added: bool) -> None:
        self._end(job)
        if is_added:
            self._add_file(path)
            return
        offers = []
        if file_extension(path.name) not in DOCUMENT_FORMATS:
            offers.append((tr("Add to the map"), lambda: self._add_file(path)))
        self._offer(tr("{file} downloaded.").format(file=path), Qgis.MessageLevel.Success, offers)

    def _add_file(self, path: Path) -> None:
        layers: list[QgsMapLayer] | None = None
        with reporting_errors(self._iface):
            layers = layers_in_file(path)
            QgsProject.instance().addMapLayers(layers)
        if layers:
            self._report_layers(layers)
        elif layers == []:
            text = tr("QGIS found no layer in {file}: open its folder to inspect it.")
            show_message(self._iface, text.format(file=path), Qgis.MessageLevel.Warning)

    def _refresh(self) -> None:
        count = len(self._jobs)
        self.setVisible(count > 0)
        text = next(iter(self._jobs.values()), "")
        if count > 1:
            text = plural(count, tr("{count} result being processed"), tr("{count} results being processed"))
            text = text.format(count=number(count))
        received = sum(so_far for so_far, _ in self._bytes.values())
        if received:
            text += " – " + tr("{size} MB").format(size=number(received / _MEGABYTE, 1))
        self._label.setText(text)
        totals = [total for _, total in self._bytes.values() if total]
        if count and len(totals) == count:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(_STEPS * received // sum(totals))
        else:
            # The size of the whole is not known.
            self._bar.setRange(0, 0)


def _zoom_to(iface: QgisInterface, identifiers: Iterable[str]) -> None:
    """Zoom the map to those of these layers that are still in the project, the first of them the active one."""
    canvas = iface.mapCanvas()
    layers = [layer for one in identifiers if (layer := QgsProject.instance().mapLayer(one)) is not None]
    extent = QgsRectangle()
    for layer in layers:
        extent.combineExtentWith(canvas.mapSettings().layerExtentToOutputExtent(layer, layer.extent()))
    if layers:
        iface.setActiveLayer(layers[0])
    if extent.isNull() or not extent.isFinite():
        return
    if extent.isEmpty():
        # A single point.
        canvas.setCenter(extent.center())
    else:
        extent.scale(_ZOOM_MARGIN)
        canvas.setExtent(extent)
    canvas.refresh()


def _show_attribute_table(iface: QgisInterface, identifier: str) -> None:
    """Open the attribute table of a layer that is still in the project."""
    layer = QgsProject.instance().mapLayer(identifier)
    if layer is not None:
        iface.showAttributeTable(layer)
