"""The report of a comparison: what was not compared, in sentences, and the whole as a JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from ...i18n import tr
from ...regions import REGION_NAMES, printed_name
from ..facts.fact import BUDGET, STAFF, covers_name, payers_text, scope_name
from ..profile.region_change import Change, RegionChange
from ..report import Problem, check_report, write_json_report
from .compare import Comparison
from .edition import Edition


def problems_of(comparison: Comparison, before: Edition) -> Iterator[Problem]:
    """Yield the problems for the report of the later edition: unused rows of the earlier one, and remarks."""
    report = before.survey.report
    unused = [(row.row, row.value) for row in report.unmatched_rows]
    unused += [(row.row, row.value) for row in report.duplicate_rows]
    for number, value in unused:
        message = tr("{edition}: row {row} (“{value}”) ignored.")
        yield Problem(0, "", value, message.format(edition=comparison.before, row=number, value=value))
    for problem in (*report.problems, *before.problems):
        message = f"{comparison.before}: {problem.message}"
        yield Problem(0, problem.column, problem.value, message)
    for remark in remarks(comparison):
        yield Problem(0, "", "", remark)


def remarks(comparison: Comparison) -> Iterator[str]:
    """Yield a sentence for everything that could not be compared, and one where nothing changed."""
    first, second = comparison.before, comparison.after
    gone = comparison.counts[Change.GONE]
    if gone and not any(region.change not in (Change.GONE, Change.NO_ROW) for region in comparison.regions):
        message = tr("No region of “{before}” is in “{after}”: all {count} are reported as gone; check the later file.")
        yield message.format(before=first, after=second, count=gone)
    if not any(region.has_changed() for region in comparison.regions):
        yield tr("Nothing changed between “{before}” and “{after}”.").format(before=first, after=second)
    for column, when in comparison.columns_not_compared.items():
        message = tr("Column “{column}” not compared: present in “{edition}” only.")
        yield message.format(column=column, edition=first if when == "before" else second)
    for when in comparison.without_platforms:
        message = tr("Platforms not compared: “{edition}” has no list of platforms; choose the ctd.gpkg built from it.")
        yield message.format(edition=first if when == "before" else second)
    neither = [printed_name(region.region_name) for region in comparison.regions if region.change == Change.NO_ROW]
    if neither:
        yield tr("In neither edition: {regions}.").format(regions=", ".join(neither))
    for region in comparison.regions:
        yield from _of_region(region)


def _of_region(region: RegionChange) -> Iterator[str]:
    name = printed_name(region.region_name)
    if region.change == Change.CARRIED:
        message = tr("{region}: status not compared: carried over from {year}.")
        yield message.format(region=name, year=region.status_carried_after)
    if region.change == Change.NO_STATUS:
        yield tr("{region}: status missing or not recognised; change not assessed.").format(region=name)
    for figure, subject in (("staff", tr("staff")), ("budget", tr("budget"))):
        before, after = region.figure(figure, "before"), region.figure(figure, "after")
        if after and after.carried_from:
            message = tr("{region}: {figure} not compared: carried over from {year}.")
            yield message.format(region=name, figure=subject, year=after.carried_from)
            continue
        if before and after and before.scope == after.scope and after.covers_other_than(before):
            message = tr("{region}: {figure} not compared: what it covers changed from {before} to {after}.")
            covers = [covers_name(BUDGET if figure == "budget" else STAFF, end.covers) for end in (before, after)]
            yield message.format(region=name, figure=subject, before=covers[0], after=covers[1])
            continue
        if before and after and after.minus(before) is None:
            if before.scope != after.scope:
                message = tr("{region}: {figure} not compared: scope changed from {before} to {after}.")
            else:
                message = tr("{region}: {figure} not compared: range in one edition.")
            yield message.format(
                region=name, figure=subject, before=scope_name(before.scope), after=scope_name(after.scope)
            )
        elif (before is None) != (after is None) and region.is_in_both:
            yield tr("{region}: {figure} present in one edition only.").format(region=name, figure=subject)
    if region.payers_in_doubt:
        message = tr(
            "{region}: payers named in one edition only ({payers}) are not counted as gained or lost: the other "
            "edition has no answer, or names them in words that were not recognised."
        )
        yield message.format(region=name, payers=payers_text(region.payers_in_doubt))


def check_comparison_file(path: Path) -> None:
    """Raise CtdError where `path` is an existing file that is no such report: it must not be replaced."""
    check_report(path, _KEYS)


def write_comparison(comparison: Comparison, before: Edition, after: Edition, path: Path) -> None:
    """Write the comparison as JSON whole or not at all; a file there that is no such report is left alone."""
    text = json.dumps(_content(comparison, before, after), ensure_ascii=False, indent=2) + "\n"
    write_json_report(text, path, _KEYS)


_KEYS = frozenset(("before", "after", "counts", "regions"))


def _content(comparison: Comparison, before: Edition, after: Edition) -> dict[str, object]:
    cells: dict[str, list[dict[str, str]]] = {code: [] for code in REGION_NAMES}
    for cell in comparison.cells:
        cells[cell.region_code].append(
            {"column": cell.column, "text_before": cell.text_before, "text_after": cell.text_after}
        )
    return {
        "before": _edition(comparison.before, before),
        "after": _edition(comparison.after, after),
        "counts": {change.value: comparison.counts[change] for change in Change},
        "regions": [
            {
                **{name: value for name, value in asdict(region).items() if not name.startswith("edition_")},
                "cells": cells[region.region_code],
            }
            for region in comparison.regions
        ],
        "columns_not_compared": dict(comparison.columns_not_compared),
        "payers_not_compared": {r.region_code: r.payers_in_doubt for r in comparison.regions if r.payers_in_doubt},
        "platforms_not_listed": comparison.without_platforms,
        "regions_in_neither": [r.region_code for r in comparison.regions if r.change == Change.NO_ROW],
        "remarks": list(remarks(comparison)),
    }


def _edition(name: str, edition: Edition) -> dict[str, object]:
    report = asdict(edition.survey.report.with_problems(edition.problems))
    return {
        "edition": name,
        "file": edition.file.name,
        "made_on": edition.made_on.isoformat() if edition.made_on else None,
        **{key: report[key] for key in ("survey_rows", "unmatched_rows", "duplicate_rows", "regions_without_row")},
        "problems": report["problems"],
    }
