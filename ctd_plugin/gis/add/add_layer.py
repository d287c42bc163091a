"""Adding the layer of a record's link to the project, without keeping QGIS waiting."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer, pyqtSignal

from ...catalogues.http.exchange import CatalogueError, FailureReason, failure_labels
from ...catalogues.http.urls import host_of
from ...catalogues.records import Link, LinkKind, Record
from ...catalogues.registry import Protocol
from ...catalogues.services.capabilities import ServiceLayer, service_url
from ...catalogues.services.service_layers import Capabilities, match_layer, request_capabilities
from ...catalogues.services.tiles import tile_template
from ...errors import CtdError
from ...i18n import tr
from ..background.job import Job, running_jobs
from ..network.authentication import authentication_for
from ..network.client import start_exchange
from ..network.download_limits import DEFAULT_LIMITS, DownloadLimits
from ..network.exchange import Outcome
from ..unexpected_errors import guarded, unexpected_error
from .download import DownloadJob, download, make_added_folder
from .layer_loader import load_layer
from .layer_metadata import set_layer_metadata
from .layer_names import set_distinct_name
from .provider_uri import LayerSource, file_source, layer_source

_OPENED_UNCHECKED = (LinkKind.WMS, LinkKind.WFS, LinkKind.OGCAPI_FEATURES, LinkKind.ARCGIS)
"""Services of which QGIS needs to know no more than the address and the name of the layer."""
_HOPELESS = (FailureReason.UNREACHABLE, FailureReason.CANCELLED)
"""Failures of our own request that QGIS's would end with as well."""


def can_add(link: Link) -> bool:
    """Whether a link leads to a service or file that QGIS can draw."""
    return link.kind not in (LinkKind.FILE, LinkKind.PAGE)


def is_download(link: Link) -> bool:
    """Whether a link leads to a file that can be downloaded."""
    return link.kind in (LinkKind.FILE, LinkKind.GEOJSON)


def add_link(
    link: Link,
    record: Record,
    project: QgsProject,
    seconds: float,
    limits: DownloadLimits = DEFAULT_LIMITS,
    *,
    service: str = "",
    is_checked: bool = True,
) -> AddLayerJob:
    """Start to add a link's layer at the top of the project's layers, and return at once.

    The requests to its service may take `seconds`, and loading the layer as much again; `limits` bounds files.
    `service` is the name of the kind of service, for layers that would have the same name. One that is not
    `is_checked` goes to QGIS without a look at its service, as `AddLayerJob.can_try_unchecked` says.

    Connect to the signals at once: none comes before the event loop runs. Large layers need no extent: QGIS requests
    what is in view.
    """
    job = AddLayerJob(link, record, project, seconds, limits, service or link.kind.value.upper(), is_checked)
    job.start()
    return job


def unread_files() -> set[Path]:
    """Return the files that were downloaded and that no layer of a project reads yet."""
    return {job._file for job in running_jobs() if isinstance(job, AddLayerJob) and job._file is not None}


class AddLayerJob(Job):
    """Adds the layer of one link to the project; `added` or `failed` ends it, unless it is cancelled."""

    added = pyqtSignal(object)
    """The layer, which is in the project already."""
    choice_needed = pyqtSignal(list)
    """The layers (ServiceLayer) of a service that lacks the one named: continue with `choose`, or `cancel`."""
    failed = pyqtSignal(str)
    """Why there is no layer, in one sentence of plain text."""

    def __init__(
        self,
        link: Link,
        record: Record,
        project: QgsProject,
        seconds: float,
        limits: DownloadLimits,
        service: str,
        is_checked: bool,
    ) -> None:
        super().__init__()
        self._link = link
        self._record = record
        self._project = project
        self._seconds = seconds
        self._limits = limits
        self._service = service
        self._is_checked = is_checked
        self.is_refused = False
        """Whether it failed because the server asks for authentication."""
        self.can_try_unchecked = False
        """Whether QGIS may open what was not understood here."""
        self._capabilities: Capabilities | None = None
        self._step: Job | None = None
        """The exchange, download or loading that runs now."""
        self._file: Path | None = None
        """A file that no layer of the project reads yet."""

    def start(self) -> None:
        self._set_running()
        self._project.cleared.connect(self._on_project_closed)
        try:
            self._start_first_step()
        except Exception as error:
            reason = str(unexpected_error(error))
            QTimer.singleShot(0, lambda: self._fail(reason))

    def _start_first_step(self) -> None:
        if self._link.kind is LinkKind.GEOJSON:
            job = download(self._link, make_added_folder(), self._seconds, self._limits)
            job.done.connect(self._on_downloaded)
            job.failed.connect(lambda sentence: self._on_download_failed(job, sentence))
            self._step = job
        elif not self._is_checked:
            layer = ServiceLayer(self._link.layer, self._link.title or self._link.layer)
            self._load_from(Capabilities(_service_address(self._link), (layer,)), layer, self._title(layer))
        else:
            self._request_capabilities()

    @guarded
    def choose(self, name: str) -> None:
        """Continue with one of the layers of `choice_needed`."""
        if self._capabilities is None or not self.is_running:
            return
        layer = next(layer for layer in self._capabilities.layers if layer.name == name)
        if self._link.kind is LinkKind.TMS and not tile_template(name):
            # What was chosen describes its tiles at an address of its own.
            self._link = replace(self._link, url=name, layer="", title=layer.title)
            self._request_capabilities()
        else:
            self._load_from(self._capabilities, layer, layer.title)

    def cancel(self) -> None:
        """Stop now; no signal comes any more."""
        if not self.is_running:
            return
        self._set_ended()
        if not sip.isdeleted(self._project):
            self._project.cleared.disconnect(self._on_project_closed)
        step, self._step = self._step, None
        if step is not None:
            step.cancel()
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink()

    def _request_capabilities(self) -> None:
        self._step = start_exchange(request_capabilities(self._link), self._seconds, self._on_capabilities)

    @guarded
    def _on_capabilities(self, outcome: Outcome[Capabilities]) -> None:
        self._step = None
        capabilities = outcome.value
        if capabilities is None:
            reason = outcome.error.reason if isinstance(outcome.error, CatalogueError) else None
            self._fail(str(outcome.error), reason)
        elif not capabilities.layers:
            self._fail(failure_labels()[FailureReason.NO_SUCH_LAYER], FailureReason.NO_SUCH_LAYER)
        elif layer := match_layer(self._link, capabilities.layers):
            self._load_from(capabilities, layer, self._title(layer))
        else:
            self._capabilities = capabilities
            self.choice_needed.emit(list(capabilities.layers))

    def _title(self, layer: ServiceLayer | None = None) -> str:
        """Return the record's title, and the layer's too where the record has several of them."""
        title = self._record.title or (layer.title if layer else "") or self._link.title
        layers_of_kind = {link.layer for link in self._record.links if link.kind is self._link.kind}
        layer_title = (layer.title if layer else "") or self._link.title
        return f"{title} – {layer_title}" if len(layers_of_kind) > 1 and layer_title not in ("", title) else title

    def _load_from(self, capabilities: Capabilities, layer: ServiceLayer, title: str) -> None:
        crs = self._project.crs().authid()
        authcfg = authentication_for(self._link.url)
        self._load(layer_source(self._link.kind, capabilities.url, layer, crs, authcfg), title)

    def _load(self, source: LayerSource, title: str) -> None:
        self._step = load_layer(source, title, self._seconds, self._on_loaded)

    @guarded
    def _on_downloaded(self, path: Path) -> None:
        self._file = path
        self._load(file_source(path), self._title())

    @guarded
    def _on_download_failed(self, job: DownloadJob, sentence: str) -> None:
        self.is_refused = job.is_refused
        self._fail_with(sentence)

    @guarded
    def _on_loaded(self, layer: QgsMapLayer | None, reason: str) -> None:
        self._step = None
        if layer is None:
            self._fail(reason or tr("QGIS cannot read the response"))
            return
        set_layer_metadata(layer, self._link, self._record)
        self._file = None
        set_distinct_name(layer, self._service, self._project)
        self._project.addMapLayer(layer, addToLegend=False)
        self._project.layerTreeRoot().insertLayer(0, layer)
        self.cancel()
        self.added.emit(layer)

    @guarded
    def _on_project_closed(self) -> None:
        self._fail(tr("the project was closed"))

    def _abort(self, error: CtdError) -> None:
        self._fail(str(error))

    def _fail(self, reason: str, failure: FailureReason | None = FailureReason.CANCELLED) -> None:
        """End without a layer; `failure` is that of the request for the service's layers, None for an odd response."""
        text = tr("“{title}” was not added: {reason} ({place}).")
        place = host_of(self._link.url)
        sentence = text.format(title=self._record.title or self._link.title, reason=reason, place=place)
        is_hopeless = failure in _HOPELESS or self._link.kind not in _OPENED_UNCHECKED or not self._link.layer
        self.is_refused, self.can_try_unchecked = failure is FailureReason.REFUSED, not is_hopeless
        self._fail_with(sentence)

    def _fail_with(self, sentence: str) -> None:
        if self.is_running:
            self.cancel()
            self.failed.emit(sentence)


def _service_address(link: Link) -> str:
    """Return the address of a service as QGIS takes it."""
    return link.url.rstrip("/") if link.kind is LinkKind.ARCGIS else service_url(Protocol(link.kind), link.url)
