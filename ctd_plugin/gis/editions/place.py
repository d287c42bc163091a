"""Where an edition lies, as it is shown and remembered: a file, or a schema of a connection stored in QGIS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...data.paths import GEOPACKAGE
from ...settings import read_settings, write_settings
from ..project.datasource import DataSource, Schema
from ..sharing.postgis import Database

_MOST_RECENT = 10


@dataclass(frozen=True)
class EditionPlace:
    """A file, or else a connection and a schema."""

    file: str = ""
    connection: str = ""
    schema: str = ""

    @property
    def name(self) -> str:
        """The name of the file, or those of connection and schema."""
        return Path(self.file).name if self.file else f"{self.schema} ({self.connection})"

    def source(self) -> DataSource:
        """Return what layers read; CtdError where QGIS has no such connection. In the main thread only."""
        if self.file:
            return Path(self.file)
        return Schema(Database(self.connection).connection_uri, self.schema)


BUNDLED = EditionPlace(str(GEOPACKAGE))


class RecentChanges(QObject):
    """Tells when the list of recent editions has changed."""

    recent = pyqtSignal()


CHANGES = RecentChanges()


def recent_places() -> list[EditionPlace]:
    """Return the places of the editions that were opened before, the last one first."""
    return list(_read(read_settings().recent_editions))


def remember(place: EditionPlace) -> None:
    """Put a place first among the recent ones; the bundled edition is none of them."""
    if place == BUNDLED:
        return
    places = [place, *(one for one in recent_places() if one != place)][:_MOST_RECENT]
    _store(places)


def forget(place: EditionPlace) -> None:
    """Remove a place from the recent ones."""
    _store([one for one in recent_places() if one != place])


def _store(places: list[EditionPlace]) -> None:
    text = json.dumps([{key: value for key, value in asdict(one).items() if value} for one in places])
    write_settings(replace(read_settings(), recent_editions=text))
    CHANGES.recent.emit()


def _read(text: str) -> Iterator[EditionPlace]:
    with suppress(ValueError, TypeError):
        for one in json.loads(text or "[]"):
            place = EditionPlace(**one)
            if place.file or (place.connection and place.schema):
                yield place
