"""From a record's link to a layer that is drawn, without keeping QGIS waiting."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...catalogues.http.exchange import FailureReason, failure_labels
from ...catalogues.http.urls import host_of
from ...catalogues.records import Link, LinkKind, Record
from ...catalogues.services.capabilities import ServiceLayer
from ...catalogues.services.service_layers import Capabilities, match_layer, request_capabilities
from ...catalogues.services.tiles import tile_template
from ...errors import CtdError
from ...i18n import tr
from ..network.client import ask
from ..network.download_limits import DEFAULT_LIMITS, DownloadLimits
from ..network.exchange import HttpExchange, Outcome
from ..unexpected_errors import guarded, unexpected_error
from . import layer_loader
from .download import DownloadJob, download, keeping_folder
from .layer_loader import LayerLoader
from .layer_metadata import describe, without_tags
from .provider_uri import LayerSource, file_source, layer_source

_under_way: set[AddLayerJob] = set()
"""An adding lives until it ends, whether or not the caller keeps it."""


def can_add(link: Link) -> bool:
    """Whether a link leads to a service or file that QGIS can draw."""
    return link.kind not in (LinkKind.FILE, LinkKind.PAGE)


def is_download(link: Link) -> bool:
    """Whether a link leads to a file that one keeps."""
    return link.kind in (LinkKind.FILE, LinkKind.GEOJSON)


def add_link(
    link: Link, record: Record, project: QgsProject, seconds: float, limits: DownloadLimits = DEFAULT_LIMITS
) -> AddLayerJob:
    """Begin to add a link's layer at the top of the project's layers.

    Asking its service what there is may take `seconds`, and opening the layer as much again; `limits` bounds files.

    Connect to the signals at once: none comes before the event loop runs. Large layers need no extent: QGIS asks for
    what is in view.
    """
    adding = AddLayerJob(link, record, project, seconds, limits)
    adding.begin()
    return adding


def stop() -> None:
    """Cancel all and wait a moment for the threads: for the plugin's unload and the end of QGIS."""
    for adding in list(_under_way):
        adding.cancel()
    layer_loader.stop()


def files_under_way() -> set[Path]:
    """Return the files that are here and that no layer of a project reads yet."""
    return {adding._file for adding in _under_way if adding._file is not None}


class AddLayerJob(QObject):
    """One link on its way to the map; `added` or `failed` ends it, unless it was cancelled."""

    added = pyqtSignal(object)
    """The layer, which is in the project already."""
    choice_needed = pyqtSignal(list)
    """The layers (ServiceLayer) of a service that lacks the one named: go on with `choose`, or `cancel`."""
    failed = pyqtSignal(str)
    """Why there is no layer, in one sentence of plain text."""

    def __init__(self, link: Link, record: Record, project: QgsProject, seconds: float, limits: DownloadLimits) -> None:
        super().__init__()
        self._link = link
        self._record = record
        self._project = project
        self._seconds = seconds
        self._limits = limits
        self._offer: Capabilities | None = None
        self._waiting_for: HttpExchange | LayerLoader | DownloadJob | None = None
        self._file: Path | None = None
        """A file that no layer of the project reads yet."""

    def begin(self) -> None:
        _under_way.add(self)
        self._project.cleared.connect(self._project_closed)
        try:
            self._ask_first()
        except Exception as error:
            reason = str(unexpected_error(error))
            QTimer.singleShot(0, lambda: self._fail(reason))

    def _ask_first(self) -> None:
        if self._link.kind is LinkKind.GEOJSON:
            downloading = download(self._link, keeping_folder(), self._seconds, self._limits)
            downloading.done.connect(self._downloaded)
            downloading.failed.connect(self._end_with)
            self._waiting_for = downloading
        else:
            self._ask(self._link)

    @guarded
    def choose(self, name: str) -> None:
        """Go on with one of the layers offered."""
        if self._offer is None or self not in _under_way:
            return
        layer = next(layer for layer in self._offer.layers if layer.name == name)
        if self._link.kind is LinkKind.TMS and not tile_template(name):
            # What was chosen describes its tiles at an address of its own.
            self._link = replace(self._link, url=name, layer="", title=layer.title)
            self._ask(self._link)
        else:
            self._take(self._offer, layer, layer.title)

    def cancel(self) -> None:
        """Stop now; no signal comes any more."""
        if self not in _under_way:
            return
        _under_way.discard(self)
        if not sip.isdeleted(self._project):
            self._project.cleared.disconnect(self._project_closed)
        waiting, self._waiting_for = self._waiting_for, None
        if isinstance(waiting, LayerLoader):
            waiting.stop()
        elif waiting is not None:
            waiting.cancel()
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink()

    def _ask(self, link: Link) -> None:
        self._waiting_for = ask(request_capabilities(link), self._seconds, self._offered)

    @guarded
    def _offered(self, outcome: Outcome[Capabilities]) -> None:
        self._waiting_for = None
        offer = outcome.value
        if offer is None:
            self._fail(str(outcome.error))
        elif not offer.layers:
            self._fail(failure_labels()[FailureReason.NO_SUCH_LAYER])
        elif layer := match_layer(self._link, offer.layers):
            self._take(offer, layer, self._title(layer))
        else:
            self._offer = offer
            self.choice_needed.emit(list(offer.layers))

    def _title(self, layer: ServiceLayer | None = None) -> str:
        """Return the record's title, and the layer's too where the record has several of them."""
        title = self._record.title or (layer.title if layer else "") or self._link.title
        of_its_kind = {link.layer for link in self._record.links if link.kind is self._link.kind}
        own = (layer.title if layer else "") or self._link.title
        return f"{title} – {own}" if len(of_its_kind) > 1 and own not in ("", title) else title

    def _take(self, offer: Capabilities, layer: ServiceLayer, title: str) -> None:
        crs = self._project.crs().authid()
        self._open(layer_source(self._link.kind, offer.url, layer, crs), title)

    def _open(self, source: LayerSource, title: str) -> None:
        self._waiting_for = LayerLoader(source, without_tags(title), self._seconds, self._opened)

    @guarded
    def _downloaded(self, path: Path) -> None:
        self._file = path
        self._open(file_source(path), self._title())

    @guarded
    def _opened(self, layer: QgsMapLayer | None, reason: str) -> None:
        self._waiting_for = None
        if layer is None:
            self._fail(reason or tr("QGIS cannot read what came"))
            return
        describe(layer, self._link, self._record)
        self._file = None
        self._project.addMapLayer(layer, addToLegend=False)
        self._project.layerTreeRoot().insertLayer(0, layer)
        self.cancel()
        self.added.emit(layer)

    @guarded
    def _project_closed(self) -> None:
        self._fail(tr("the project was closed"))

    def _break_off(self, error: CtdError) -> None:
        self._fail(str(error))

    def _fail(self, reason: str) -> None:
        text = tr("“{title}” was not added: {reason} ({place}).")
        place = host_of(self._link.url)
        self._end_with(text.format(title=self._record.title or self._link.title, reason=reason, place=place))

    def _end_with(self, sentence: str) -> None:
        if self in _under_way:
            self.cancel()
            self.failed.emit(sentence)
