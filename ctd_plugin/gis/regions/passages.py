"""What can be found about the regions, read from the layers of the project or from the plugin's GeoPackage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import NULL, Qgis, QgsFeatureRequest, QgsProject

from ...catalogues.registry import PlatformStatus, Technology
from ...data.columns import SURVEY_COLUMNS
from ...data.facts.fact import payer_names
from ...data.fulltext import AnswerIndex, Group, Passage
from ...data.survey.status import Status
from ...databases import reading
from ...errors import CtdError
from ...i18n import current_language, tr
from ...regions import FORMER_REGIONS, REGION_ALIASES
from ..labels.fields import field_aliases
from ..labels.platforms import platform_status_phrases, technology_names
from ..project.layers import CtdLayers, find_layers
from ..user_profile import working_copy

Row = Mapping[str, Any]
Tables = Mapping[str, list[Row]]

_READ = {
    "regions": "SELECT * FROM regions",
    "survey": "SELECT * FROM survey",
    "platforms": "SELECT * FROM platforms",
}
# A region's name has a passage of its own; who was interviewed is nobody's search.
_NOT_SEARCHED = {"region_code", "region", "repondant"}


@dataclass(frozen=True)
class RegionFacts:
    """What a list of regions can be filtered by."""

    code: str
    name: str
    status: Status | None
    technologies: frozenset[str]
    payers: frozenset[str]
    has_budget: bool
    has_staff: bool


@dataclass(frozen=True)
class SearchedAnswers:
    """All that can be found: the regions in code order, the passages, and the index over them."""

    regions: Mapping[str, RegionFacts]
    passages: tuple[Passage, ...]
    index: AnswerIndex


class AnswerSource:
    """The answers of the project's layers, or of the bundled survey where they are not loaded.

    Main thread only. They are read again when other layers, another language or another content of the file are met.
    """

    def __init__(self) -> None:
        self._key: object = None
        self._answers: SearchedAnswers | None = None

    def answers(self) -> SearchedAnswers:
        """Raises CtdError when the bundled survey cannot be copied to the user's profile or read there."""
        layers = find_layers(QgsProject.instance())
        key = _state(layers)
        if self._answers is None or key is None or key != self._key:
            self._answers = read_answers(_rows_of_layers(layers) if layers else _rows_of_file(working_copy()))
            self._key = key
        return self._answers


def _state(layers: CtdLayers | None) -> object:
    """Return what the answers depend on, None while somebody edits them."""
    if layers is None:
        return current_language()
    if any(layer.isEditable() for layer in layers.all.values()):
        return None
    sources = tuple((layer.id(), layer.source()) for layer in layers.all.values())
    # What others write into a shared database is met when the project is opened again.
    file = layers.source
    files = (file, file.with_name(file.name + "-wal")) if isinstance(file, Path) else ()
    return current_language(), sources, tuple(f.stat().st_mtime_ns if f.exists() else 0 for f in files)


def _rows_of_layers(layers: CtdLayers) -> Tables:
    request = QgsFeatureRequest().setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    tables = {}
    for name in _READ:
        layer = layers.all[name]
        fields = layer.fields().names()
        tables[name] = [dict(zip(fields, row.attributes(), strict=True)) for row in layer.getFeatures(request)]
    return tables


def _rows_of_file(geopackage: Path) -> Tables:
    tables: dict[str, list[Row]] = {}
    try:
        with reading(geopackage) as file:
            file.row_factory = sqlite3.Row
            for name, query in _READ.items():
                tables[name] = [dict(row) for row in file.execute(query)]
    except (sqlite3.Error, OSError) as error:
        message = tr("{path} has no readable layer “{layer}”: choose a GeoPackage that this plugin made.")
        unread = next(name for name in _READ if name not in tables)
        raise CtdError(message.format(path=geopackage, layer=unread)) from error
    return tables


def read_answers(tables: Tables) -> SearchedAnswers:
    """Return what the rows of the tables tell; a field that was renamed or deleted tells nothing."""
    facts = sorted((_facts(row) for row in tables["regions"]), key=lambda region: region.code)
    regions = {region.code: region for region in facts if region.code}
    passages = tuple(passage for passage in _passages(tables, regions) if passage.code in regions and passage.text)
    return SearchedAnswers(regions, passages, AnswerIndex(passages))


def _facts(row: Row) -> RegionFacts:
    status = _text(row, "status")
    return RegionFacts(
        code=_text(row, "region_code"),
        name=_text(row, "region_name") or _text(row, "region_code"),
        status=Status(status) if status in list(Status) else None,
        technologies=frozenset(_list(row, "technologies")),
        payers=frozenset(_list(row, "funding_sources")),
        has_budget=_text(row, "budget_eur") != "",
        has_staff=_text(row, "staff_fte") != "",
    )


def _passages(tables: Tables, regions: Mapping[str, RegionFacts]) -> Iterator[Passage]:
    titles = field_aliases()
    for region in regions.values():
        former = [name for name, today in FORMER_REGIONS.values() if today == region.code]
        names = (*REGION_ALIASES.get(region.code, ()), *former, region.code)
        yield Passage(region.code, Group.REGION, "region_name", titles["region_name"], region.name, names)
    technologies = {technology.value: name for technology, name in technology_names().items()}
    states = {state.value: name for state, name in platform_status_phrases().items()}
    for row in tables["platforms"]:
        technology = _text(row, "technology")
        shown = "" if technology == Technology.OTHER else technologies.get(technology, technology)
        state = "" if _text(row, "status") == PlatformStatus.ACTIVE else states.get(_text(row, "status"), "")
        text = " – ".join(filter(None, (_text(row, "name"), shown, state, _text(row, "homepage"))))
        yield Passage(_text(row, "region_code"), Group.PLATFORM, "name", tr("Platform"), text, (technology,))
    for region in regions.values():
        yield from _payers(region, titles["funding_sources"])
    for row in tables["survey"]:
        for column in SURVEY_COLUMNS:
            if column not in _NOT_SEARCHED:
                yield Passage(_text(row, "region_code"), Group.ANSWER, column, titles[column], _text(row, column))


def _payers(region: RegionFacts, title: str) -> Iterable[Passage]:
    names = payer_names()
    text = ", ".join(name for payer, name in names.items() if payer in region.payers)
    # The survey says FEDER in every language.
    also = (*region.payers, *(["FEDER"] if "europe" in region.payers else []))
    return [Passage(region.code, Group.PAYER, "funding_sources", title, text, also)]


def _text(row: Row, field: str) -> str:
    value = row.get(field)
    return "" if value is None or value == NULL else str(value).strip()


def _list(row: Row, field: str) -> list[str]:
    return [part.strip() for part in _text(row, field).split(",") if part.strip()]
