"""The summary table: a GeoPackage's regions, figures and platforms with headings and words that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, get_type_hints

from qgis.core import NULL, QgsFeature
from qgis.PyQt.QtCore import QDate

from ...data.editions.records import RegionChange
from ...data.facts.fact import indicator_names, payer_names, scope_labels
from ...data.package.tables import PackageTable
from ...i18n import tr
from ...regions import REGION_NAMES
from ..labels.changes import change_labels
from ..labels.fields import field_aliases
from ..labels.labels import edition_name, status_labels, unit_names
from ..labels.platforms import operator_names, platform_source_names, platform_status_names, technology_names
from ..project.layers import CELL_CHANGES, CHANGES, CtdLayers


def summary_tables(layers: CtdLayers) -> list[PackageTable]:
    """Return the sheets of the summary in the language in force: regions, figures, platforms, changes, sources.

    The sheets of changes are there where the layers are of two editions.
    """
    changes = [_changes(layers), _cell_changes(layers)] if CHANGES in layers.tables else []
    return [_regions(layers), _figures(layers), _platforms(layers), *changes, _sources(layers)]


_Column = tuple[str, type, Callable[[QgsFeature], Any]]


def _regions(layers: CtdLayers) -> PackageTable:
    payers, technologies, scopes = payer_names(), technology_names(), scope_labels()
    columns: list[_Column] = [
        _as_it_is("region_code"),
        _as_it_is("region_name"),
        _in_words("status", status_labels(), heading="status_label"),
        _as_it_is("ctd_date", date),
        _as_it_is("ctd_date_text"),
        _as_it_is("staff_fte", float),
        _in_words("staff_scope", scopes),
        _as_it_is("budget_eur", float),
        _in_words("budget_scope", scopes),
        _as_it_is("budget_per_1000", float),
        _in_words("funding_sources", payers),
        _in_words("technologies", technologies),
        _as_it_is("platform_count", int),
        _as_it_is("main_platform"),
        _as_it_is("main_url"),
        _as_it_is("contact"),
    ]
    return _table(tr("Regions"), columns, _in_code_order(layers.regions.getFeatures()))


def _figures(layers: CtdLayers) -> PackageTable:
    aliases = field_aliases()
    columns: list[_Column] = [
        _as_it_is("region_code"),
        _region_name(),
        _in_words("indicator", indicator_names()),
        (aliases["value"], float, lambda row: None if _is_date(row) else _number(row["value"])),
        (aliases["value_max"], float, lambda row: _number(row["value_max"])),
        (aliases["ctd_date"], date, lambda row: date.fromisoformat(row["value"]) if _is_date(row) else None),
        _in_words("unit", unit_names()),
        _in_words("scope", scope_labels()),
        _in_words("payer", payer_names()),
        (aliases["headline"], str, lambda row: tr("yes") if row["headline"] else tr("no")),
        _in_words("column", aliases),
        _as_it_is("quote"),
        _as_it_is("note"),
    ]
    return _table(tr("Figures and quotes"), columns, _in_code_order(layers.tables["facts"].getFeatures()))


def _platforms(layers: CtdLayers) -> PackageTable:
    columns: list[_Column] = [
        _as_it_is("region_code"),
        _region_name(),
        _as_it_is("name"),
        _in_words("technology", technology_names()),
        _in_words("operator", operator_names()),
        _in_words("status", platform_status_names(), heading="platform_status"),
        _as_it_is("homepage"),
        _in_words("source", platform_source_names()),
        _as_it_is("survey_quote"),
    ]
    return _table(tr("Platforms"), columns, _in_code_order(layers.tables["platforms"].getFeatures()))


def _changes(layers: CtdLayers) -> PackageTable:
    words = {
        "change": change_labels(),
        **dict.fromkeys(("status_before", "status_after"), status_labels()),
        **{f"{figure}_scope_{when}": scope_labels() for figure in ("staff", "budget") for when in ("before", "after")},
        **{f"payers_{what}": payer_names() for what in ("before", "after", "gained", "lost")},
        "columns_changed": field_aliases(),
    }
    hints = get_type_hints(RegionChange)
    columns = [
        _in_words(name, words[name]) if name in words else _as_it_is(name, _KINDS.get(hints[name], str))
        for name in hints
    ]
    return _table(tr("Changes"), columns, _in_code_order(layers.tables[CHANGES].getFeatures()))


_KINDS: dict[object, type] = {float | None: float, int | None: int}


def _cell_changes(layers: CtdLayers) -> PackageTable:
    columns: list[_Column] = [
        _as_it_is("region_code"),
        _region_name(),
        _in_words("column", field_aliases()),
        _as_it_is("text_before"),
        _as_it_is("text_after"),
    ]
    return _table(tr("Texts changed"), columns, _in_code_order(layers.tables[CELL_CHANGES].getFeatures()))


def _sources(layers: CtdLayers) -> PackageTable:
    """Return where the table comes from, which a copy of it should not lose."""
    aliases = field_aliases()
    about = {
        aliases["edition"]: edition_name(layers.about("edition")),
        aliases["sources"]: layers.about("sources"),
        aliases["licences"]: layers.about("licences"),
    }
    subject, words = tr("Subject"), tr("Text")
    return PackageTable(tr("Sources"), {subject: str, words: str}, [{subject: k, words: v} for k, v in about.items()])


def _table(name: str, columns: Sequence[_Column], rows: Iterable[QgsFeature]) -> PackageTable:
    fields = {heading: kind for heading, kind, _ in columns}
    return PackageTable(name, fields, [{heading: value(row) for heading, _, value in columns} for row in rows])


def _as_it_is(field: str, kind: type = str) -> _Column:
    return field_aliases()[field], kind, lambda row: _value(row[field])


def _in_words(field: str, words: Mapping[Any, str], heading: str = "") -> _Column:
    """Return a column of the words for a field's codes, of which it may hold several; unknown codes stay."""

    def written(row: QgsFeature) -> str | None:
        codes = _value(row[field])
        return ", ".join(words.get(code, code) for code in codes.split(",")) if codes else None

    return field_aliases()[heading or field], str, written


def _region_name() -> _Column:
    return field_aliases()["region_name"], str, lambda row: REGION_NAMES[row["region_code"]]


def _in_code_order(rows: Iterable[QgsFeature]) -> list[QgsFeature]:
    return sorted(rows, key=lambda row: row["region_code"])


def _value(value: object) -> object:
    """Return what a field holds as Python knows it."""
    if value is None or value == NULL:
        return None
    return value.toPyDate() if isinstance(value, QDate) else value


def _number(text: object) -> float | None:
    return float(text) if text else None


def _is_date(row: QgsFeature) -> bool:
    return bool(row["indicator"] == "ctd_date")
