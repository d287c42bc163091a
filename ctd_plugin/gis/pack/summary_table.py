"""The summary table: a GeoPackage's regions, figures and platforms with headings and words that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, get_type_hints

from ...data.facts.fact import BUDGET, PROGRAMME, STAFF, Fact, indicator_names, note_of, payer_names, scope_labels
from ...data.package.region_attributes import CARRIED_FIELDS, attributes_of
from ...data.package.tables import PackageTable
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.figure import Figure, figure_of
from ...data.profile.region_change import RegionChange
from ...i18n import tr
from ...regions import PRINTED_NAMES
from ..labels.changes import change_labels
from ..labels.fields import field_aliases
from ..labels.labels import covers_words, edition_name, status_labels, unit_names
from ..labels.platforms import operator_names, platform_source_names, platform_status_names, technology_names
from ..project.layers import CHANGES, CtdLayers
from ..regions.edition_cache import edition_of


def summary_tables(layers: CtdLayers) -> list[PackageTable]:
    """Return the sheets of the summary in the language in force: regions, figures, platforms, changes, sources.

    The sheets of changes are there where the layers are of two editions.
    """
    edition = edition_of(layers)
    changes = [_changes(edition), _cell_changes(edition)] if CHANGES in layers.tables else []
    return [_regions(edition), _figures(edition), _platforms(edition), *changes, _sources(edition)]


_Column = tuple[str, type, Callable[[Any], Any]]
"""A heading, the type of its values, and what gives the value of a record: a dataclass of the edition."""


def _regions(edition: EditionProfiles) -> PackageTable:
    payers, technologies, scopes = payer_names(), technology_names(), scope_labels()
    staff = {profile.code: profile.staff for profile in edition.profiles}
    budgets = {profile.code: profile.budget for profile in edition.profiles}
    columns: list[_Column] = [
        _as_it_is("region_code"),
        _region_name(),
        _in_words("status", status_labels(), heading="status_label"),
        _as_it_is("ctd_date", date),
        _as_it_is("ctd_date_text"),
        _as_it_is("staff_fte", float),
        _as_it_is("staff_fte_max", float),
        _in_words("staff_scope", scopes),
        _covers("staff_covers", STAFF, lambda region: staff[region.region_code]),
        _about("staff_about", lambda region: staff[region.region_code]),
        _as_it_is("budget_eur", float),
        _as_it_is("budget_eur_max", float),
        _in_words("budget_scope", scopes),
        _covers("budget_covers", BUDGET, lambda region: budgets[region.region_code]),
        _about("budget_about", lambda region: budgets[region.region_code]),
        _as_it_is("budget_per_1000", float),
        _in_words("funding_sources", payers),
        _in_words("technologies", technologies),
        _as_it_is("platform_count", int),
        _as_it_is("main_platform"),
        _as_it_is("main_url"),
        _as_it_is("contact"),
    ]
    attributes = [attributes_of(profile) for profile in edition.profiles]
    columns += [_as_it_is(name) for name in CARRIED_FIELDS if any(getattr(one, name) for one in attributes)]
    return _table(tr("Regions"), columns, attributes)


def _figures(edition: EditionProfiles) -> PackageTable:
    aliases = field_aliases()
    columns: list[_Column] = [
        _as_it_is("region_code"),
        _region_name(),
        _in_words("indicator", indicator_names()),
        (aliases["value"], float, lambda fact: None if _is_date(fact) else _number(fact.value)),
        (aliases["value_max"], float, lambda fact: _number(fact.value_max)),
        (aliases["ctd_date"], date, lambda fact: date.fromisoformat(fact.value) if _is_date(fact) else None),
        _in_words("unit", unit_names()),
        _in_words("scope", scope_labels()),
        (aliases["covers"], str, _covered),
        _about("about", lambda fact: figure_of(fact) if fact.value else None),
        _in_words("payer", payer_names()),
        (aliases["headline"], str, lambda fact: tr("yes") if fact.headline else tr("no")),
        _in_words("column", aliases),
        _as_it_is("quote"),
        (aliases["note"], str, note_of),
    ]
    facts = [fact for profile in edition.everywhere for fact in profile.facts]
    if any(fact.carried_from for fact in facts):
        columns.append(_as_it_is("carried_from"))
    return _table(tr("Figures and quotes"), columns, facts)


def _platforms(edition: EditionProfiles) -> PackageTable:
    columns: list[_Column] = [
        (field_aliases()["region_code"], str, lambda platform: platform.region),
        (field_aliases()["region_name"], str, lambda platform: PRINTED_NAMES[platform.region]),
        _as_it_is("name"),
        _in_words("technology", technology_names()),
        _in_words("operator", operator_names()),
        _in_words("status", platform_status_names(), heading="platform_status"),
        _as_it_is("homepage"),
        _in_words("source", platform_source_names()),
        _as_it_is("survey_quote"),
    ]
    platforms = [platform for profile in edition.everywhere for platform in profile.platforms]
    return _table(tr("Platforms"), columns, platforms)


def _changes(edition: EditionProfiles) -> PackageTable:
    words: dict[str, Mapping[Any, str]] = {
        "change": change_labels(),
        **dict.fromkeys(("status_before", "status_after"), status_labels()),
        **{f"{figure}_scope_{when}": scope_labels() for figure in ("staff", "budget") for when in ("before", "after")},
        **{f"payers_{what}": payer_names() for what in ("before", "after", "gained", "lost")},
        "columns_changed": field_aliases(),
    }
    hints = get_type_hints(RegionChange)
    columns = [
        _region_name()
        if name == "region_name"
        else _in_words(name, words[name])
        if name in words
        else _as_it_is(name, _KINDS.get(hints[name], str))
        for name in hints
    ]
    return _table(tr("Changes"), columns, edition.changes.values())


_KINDS: dict[object, type] = {float | None: float, int | None: int}


def _cell_changes(edition: EditionProfiles) -> PackageTable:
    columns: list[_Column] = [
        _as_it_is("region_code"),
        _region_name(),
        _in_words("column", field_aliases()),
        _as_it_is("text_before"),
        _as_it_is("text_after"),
    ]
    cells = sorted(edition.cell_changes, key=lambda cell: cell.region_code)
    return _table(tr("Texts changed"), columns, cells)


def _sources(edition: EditionProfiles) -> PackageTable:
    """Return where the table comes from, which a copy of it should not lose."""
    aliases = field_aliases()
    about = {
        aliases["edition"]: edition_name(edition.about.get("edition", "")),
        aliases["sources"]: edition.about.get("sources", ""),
        aliases["licences"]: edition.about.get("licences", ""),
    }
    subject, words = tr("Subject"), tr("Text")
    return PackageTable(tr("Sources"), {subject: str, words: str}, [{subject: k, words: v} for k, v in about.items()])


def _table(name: str, columns: Sequence[_Column], records: Iterable[object]) -> PackageTable:
    fields = {heading: kind for heading, kind, _ in columns}
    return PackageTable(name, fields, [{heading: value(one) for heading, _, value in columns} for one in records])


def _as_it_is(field: str, kind: type = str) -> _Column:
    return field_aliases()[field], kind, attrgetter(field)


def _in_words(field: str, words: Mapping[Any, str], heading: str = "") -> _Column:
    """Return a column of the words for a field's codes, of which it may hold several; unknown codes stay."""

    def written(record: object) -> str | None:
        codes: str | None = getattr(record, field)
        return ", ".join(words.get(code, code) for code in codes.split(",")) if codes else None

    return field_aliases()[heading or field], str, written


def _covers(field: str, indicator: str, figure_of_: Callable[[Any], Figure | None]) -> _Column:
    """Return a column of what a record's figure covers, or that the region states that it has none."""

    def written(record: object) -> str | None:
        figure = figure_of_(record)
        return covers_words(figure, indicator) if figure else None

    return field_aliases()[field], str, written


def _covered(fact: Fact) -> str | None:
    """Return what a figure of staff or money covers; of others, the question makes no sense."""
    figure = figure_of(fact) if fact.indicator in (STAFF, BUDGET, PROGRAMME) else None
    return covers_words(figure, fact.indicator) if figure else None


def _about(field: str, figure_of_: Callable[[Any], Figure | None]) -> _Column:
    """Return a column that says whether a record's figure is approximate or was calculated."""

    def written(record: object) -> str | None:
        figure = figure_of_(record)
        return None if figure is None else tr("yes") if figure.is_approximate else tr("no")

    return field_aliases()[field], str, written


def _region_name() -> _Column:
    return field_aliases()["region_name"], str, lambda record: PRINTED_NAMES[record.region_code]


def _number(text: str) -> float | None:
    return float(text) if text else None


def _is_date(fact: Fact) -> bool:
    return fact.indicator == "ctd_date"
