"""What expressions ask of the survey, kept in memory: from the project's layers, else from the bundled edition.

QGIS imports this when it starts, so what reads the data is imported when it is first read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from qgis.core import QgsApplication, QgsExpressionContext, QgsMapLayerStore, QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QThread, QTimer

Row = Mapping[str, Any]
_FIELDS = {
    "regions": ("region_code", "status"),
    "facts": ("region_code", "indicator", "value", "headline"),
    "platforms": ("region_code", "name", "status"),
}


@dataclass(frozen=True)
class RegionAnswers:
    """One region: its status by code, one figure an indicator, and its active platforms, the main one first."""

    status: str | None
    facts: Mapping[str, float]
    platforms: tuple[str, ...]


RegionsAnswers = dict[str, RegionAnswers]
"""The answers by region code."""


class ExpressionValues:
    """Reads each project's answers once, and again when its layers have changed.

    Labels are drawn in threads of their own, in which layers must not be touched: the main thread reads them as
    soon as they have come or changed, and threads find what was read.
    """

    def __init__(self) -> None:
        self._watched: dict[int, _Project] = {}

    def of_region(self, code: object, context: QgsExpressionContext | None) -> RegionAnswers | None:
        """Return the answers of a region by code or name, None where there is no such region."""
        region = _code(_as_text(code))
        return None if region is None else self._of_context(context).get(region)

    def follow_project(self) -> None:
        """Keep up with the layers of QGIS's project from now on; they are read when QGIS has nothing else to do."""
        self._project(QgsProject.instance().layerStore()).read_soon()

    def forget(self) -> None:
        """Let go of all signals and answers."""
        for project in self._watched.values():
            # The connections to its methods end with it, whether or not the layers are still there.
            sip.delete(project)
        self._watched.clear()

    def _of_context(self, context: QgsExpressionContext | None) -> RegionsAnswers:
        on_main_thread = QThread.currentThread() is QgsApplication.instance().thread()
        stores = list(context.layerStores()) if context else []
        layer = context.variable("layer") if context and on_main_thread else None
        if isinstance(layer, QgsVectorLayer) and layer.project():
            stores.append(layer.project().layerStore())
        for store in (*stores, QgsProject.instance().layerStore()):
            if on_main_thread:
                answers = self._project(store).answers()
            else:
                watched = self._watched.get(sip.unwrapinstance(store))
                # Another project may have been at the same place in memory before.
                answers = watched.known if watched and watched.store is store else None
            if answers is not None:
                return answers
        return _bundled()

    def _project(self, store: QgsMapLayerStore) -> _Project:
        key = sip.unwrapinstance(store)
        watched = self._watched.get(key)
        if watched is None or watched.store is not store:
            # Not told by `destroyed`: QGIS's own project goes when Python can no longer be called.
            for gone in [key for key, project in self._watched.items() if sip.isdeleted(project.store)]:
                sip.delete(self._watched.pop(gone))
            watched = self._watched[key] = _Project(store)
        return watched


class _Project(QObject):
    """The answers in one project's layers; `known` is None where it has none, or they were not read yet."""

    def __init__(self, store: QgsMapLayerStore) -> None:
        super().__init__()
        self.store = store
        self._layers: set[str] = set()
        self._is_read = False
        self.known: RegionsAnswers | None = None
        store.layersAdded.connect(self.read_soon)
        store.layersRemoved.connect(self.read_soon)

    def answers(self) -> RegionsAnswers | None:
        """Return the answers, read now where they have changed; on the main thread only."""
        if not self._is_read:
            self._is_read = True
            self.known = self._read() if self.store.count() else None
        return self.known

    def _read(self) -> RegionsAnswers | None:
        from ..project.layers import find_layers

        layers = find_layers(self.store)
        return None if layers is None else _collect(*(self._rows(name, layers.all[name]) for name in _FIELDS))

    def read_soon(self, *_: object) -> None:
        """Forget now, and read again when all that changes at once has changed."""
        self._is_read, self.known = False, None
        QTimer.singleShot(0, self._read_again)

    def _read_again(self) -> None:
        if not sip.isdeleted(self.store):
            self.answers()

    def _rows(self, name: str, layer: QgsVectorLayer) -> list[Row]:
        """Return the rows of a layer, which is watched from now on; a field that its owner removed is empty."""
        if layer.id() not in self._layers:
            self._layers.add(layer.id())
            for signal in (layer.dataChanged, layer.dataSourceChanged, layer.afterCommitChanges):
                signal.connect(self.read_soon)
        present = set(layer.fields().names())
        fields = _FIELDS[name]
        whole = layer
        if layer.subsetString():
            # A filter of the layer hides rows from the map; it does not change what a region answered.
            whole = layer.clone()
            whole.setSubsetString("")
        return [{f: (row[f] or None) if f in present else None for f in fields} for row in whole.getFeatures()]


def _as_text(code: object) -> str:
    if isinstance(code, float) and code.is_integer():
        return str(int(code))
    return str(code)


@lru_cache(maxsize=512)
def _code(text: str) -> str | None:
    # Imported at the first use: a start of QGIS reads no names.
    from ...data.places.region_match import Match, match_region

    match = match_region(None, text)
    return match.region_code if isinstance(match, Match) else None


@lru_cache(maxsize=1)
def _bundled() -> RegionsAnswers:
    import sqlite3

    from ...data.paths import GEOPACKAGE
    from ...databases import reading

    with reading(GEOPACKAGE) as database:
        database.row_factory = sqlite3.Row
        return _collect(
            *(
                [dict(row) for row in database.execute(query)]
                for query in (
                    "SELECT region_code, status FROM regions",
                    "SELECT region_code, indicator, value, headline FROM facts ORDER BY fid",
                    "SELECT region_code, name, status FROM platforms ORDER BY fid",
                )
            )
        )


def _collect(regions: Iterable[Row], facts: Iterable[Row], platforms: Iterable[Row]) -> RegionsAnswers:
    facts, platforms = list(facts), list(platforms)
    return {
        str(region["region_code"]): RegionAnswers(
            status=region["status"],
            facts=_figures(fact for fact in facts if fact["region_code"] == region["region_code"]),
            platforms=tuple(
                str(platform["name"])
                for platform in platforms
                if platform["region_code"] == region["region_code"] and platform["status"] == "active"
            ),
        )
        for region in regions
    }


def _figures(facts: Iterable[Row]) -> dict[str, float]:
    """Return the headline of each indicator, or its only figure."""
    of_indicator: dict[str, list[Row]] = {}
    for fact in facts:
        of_indicator.setdefault(str(fact["indicator"]), []).append(fact)
    figures = {}
    for indicator, rows in of_indicator.items():
        drawn = [row for row in rows if row["headline"]]
        chosen = drawn or rows
        value = _number(chosen[0]["value"]) if len(chosen) == 1 else None
        if value is not None:
            figures[indicator] = value
    return figures


def _number(text: object) -> float | None:
    try:
        return float(str(text))
    except ValueError:
        return None
