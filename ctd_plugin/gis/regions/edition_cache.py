"""The edition that a project's layers hold, read once and again only when the layers or their file have changed.

QGIS imports this when it starts, so what reads the data is imported when it is first read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    NULL,
    Qgis,
    QgsApplication,
    QgsFeature,
    QgsFeatureRequest,
    QgsMapLayerStore,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QDate, QObject, QThread, QTimer, pyqtSlot

if TYPE_CHECKING:
    from ...data.profile.edition_reader import EditionProfiles
    from ...data.profile.rows import Row, Tables
    from ..project.editions import CtdLayers


class EditionCache:
    """The editions of all open projects.

    Layers must not be touched in threads, such as those that draw labels: the main thread reads them, and threads find
    what was read.
    """

    def __init__(self) -> None:
        self._projects: dict[int, _StoredProject] = {}

    def of_layers(self, layers: CtdLayers) -> EditionProfiles:
        """Return the edition as the layers show it: without rows that a filter hides, with edits not yet saved."""
        stored = self._stored_for(layers)
        return stored.edition() if stored else read_layers(layers)

    def features_of(self, layers: CtdLayers) -> Sequence[QgsFeature]:
        """Return the features of the layer of regions as it shows them, with their geometries."""
        stored = self._stored_for(layers)
        return stored.features() if stored else list(layers.regions.getFeatures())

    def of_store(self, store: QgsMapLayerStore, layer_id: str = "") -> EditionProfiles | None:
        """Return a whole edition of a project, also what a filter hides; None where it has none.

        It is the one that a layer belongs to, else the current one. In a thread: as it was read before, None where it
        was not.
        """
        if on_main_thread():
            edition = self._stored(store, follow=True).edition_with(layer_id)
            return edition.edition(whole=True) if edition else None
        stored = self._projects.get(sip.unwrapinstance(store))
        # Another project may have been at the same place in memory before.
        known = stored.known_with(layer_id) if stored and stored.store is store else None
        return known.cached if known else None

    def follow(self, store: QgsMapLayerStore) -> None:
        """Read a project's layers ahead for threads, whenever QGIS has nothing else to do."""
        self._stored(store, follow=True).look_again()

    def clear(self) -> None:
        """Disconnect all signals and drop all editions."""
        for stored in self._projects.values():
            # The connections to its methods end with it, whether or not the layers are still there.
            sip.delete(stored)
        self._projects.clear()

    def _stored_for(self, layers: CtdLayers) -> _StoredEdition | None:
        """Return the cached edition of the layers' project; None off the main thread or for other layers."""
        project = layers.regions.project()
        if project is None or not on_main_thread():
            return None
        stored = self._stored(project.layerStore()).edition_with(layers.regions.id())
        return stored if stored and stored.layers.all == layers.all else None

    def _stored(self, store: QgsMapLayerStore, follow: bool = False) -> _StoredProject:
        key = sip.unwrapinstance(store)
        stored = self._projects.get(key)
        if stored is None or stored.store is not store:
            # Without the signal `destroyed`: QGIS's own project goes when Python can no longer be called.
            for gone in [key for key, one in self._projects.items() if sip.isdeleted(one.store)]:
                sip.delete(self._projects.pop(gone))
            stored = self._projects[key] = _StoredProject(store)
        stored.follows = stored.follows or follow
        return stored


class _StoredProject(QObject):
    """The editions in one project as they were last read; with `follows` they are read again after each change."""

    def __init__(self, store: QgsMapLayerStore) -> None:
        super().__init__()
        self.store = store
        self.follows = False
        self._are_found = False
        # What threads read is replaced, not changed.
        self._editions: tuple[_StoredEdition, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._read_ahead)
        store.layersAdded.connect(self.look_again)
        store.layersRemoved.connect(self.look_again)
        project = store.parent()
        if isinstance(project, QgsProject):
            project.customVariablesChanged.connect(self.look_again)

    def edition_with(self, layer_id: str) -> _StoredEdition | None:
        """Return the edition that a layer belongs to, else the current one; on the main thread only."""
        self._find()
        return self.known_with(layer_id)

    def known_with(self, layer_id: str) -> _StoredEdition | None:
        """Return the same as it was found last."""
        editions = self._editions
        return next((one for one in editions if layer_id in one.layer_ids), editions[0] if editions else None)

    # Slots of Qt's: of a connection to any other method something stays when this object is deleted before the layers.
    @pyqtSlot()
    def look_again(self) -> None:
        """Look for the editions anew; read what has changed when the event loop is idle."""
        self._are_found = False
        self.read_soon()

    def read_soon(self) -> None:
        """Read what has changed once the event loop is idle, after all changes."""
        if self.follows:
            self._timer.start()

    def _read_ahead(self) -> None:
        if sip.isdeleted(self.store):
            return
        self._find()
        for edition in self._editions:
            edition.edition(whole=True)

    def _find(self) -> None:
        if self._are_found:
            return
        self._are_found = True
        there: list[CtdLayers] = []
        if self.store.count():
            from ..project.editions import editions_current_first

            there = editions_current_first(self.store)
        before = self._editions
        kept = [next((one for one in before if one.layers.all == layers.all), None) for layers in there]
        self._editions = tuple(one or _StoredEdition(layers, self) for one, layers in zip(kept, there, strict=True))
        for gone in set(before) - set(self._editions):
            sip.delete(gone)


class _StoredEdition(QObject):
    """One edition of a project as it was last read."""

    def __init__(self, layers: CtdLayers, project: _StoredProject) -> None:
        super().__init__(project)
        self.layers = layers
        self.layer_ids = frozenset(layer.id() for layer in layers.all.values())
        self._project = project
        self._is_filtered = False
        self._files: tuple[Path, ...] = ()
        self._has_changed = True
        self._times: tuple[int, ...] = ()
        # By whether a filter of the layers was set aside.
        self._editions: dict[bool, EditionProfiles] = {}
        self._features: list[QgsFeature] | None = None
        for layer in layers.all.values():
            self._watch(layer)

    @property
    def cached(self) -> EditionProfiles | None:
        """The whole edition as it was last read; None where it has changed since."""
        return self._editions.get(self._is_filtered)

    def edition(self, *, whole: bool = False) -> EditionProfiles:
        """Return the edition, read now where it has changed; on the main thread only."""
        self._check_source()
        whole = whole and self._is_filtered
        if whole not in self._editions:
            self._editions[whole] = read_layers(self.layers, whole)
        return self._editions[whole]

    def features(self) -> list[QgsFeature]:
        """Return the features of the layer of regions, read now where they have changed; on the main thread only."""
        self._check_source()
        if self._features is None:
            self._features = list(self.layers.regions.getFeatures())
        return self._features

    @pyqtSlot()
    def _changed(self) -> None:
        self._forget()
        # Looked at when it is read: another layer of the edition may be gone by now.
        self._has_changed = True
        self._project.read_soon()

    def _forget(self) -> None:
        self._editions.clear()
        self._features = None

    def _check_source(self) -> None:
        """Drop what is cached where another program has changed the file."""
        if self._has_changed:
            self._has_changed = False
            self._is_filtered = any(layer.subsetString() for layer in self.layers.all.values())
            # Changes that others make in a shared database are read when the project is opened again.
            file = self.layers.source
            self._files = (file, file.with_name(file.name + "-wal")) if isinstance(file, Path) else ()
        times = tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in self._files)
        if times != self._times:
            self._times = times
            self._forget()

    def _watch(self, layer: QgsVectorLayer) -> None:
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
            signal.connect(self._changed)


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
        {name: python_value(value) for name, value in zip(names, row.attributes(), strict=True)}
        for row in layer.getFeatures(request)
    ]


def python_value(value: object) -> object:
    """Return what a field holds as Python knows it."""
    if value is None or value == NULL:
        return None
    return value.toPyDate() if isinstance(value, QDate) else value
