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
from .paths import REGIONS, SURVEY
from .people import NameMask, read_personal_names, respondents
from .report import Problem, Report
from .survey import Survey, read_survey

if TYPE_CHECKING:
    from .boundaries import Boundaries


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
) -> Report:
    """Join a survey to boundaries (None: the bundled ones) and write ctd.gpkg whole or not at all.

    `personal` keeps respondents and names; `platforms` is a file merged over the bundled list; `progress` is told per
    cent; `made_on` is today unless given. CtdError where the survey, the boundaries, the platforms or the output
    cannot be used or a library is missing, Cancelled when `is_cancelled` says so.
    """
    step = _Steps(progress, is_cancelled)
    step.reach(0)
    require_libraries()
    from .boundaries import read_boundaries, read_populations
    from .geopackage import check_target, write_geopackage

    check_target(output)
    step.reach(20)
    answers = read_survey(survey or SURVEY)
    facts, lost = standing_facts((*read_facts(), *read_payers()), answers.rows)
    registry = all_platforms(platforms)
    remarks: tuple[Problem, ...] = ()
    if survey is not None:
        facts, found = reread_facts(facts, lost, answers.rows, registry)
        remarks = (*lost, *found)
    mask = _mask(answers, personal)
    step.reach(30)
    shapes = read_boundaries(boundaries or REGIONS, boundaries_layer)
    populations = read_populations()
    step.reach(60)
    attributes = [
        region_attributes(code, populations.of.get(code), answers.rows.get(code), facts, registry, mask)
        for code in REGION_NAMES
    ]
    tables = [
        regions_table(shapes.join([asdict(region) for region in attributes])),
        survey_table(answers, mask, personal),
        facts_table(facts, mask),
        platforms_table(registry, mask),
        endpoints_table(registry),
        about_table(survey, boundaries, populations.source, made_on := made_on or date.today()),
    ]
    write_geopackage(output, tables, made_on, before_each=lambda: step.reach(70))
    step.tell(100)
    problems = [*shapes.problems, *_undrawn(shapes, (boundaries or REGIONS).name), *remarks]
    return answers.report.with_problems(problems)


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
