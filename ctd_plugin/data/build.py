"""From a survey and boundaries to the GeoPackage of the map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..catalogues.registry import Platform, all_platforms
from ..errors import Cancelled, CtdError
from ..i18n import tr
from ..regions import PRINTED_NAMES, REGION_NAMES
from .about import BUNDLED_EDITION
from .boundaries.bundled import BundledRegions, read_bundled_regions
from .boundaries.outlines import outlines_table
from .dependencies import require_libraries
from .editions.compare import Comparison, compare
from .editions.edition import Edition, figures_left_out, masking, read_edition, survey_facts
from .editions.report import problems_of
from .importing.recipe import read_recipe
from .importing.replay import replay
from .package.region_attributes import attributes_of
from .package.tables import (
    about_table,
    changes_tables,
    endpoints_table,
    facts_table,
    platforms_table,
    regions_table,
    survey_table,
)
from .paths import SURVEY
from .profile.from_survey import survey_profile
from .report import Problem, Report
from .survey.masked_report import masked_report
from .survey.reader import read_survey

if TYPE_CHECKING:
    from .boundaries.reader import Boundaries


def build_geopackage(
    output: Path,
    survey: Path | None = None,
    boundaries: Path | None = None,
    personal: bool = False,
    platforms: Path | None = None,
    before: Path | None = None,
    recipe: Path | None = None,
    progress: Callable[[float], object] = lambda percent: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    made_on: date | None = None,
    imported: Edition | None = None,
) -> Report:
    """Join a survey to boundaries (None: the bundled ones) and write ctd.gpkg whole or not at all.

    `personal` keeps respondents and names, in the report too; `platforms` is a file merged over the bundled list;
    `before` is an earlier edition (a survey or a ctd.gpkg) to compare with; `recipe` is the file with the
    user's decisions on `survey`; `imported` is an edition from the import assistant, used in place of both;
    `progress` is called with per cent; `made_on` is today unless given.
    Raises CtdError where a file or the output cannot be used or a library that boundaries need is missing, Cancelled
    when `is_cancelled` returns True.
    """

    def step(percent: float) -> None:
        if is_cancelled():
            raise Cancelled(tr("Cancelled; nothing was written."))
        progress(percent)

    step(0)
    if boundaries is not None:
        require_libraries()
    from .package.geopackage import check_target, write_geopackage

    check_target(output)
    step(20)
    registry = all_platforms(platforms)
    edition = imported or _edition(survey, recipe, registry)
    read, facts = edition.survey, edition.facts
    mask = masking((read,), personal)
    comparison, differences = _compared(before, edition, registry, personal) if before else (None, [])
    changes = {change.region_code: change for change in comparison.regions} if comparison else {}
    step(30)
    bundled = read_bundled_regions()
    shapes, drawing = _shapes(boundaries, bundled)
    step(60)
    profiles = [
        survey_profile(
            code,
            bundled.populations.get(code),
            read.rows.get(code),
            facts,
            registry,
            mask,
            personal,
            changes.get(code),
        )
        for code in REGION_NAMES
    ]
    tables = [
        regions_table(shapes.join([asdict(attributes_of(profile)) for profile in profiles])),
        survey_table(profiles, personal),
        facts_table(facts, mask, read.rows),
        platforms_table(registry, mask),
        endpoints_table(registry),
        about_table(edition.name, boundaries, bundled.source, made_on := made_on or date.today(), edition.left_out),
        *(changes_tables(comparison) if comparison else ()),
        *([outlines_table(shapes.outlines)] if shapes.outlines else ()),
    ]
    write_geopackage(output, tables, made_on, before_each=lambda: step(70))
    progress(100)
    return masked_report(read.report.with_problems([*drawing, *edition.problems, *differences]), mask)


def _edition(survey: Path | None, recipe: Path | None, platforms: tuple[Platform, ...]) -> Edition:
    if recipe is not None:
        if survey is None:
            message = tr("The recipe {file} needs its survey: choose the survey too, or no recipe.")
            raise CtdError(message.format(file=recipe.name))
        return replay(survey, read_recipe(recipe), platforms)
    read = read_survey(survey or SURVEY)
    facts, problems = survey_facts(read, platforms, is_bundled=survey is None)
    if survey is None:
        return Edition(SURVEY, BUNDLED_EDITION, None, read, facts, problems)
    # Of the bundled survey, each cell was read by people.
    left = figures_left_out(read, facts, platforms)
    return Edition(survey, survey.name, None, read, facts, problems, left_out=left)


def _shapes(path: Path | None, bundled: BundledRegions) -> tuple[BundledRegions | Boundaries, tuple[Problem, ...]]:
    """Return the shapes of the regions, and the problems with them."""
    if path is None:
        return bundled, ()
    from .boundaries.reader import read_boundaries

    shapes = read_boundaries(path)
    return shapes, (*shapes.problems, *_undrawn(shapes, path.name))


def _compared(
    before: Path, after: Edition, platforms: tuple[Platform, ...], personal: bool
) -> tuple[Comparison, list[Problem]]:
    """Return the comparison with an earlier edition, and its problems for the report."""
    earlier = read_edition(before, platforms)
    # The platforms that the GeoPackage lists beside the survey.
    after = replace(after, platforms=platforms)
    comparison = compare(earlier, after, masking((earlier.survey, after.survey), personal))
    return comparison, list(problems_of(comparison, earlier))


def _undrawn(shapes: Boundaries, file: str) -> Iterator[Problem]:
    drawn = set(shapes.frame.region_code)
    for code, name in PRINTED_NAMES.items():
        if code not in drawn:
            message = tr(
                "{file} has no boundary for {region}, which will be missing from the maps; add it to the layer."
            )
            yield Problem(0, "region_code", code, message.format(file=file, region=name))
