"""What the atlas tells of a region, read from the layers and apart from how it is drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from qgis.core import QgsFeature, QgsVectorLayer

from ...catalogues.registry import (
    Confidence,
    Endpoint,
    Operator,
    Platform,
    PlatformSource,
    PlatformStatus,
    Protocol,
    Technology,
)
from ...data.columns import SURVEY_COLUMNS
from ...data.facts.fact import BUDGET, STAFF, Fact, Scope, headline, is_calculated
from ...data.survey.status import Status
from ..project.layers import REGIONS, CtdLayers

# Told in the header of a portrait, or not at all.
_NOT_ANSWERS = {"region_code", "region", "statut", "date_ctd", "date_entretien", "repondant"}
_LONGEST_DATE = 60


@dataclass(frozen=True)
class Amount:
    """A headline figure, or one derived from it, with the fact that proves it."""

    value: float
    value_max: float | None
    fact: Fact
    derived: bool

    @property
    def scope(self) -> Scope:
        return Scope(self.fact.scope)


@dataclass(frozen=True)
class Answer:
    """A cell of the survey: its column and its text as written."""

    column: str
    text: str


@dataclass(frozen=True)
class Portrait:
    """One region; empty texts, None and () where the survey or the registry says nothing."""

    code: str
    name: str
    population: int | None
    surveyed: bool
    status: Status | None
    date: str
    interview: str
    staff: Amount | None
    budget: Amount | None
    budget_per_1000: Amount | None
    payers: tuple[str, ...]
    platforms: tuple[Platform, ...]
    answers: tuple[Answer, ...]
    facts: tuple[Fact, ...]

    @property
    def main_platform(self) -> Platform | None:
        return next((p for p in self.platforms if p.status is PlatformStatus.ACTIVE), None)


def read_portraits(layers: CtdLayers) -> list[Portrait]:
    """Return the portraits of all regions that have boundaries, in code order."""
    answers = {row["region_code"]: row for row in layers.tables["survey"].getFeatures()}
    facts = defaultdict(list)
    for row in layers.tables["facts"].getFeatures():
        facts[row["region_code"]].append(Fact(**{field.name: row[field.name] or "" for field in fields(Fact)}))
    platforms = defaultdict(list)
    for platform in _platforms(layers.tables["platforms"], layers.tables["endpoints"]):
        platforms[platform.region].append(platform)
    regions = sorted(layers.all[REGIONS].getFeatures(), key=lambda region: region["region_code"])
    return [
        _portrait(region, answers.get(code), tuple(facts[code]), tuple(platforms[code]))
        for region in regions
        for code in (region["region_code"],)
    ]


def _portrait(
    region: QgsFeature, row: QgsFeature | None, facts: tuple[Fact, ...], platforms: tuple[Platform, ...]
) -> Portrait:
    budget, population = _headline(facts, BUDGET), region["population"] or None
    per_1000 = Amount(budget.value * 1000 / population, None, budget.fact, True) if budget and population else None
    return Portrait(
        code=region["region_code"],
        name=region["region_name"],
        population=population,
        surveyed=row is not None,
        status=Status(region["status"]) if region["status"] else None,
        date=shortened(_text(row, "date_ctd")),
        interview=shortened(_text(row, "date_entretien")),
        staff=_headline(facts, STAFF),
        budget=budget,
        budget_per_1000=per_1000,
        payers=tuple((region["funding_sources"] or "").split(",")) if region["funding_sources"] else (),
        platforms=platforms,
        answers=_answers(region, row) if row is not None else (),
        facts=facts,
    )


def shortened(text: str) -> str:
    """Return a text for a place with room for one line: whole, or its start and an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_DATE else line[: _LONGEST_DATE - 1].rstrip() + "…"


def _answers(region: QgsFeature, row: QgsFeature) -> tuple[Answer, ...]:
    """Return the cells that say something, in the survey's order; those of the header where it cannot hold them."""
    shown = {column for column in SURVEY_COLUMNS if column not in _NOT_ANSWERS}
    shown |= {column for column in ("date_ctd", "date_entretien") if len(_text(row, column)) > _LONGEST_DATE}
    if not region["status"]:
        shown.add("statut")
    cells = ((column, _text(row, column)) for column in SURVEY_COLUMNS if column in shown)
    return tuple(Answer(column, text) for column, text in cells if text)


def _text(row: QgsFeature | None, column: str) -> str:
    return str(row[column] or "").strip() if row is not None else ""


def _headline(facts: Sequence[Fact], indicator: str) -> Amount | None:
    fact = headline(facts, indicator)
    if fact is None:
        return None
    return Amount(float(fact.value), float(fact.value_max) if fact.value_max else None, fact, is_calculated(fact))


def _platforms(platforms: QgsVectorLayer, endpoints: QgsVectorLayer) -> Iterable[Platform]:
    of_platform = defaultdict(list)
    for row in endpoints.getFeatures():
        endpoint = Endpoint(Protocol(row["protocol"]), row["url"], Confidence(row["confidence"]), row["evidence"] or "")
        of_platform[row["platform_id"]].append(endpoint)
    for row in platforms.getFeatures():
        yield Platform(
            id=row["platform_id"],
            region=row["region_code"],
            name=row["name"],
            technology=Technology(row["technology"]),
            operator=Operator(row["operator"]),
            status=PlatformStatus(row["status"]),
            homepage=row["homepage"] or "",
            survey_quote=row["survey_quote"] or "",
            source=PlatformSource(row["source"]),
            endpoints=tuple(of_platform[row["platform_id"]]),
        )
