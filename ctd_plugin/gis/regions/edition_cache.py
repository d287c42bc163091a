"""The edition that a project's layers hold, read once and again only when the layers or their file have changed.

QGIS imports this when it starts, so what reads the data is imported when it is first read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import NULL, Qgis, QgsApplication, QgsFeature, QgsFeatureRequest, QgsMapLayerStore, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QDate, QObject, QThread, QTimer

if TYPE_CHECKING:
    from ...data.profile.edition_reader import EditionProfiles
    from ...data.profile.rows import Row, Tables
    from ..project.layers import CtdLayers


class EditionCache:
    """The editions of all open projects.

    Layers must not be touched in threads, such as those that draw labels: the main thread reads them, and threads find
    what was read.
    """

    def __init__(self) -> None:
        self._stores: dict[int, _StoredEdition] = {}

    def of_layers(self, layers: CtdLayers) -> EditionProfiles:
        """Return the edition as the layers show it: without rows that a filter hides, with edits not yet saved."""
        stored = self._stored_for(layers)
        return (stored and stored.edition()) or read_layers(layers)

    def features_of(self, layers: CtdLayers) -> Sequence[QgsFeature]:
        """Return the features of the layer of regions as it shows them, with their geometries."""
        stored = self._stored_for(layers)
        return (stored and stored.features()) or list(layers.regions.getFeatures())

    def of_store(self, store: QgsMapLayerStore) -> EditionProfiles | None:
        """Return the whole edition of a project, also what a filter hides; None where it has none.

        In a thread: as it was read before, None where it was not.
        """
        if on_main_thread():
            return self._stored(store, follow=True).edition(whole=True)
        stored = self._stores.get(sip.unwrapinstance(store))
        # Another project may have been at the same place in memory before.
        return stored.cached if stored and stored.store is store else None

    def follow(self, store: QgsMapLayerStore) -> None:
        """Read a project's layers ahead for threads, whenever QGIS has nothing else to do."""
        self._stored(store, follow=True).read_soon()

    def clear(self) -> None:
        """Disconnect all signals and drop all editions."""
        for stored in self._stores.values():
            # The connections to its methods end with it, whether or not the layers are still there.
            sip.delete(stored)
        self._stores.clear()

    def _stored_for(self, layers: CtdLayers) -> _StoredEdition | None:
        """Return the cached edition of the layers' project; None off the main thread or for other layers."""
        project = layers.regions.project()
        if project is None or not on_main_thread():
            return None
        stored = self._stored(project.layerStore())
        return stored if stored.holds(layers) else None

    def _stored(self, store: QgsMapLayerStore, follow: bool = False) -> _StoredEdition:
        key = sip.unwrapinstance(store)
        stored = self._stores.get(key)
        if stored is None or stored.store is not store:
            # Without the signal `destroyed`: QGIS's own project goes when Python can no longer be called.
            for gone in [key for key, one in self._stores.items() if sip.isdeleted(one.store)]:
                sip.delete(self._stores.pop(gone))
            stored = self._stores[key] = _StoredEdition(store)
        stored.follows = stored.follows or follow
        return stored


class _StoredEdition(QObject):
    """The edition in one project's layers as it was last read; with `follows` it is read again after each change."""

    def __init__(self, store: QgsMapLayerStore) -> None:
        super().__init__()
        self.store = store
        self.follows = False
        self._watched: list[QgsVectorLayer] = []
        self._layers: CtdLayers | None = None
        self._are_found = False
        self._is_filtered = False
        self._files: tuple[Path, ...] = ()
        self._times: tuple[int, ...] = ()
        # By whether a filter of the layers was set aside.
        self._editions: dict[bool, EditionProfiles] = {}
        self._features: list[QgsFeature] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._read_ahead)
        store.layersAdded.connect(self.read_soon)
        store.layersRemoved.connect(self.read_soon)

    @property
    def cached(self) -> EditionProfiles | None:
        """The whole edition as it was last read; None where it has changed since."""
        return self._editions.get(self._is_filtered)

    def holds(self, layers: CtdLayers) -> bool:
        """Whether these are the layers of the project's edition."""
        self._find()
        return self._layers is not None and self._layers.all == layers.all

    def edition(self, *, whole: bool = False) -> EditionProfiles | None:
        """Return the edition, read now where it has changed; on the main thread only."""
        layers = self._current_layers()
        if layers is None:
            return None
        whole = whole and self._is_filtered
        if whole not in self._editions:
            self._editions[whole] = read_layers(layers, whole)
        return self._editions[whole]

    def features(self) -> list[QgsFeature] | None:
        """Return the features of the layer of regions, read now where they have changed; on the main thread only."""
        layers = self._current_layers()
        if layers is not None and self._features is None:
            self._features = list(layers.regions.getFeatures())
        return self._features

    def read_soon(self, *_: object) -> None:
        """Drop the cached edition; read it once more when the event loop is idle, after all changes."""
        self._are_found, self._layers = False, None
        self._forget()
        if self.follows:
            self._timer.start()

    def _read_ahead(self) -> None:
        if not sip.isdeleted(self.store):
            self.edition(whole=True)

    def _forget(self) -> None:
        self._editions.clear()
        self._features = None

    def _current_layers(self) -> CtdLayers | None:
        """Return the layers, and drop what is cached of them where another program has changed their file."""
        self._find()
        times = tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in self._files)
        if times != self._times:
            self._times = times
            self._forget()
        return self._layers

    def _find(self) -> None:
        if self._are_found:
            return
        self._are_found = True
        if not self.store.count():
            return
        from ..project.layers import find_layers

        self._layers = find_layers(self.store)
        if self._layers is None:
            return
        self._is_filtered = any(layer.subsetString() for layer in self._layers.all.values())
        # Changes that others make in a shared database are read when the project is opened again.
        file = self._layers.source
        self._files = (file, file.with_name(file.name + "-wal")) if isinstance(file, Path) else ()
        for layer in self._layers.all.values():
            self._watch(layer)

    def _watch(self, layer: QgsVectorLayer) -> None:
        self._watched = [known for known in self._watched if not sip.isdeleted(known)]
        if any(known is layer for known in self._watched):
            return
        self._watched.append(layer)
        for signal in (
            layer.dataChanged,
            layer.dataSourceChanged,
            layer.subsetStringChanged,
            layer.updatedFields,
            layer.featureAdded,
            layer.featureDeleted,
            layer.attributeValueChanged,
            layer.geometryChanged,
            layer.afterCommitChanges,
            layer.afterRollBack,
        ):
            signal.connect(self.read_soon)


CACHE = EditionCache()


def edition_of(layers: CtdLayers) -> EditionProfiles:
    """Return the profiles of the regions that layers hold, read only where they have changed since."""
    return CACHE.of_layers(layers)


def region_features(layers: CtdLayers) -> Sequence[QgsFeature]:
    """Return the features of the layer of regions with their geometries, read only where they have changed since."""
    return CACHE.features_of(layers)


@lru_cache(maxsize=1)
def bundled_edition() -> EditionProfiles:
    """Return the edition that comes with the plugin; also in a thread."""
    from ...data.paths import GEOPACKAGE
    from ...data.profile.edition_reader import read_geopackage

    return read_geopackage(GEOPACKAGE)


def on_main_thread() -> bool:
    """Whether the caller runs on the thread of QGIS's window, where layers may be read."""
    return bool(QThread.currentThread() == QgsApplication.instance().thread())


def read_layers(layers: CtdLayers, whole: bool = False) -> EditionProfiles:
    """Read an edition from its layers; with `whole`, filters of the layers are set aside."""
    from ...data.profile.edition_reader import read_profiles

    tables: Tables = {name: _rows(layer, whole) for name, layer in layers.all.items()}
    return read_profiles(tables)


def _rows(layer: QgsVectorLayer, whole: bool) -> list[Row]:
    if whole and layer.subsetString():
        # A filter of the layer hides rows from the map; it does not change what a region answered.
        layer = layer.clone()
        layer.setSubsetString("")
    names = layer.fields().names()
    request = QgsFeatureRequest().setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    return [
        {name: _value(value) for name, value in zip(names, row.attributes(), strict=True)}
        for row in layer.getFeatures(request)
    ]


def _value(value: object) -> object:
    """Return what a field holds as Python knows it."""
    if value is None or value == NULL:
        return None
    return value.toPyDate() if isinstance(value, QDate) else value
