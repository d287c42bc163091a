"""From a survey and boundaries to the GeoPackage of the map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..catalogues.registry import all_platforms
from ..errors import Cancelled
from ..i18n import tr
from ..regions import REGION_NAMES
from .attributes import region_attributes
from .bundled import BundledRegions, read_bundled_regions
from .contents import (
    about_table,
    endpoints_table,
    facts_table,
    platforms_table,
    regions_table,
    survey_table,
)
from .dependencies import require_libraries
from .facts import read_facts, read_payers, standing_facts
from .figures import reread_facts
from .paths import SURVEY
from .people import NameMask, read_personal_names, respondents
from .report import Problem, Report
from .survey import Survey, read_survey

if TYPE_CHECKING:
    from ..catalogues.registry import Platform
    from .boundaries import Boundaries
    from .facts import Fact
    from .importing import ImportedSurvey


def build_geopackage(
    output: Path,
    survey: Path | None = None,
    boundaries: Path | None = None,
    boundaries_layer: str | None = None,
    personal: bool = False,
    platforms: Path | None = None,
    progress: Callable[[float], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    made_on: date | None = None,
    imported: ImportedSurvey | None = None,
) -> Report:
    """Join a survey to boundaries (None: the bundled ones) and write ctd.gpkg whole or not at all.

    `personal` keeps respondents and names; `platforms` is a file merged over the bundled list; `progress` is told per
    cent; `made_on` is today unless given; `imported` is a survey that its user settled, in place of `survey`. CtdError
    where the survey, the boundaries, the platforms or the output cannot be used or a library that boundaries need is
    missing, Cancelled when `is_cancelled` says so.
    """
    step = _Steps(progress, is_cancelled)
    step.reach(0)
    if boundaries is not None:
        require_libraries()
    from .geopackage import check_target, write_geopackage

    check_target(output)
    step.reach(20)
    registry = all_platforms(platforms)
    answers, facts, remarks = _answers(survey, registry) if imported is None else imported.parts
    edition = imported.name if imported else survey.name if survey else None
    mask = _mask(answers, personal)
    step.reach(30)
    bundled = read_bundled_regions()
    shapes, drawing = _shapes(boundaries, boundaries_layer, bundled)
    step.reach(60)
    attributes = [
        region_attributes(code, bundled.populations.get(code), answers.rows.get(code), facts, registry, mask)
        for code in REGION_NAMES
    ]
    tables = [
        regions_table(shapes.join([asdict(region) for region in attributes])),
        survey_table(answers, mask, personal),
        facts_table(facts, mask),
        platforms_table(registry, mask),
        endpoints_table(registry),
        about_table(edition, boundaries, bundled.source, made_on := made_on or date.today()),
    ]
    write_geopackage(output, tables, made_on, before_each=lambda: step.reach(70))
    step.tell(100)
    return answers.report.with_problems([*drawing, *remarks])


def _shapes(
    path: Path | None, layer: str | None, bundled: BundledRegions
) -> tuple[BundledRegions | Boundaries, tuple[Problem, ...]]:
    """Return what draws the regions, and what is to be told about it."""
    if path is None:
        return bundled, ()
    from .boundaries import read_boundaries

    shapes = read_boundaries(path, layer)
    return shapes, (*shapes.problems, *_undrawn(shapes, path.name))


def _answers(
    survey: Path | None, registry: tuple[Platform, ...]
) -> tuple[Survey, tuple[Fact, ...], tuple[Problem, ...]]:
    """Return a survey, its facts, and what is to be told about them."""
    answers = read_survey(survey or SURVEY)
    facts, lost = standing_facts((*read_facts(), *read_payers()), answers.rows)
    if survey is None:
        return answers, facts, ()
    facts, found = reread_facts(facts, lost, answers.rows, registry)
    return answers, facts, (*lost, *found)


@dataclass(frozen=True)
class _Steps:
    """The two ways of a long work to speak with its user."""

    progress: Callable[[float], None] | None
    is_cancelled: Callable[[], bool] | None

    def reach(self, percent: float) -> None:
        """Tell the progress, or raise Cancelled."""
        if self.is_cancelled is not None and self.is_cancelled():
            raise Cancelled(tr("Cancelled; nothing was written."))
        self.tell(percent)

    def tell(self, percent: float) -> None:
        if self.progress is not None:
            self.progress(percent)


def _mask(survey: Survey, personal: bool) -> NameMask:
    if personal:
        return NameMask()
    return NameMask((*read_personal_names(), *respondents(survey.rows.values())))


def _undrawn(shapes: Boundaries, file: str) -> Iterator[Problem]:
    drawn = set(shapes.frame.region_code)
    for code, name in REGION_NAMES.items():
        if code not in drawn:
            message = tr("{file} has no boundary for {region}, which cannot be drawn; add it to the layer.")
            yield Problem(0, "region_code", code, message.format(file=file, region=name))
