"""The record at an address that was pasted into the box for words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...catalogues.http.exchange import Conversation
from ...catalogues.http.urls import host_of
from ...catalogues.merging import FoundRecord
from ...catalogues.record_address import platform_of, request_record
from ...catalogues.records import Link, Record
from ...catalogues.registry import Platform
from ...catalogues.services.service_layers import request_capabilities
from ...errors import CtdError
from ...gis.add.add_layer import can_add
from ...gis.network.client import start_exchange
from ...gis.network.exchange import HttpExchange, Outcome
from ...i18n import number, tr

MOST_LAYERS = 1000
"""Layers of a service that are listed as links; the choice when adding the service has all of them."""


class AddressLookup(QObject):
    """Reads one address; `found` is the record and `message` what to say, at any moment."""

    changed = pyqtSignal()

    def __init__(self, address: str, platforms: Sequence[Platform], seconds: float, parent: QObject) -> None:
        super().__init__(parent)
        self.found: FoundRecord | None = None
        self.message = tr("Reading the address…")
        platform = platform_of(address, platforms)
        self._group = platform.region if platform is not None else host_of(address)
        self._exchange: HttpExchange | None = start_exchange(
            _request(address, tuple(platforms)), seconds, self._on_outcome
        )

    @property
    def is_running(self) -> bool:
        """Whether the address is still being read."""
        return self._exchange is not None

    def cancel(self) -> None:
        """Stop at once."""
        exchange, self._exchange = self._exchange, None
        if exchange is not None:
            exchange.cancel()
            self.message = tr("Search cancelled before any response.")

    def _on_outcome(self, outcome: Outcome[Record]) -> None:
        self._exchange = None
        record = outcome.value
        if record is None:
            self.message = tr("Nothing was found at this address: {reason}").format(reason=outcome.error)
        else:
            self.found = FoundRecord(record, (), self._group)
            self.message = tr("1 dataset at this address")
            layers = sum(bool(link.layer) for link in record.links)
            if layers >= MOST_LAYERS:
                text = tr("The first {count} layers of the service; “Add to the map” on the service lists all of them.")
                self.message = text.format(count=number(MOST_LAYERS))
        self.changed.emit()


def _request(address: str, platforms: Sequence[Platform]) -> Conversation[Record]:
    """Read the record at an address; that of a whole service becomes a record with its layers."""
    record = yield from request_record(address, platforms)
    services = [link for link in record.links if can_add(link)]
    if len(record.links) != 1 or len(services) != 1 or services[0].layer:
        return record
    [service] = services
    try:
        capabilities = yield from request_capabilities(service)
    except CtdError:
        # It can be added all the same, and says then what is wrong.
        return record
    layers = [layer for layer in capabilities.layers if layer.name][:MOST_LAYERS]
    links = [Link(service.kind, service.url, layer.name, layer.title) for layer in layers]
    return replace(record, links=(*links, service) if len(links) == MOST_LAYERS else tuple(links) or record.links)
