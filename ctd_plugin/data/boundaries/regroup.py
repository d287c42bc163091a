"""Dissolving the features of a layer, regions or finer units, to one shape for each region."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import shapely
from osgeo import osr
from shapely.geometry.base import BaseGeometry

from ...causes import reason_of
from ...errors import CtdError
from ...i18n import tr
from ...regions import FORMER_REGIONS, PRINTED_NAMES
from ..join.admin_levels import RegionKey, find_region_key
from ..places.headings import Level
from ..places.region_match import Refusal, identify
from ..report import Problem
from .checks import absence_problems, coverage_problems, displacement_problems
from .crs import to_degrees
from .geometry import THREADS, CheckedShapes, Shapes, clean_polygons
from .union import United, unite


@dataclass(frozen=True)
class Features:
    """The features of a layer: its fields as text, its shapes and reference system, and its name in messages."""

    columns: Mapping[str, Sequence[str]]
    shapes: CheckedShapes
    crs: osr.SpatialReference
    file: str


@dataclass(frozen=True)
class RegroupedRegion:
    """A region: the number of its features, and its shape in the layer's reference system and in EPSG:4326."""

    code: str
    units: int
    shape: BaseGeometry
    degrees: BaseGeometry


@dataclass(frozen=True)
class RegroupedRegions:
    """The regions, and problems, whose rows are the features counted from 1 in the layer's order."""

    drawn: tuple[RegroupedRegion, ...]
    problems: tuple[Problem, ...]


def regroup(
    features: Features,
    key_field: str | None = None,
    step: Callable[[float], None] = lambda percent: None,
    takes_former: bool = False,
) -> RegroupedRegions:
    """Dissolve the features of each region.

    `key_field` is the field that identifies the region, found if None (`find_region_key`); `step` is called with per
    cent, and may raise to stop. Features without a region or shape are left out and invalid shapes repaired, each with
    a problem. Raises CtdError where no field identifies the region, no feature has a polygon, coordinates are outside
    the reference system, or the features are regions before 2016 (unless `takes_former`).
    """
    key = find_region_key(features.columns, features.file, key_field)
    if key.level is Level.FORMER_REGION and not takes_former:
        raise _former_regions_error(features.columns[key.field], features.file)
    step(10)
    polygons, remarks = clean_polygons(features.shapes, features.crs, features.file)
    step(30)
    codes = np.array(["" if isinstance(match, Refusal) else match.region_code for match in key.regions], dtype=str)
    doubtful = {*map(int, np.flatnonzero(codes == "")), *remarks}
    problems = [_feature_problem(key, features, index, remarks.get(index, "")) for index in sorted(doubtful)]
    codes[shapely.is_missing(polygons)] = ""
    order = [code for code in dict.fromkeys(codes.tolist()) if code]
    if not order:
        raise CtdError(tr("{file} has no usable polygon of any region.").format(file=features.file))
    groups = [polygons[codes == code] for code in order]
    shapes, misfits = [], []
    for code, parts, united in zip(order, groups, _united(groups, step), strict=True):
        # A region of one feature stays as it was drawn.
        shapes.append(parts[0] if len(parts) == 1 else united.shape)
        if not united.fits:
            misfits.append(code)
    degrees = to_degrees(shapes, features.crs, features.file)
    drawn = tuple(map(RegroupedRegion, order, map(len, groups), shapes, degrees))
    problems += _merge_problems(drawn, key, features.file)
    problems += _misfit_problems(misfits, key, features.file)
    problems += _place_problems(drawn, key, features.file)
    return RegroupedRegions(drawn, tuple(problems))


def _united(groups: list[Shapes], step: Callable[[float], None]) -> list[United]:
    """Return the union of each group; in threads, because shapely releases the interpreter's lock."""
    pool = ThreadPoolExecutor(THREADS)
    # The others wait for no large one at the end.
    largest_first = sorted(range(len(groups)), key=lambda index: -len(groups[index]))
    try:
        tasks = {index: pool.submit(unite, groups[index]) for index in largest_first}
        for done, index in enumerate(largest_first, start=1):
            tasks[index].result()
            step(30 + 60 * done / len(groups))
        return [tasks[index].result() for index in range(len(groups))]
    finally:
        pool.shutdown(cancel_futures=True)


def unreadable_layer_error(file: str, error: Exception) -> CtdError:
    """Return the error on a file that cannot be read as a vector layer."""
    message = tr("{file} cannot be read as a vector layer ({reason}); choose another file.")
    return CtdError(message.format(file=file, reason=reason_of(error)))


def _former_regions_error(values: Sequence[str], file: str) -> CtdError:
    former = [value for value in values if identify(value) in FORMER_REGIONS]
    message = tr("{file} contains pre-2016 regions ({names}…); use a layer of today’s 18 regions, or merge them first.")
    return CtdError(message.format(file=file, names=", ".join(former[:3])))


def _feature_problem(key: RegionKey, features: Features, index: int, remark: str) -> Problem:
    """Return the problem of a feature that is in no region, or has a remark on its shape."""
    match, value = key.regions[index], features.columns[key.field][index]
    if isinstance(match, Refusal):
        message = tr("{file}: {problem}").format(file=features.file, problem=match.message)
    else:
        region = PRINTED_NAMES[match.region_code]
        message = tr("{file}, {region}: {problem}").format(file=features.file, region=region, problem=remark)
    return Problem(index + 1, key.field, value, message)


def _merge_problems(drawn: Sequence[RegroupedRegion], key: RegionKey, file: str) -> Iterator[Problem]:
    merged = [region for region in drawn if region.units > 1]
    if key.level is not Level.REGION or len(merged) > 3:
        message = tr("{file}: {count} features dissolved by the field {field} ({regions} in all).")
        count = sum(region.units for region in drawn)
        message = message.format(file=file, count=count, regions=len(drawn), field=key.field)
        yield Problem(0, key.field, "", message)
        return
    for region in merged:
        message = tr("{file}: {count} features of {region} merged into one.")
        message = message.format(file=file, count=region.units, region=PRINTED_NAMES[region.code])
        yield Problem(0, key.field, region.code, message)


def _misfit_problems(codes: list[str], key: RegionKey, file: str) -> Iterator[Problem]:
    if codes:
        message = tr(
            "{file}: some borders overlap or do not meet inside {regions}; the units were dissolved all the same."
        )
        names = ", ".join(PRINTED_NAMES[code] for code in codes)
        yield Problem(0, key.field, ", ".join(codes), message.format(file=file, regions=names))


def _place_problems(drawn: Sequence[RegroupedRegion], key: RegionKey, file: str) -> Iterator[Problem]:
    outlines = {region.code: region.degrees for region in drawn}
    yield from displacement_problems(outlines, file)
    if key.level is not Level.REGION or sum(region.units > 1 for region in drawn) > 3:
        yield from coverage_problems(outlines, file)
        yield from absence_problems(outlines, file)
