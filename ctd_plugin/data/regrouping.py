"""From the features of any layer, whole regions or finer units, to one shape a region and what there was to tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS

from ..errors import CtdError
from ..i18n import tr
from ..regions import REGION_NAMES
from .dissolving import United, unite
from .levels import Key, Level, find_key
from .matching import Refusal, identify, is_former
from .outlines import absent, displaced, unfinished
from .report import Problem
from .shapes import THREADS, Shapes, clean, outside
from .steps import Step

DEGREES = "EPSG:4326"


@dataclass(frozen=True)
class Features:
    """A layer's features: its fields as text, its shapes, its reference system, and the name to call it by."""

    columns: Mapping[str, Sequence[str]]
    shapes: Shapes
    crs: CRS
    file: str


@dataclass(frozen=True)
class Regions:
    """One row a region drawn: region_code, units (features that it was made of) and geometry, in the layer's system.

    Problems are counted from 1 by feature, in the layer's order.
    """

    frame: gpd.GeoDataFrame
    level: Level
    problems: tuple[Problem, ...]


def regroup(
    features: Features, key_field: str | None = None, step: Step = lambda percent: None, takes_former: bool = False
) -> Regions:
    """Unite the features of each region.

    CtdError where no field tells the region (find_key), or no feature has a polygon, or none can be where it says,
    or they are regions of before 2016, unless `takes_former`: each of them lies in one of today's.
    Features of no region and without a shape are left out, invalid shapes are mended, each with a problem.
    """
    key = find_key(features.columns, features.file, key_field)
    if key.level is Level.FORMER_REGION and not takes_former:
        raise _former(features.columns[key.field], features.file)
    step(10)
    cleaned = clean(features.shapes, features.crs, features.file)
    step(30)
    problems = list(_feature_problems(key, features, cleaned.oddities))
    codes = np.array([None if isinstance(match, Refusal) else match.region_code for match in key.regions], dtype=object)
    codes[shapely.is_missing(cleaned.shapes)] = None
    order = list(dict.fromkeys(code for code in codes if code is not None))
    if not order:
        raise CtdError(tr("{file} has no usable polygon of any region.").format(file=features.file))
    groups = [cleaned.shapes[codes == code] for code in order]
    rows, misfits = [], []
    for code, parts, united in zip(order, groups, _united(groups, step), strict=True):
        # A region of one feature stays as it was drawn.
        rows.append((code, len(parts), parts[0] if len(parts) == 1 else united.shape))
        if not united.fits:
            misfits.append(code)
    frame = gpd.GeoDataFrame(
        {"region_code": [row[0] for row in rows], "units": [row[1] for row in rows]},
        geometry=[row[2] for row in rows],
        crs=features.crs,
    )
    problems += _merge_problems(frame, key, features.file)
    problems += _misfit_problems(misfits, key, features.file)
    problems += _place_problems(frame, key, features)
    return Regions(frame, key.level, tuple(problems))


def _united(groups: list[Shapes], step: Step) -> Iterator[United]:
    """Yield the union of each group; shapely lets other threads work meanwhile."""
    pool = ThreadPoolExecutor(THREADS)
    try:
        for done, united in enumerate(pool.map(unite, groups), start=1):
            step(30 + 60 * done / len(groups))
            yield united
    finally:
        pool.shutdown(cancel_futures=True)


def without_crs(file: str) -> CtdError:
    """Return the error on a layer that does not say where it is."""
    message = tr("{file} does not say its coordinate reference system; set it and save the layer again.")
    return CtdError(message.format(file=file))


def in_degrees(frame: gpd.GeoDataFrame, file: str) -> gpd.GeoDataFrame:
    """Return a frame in EPSG:4326; CtdError where its coordinates cannot be of its reference system."""
    moved = frame.to_crs(DEGREES)
    west, south, east, north = moved.total_bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise outside(file, frame.crs)
    return moved


def _former(values: Sequence[str], file: str) -> CtdError:
    former = [value for value in values if is_former(identify(value) or "")]
    message = tr(
        "{file} draws regions of before 2016 ({names}…); use a layer of today's 18 regions, or merge them first."
    )
    return CtdError(message.format(file=file, names=", ".join(former[:3])))


def _feature_problems(key: Key, features: Features, oddities: Mapping[int, str]) -> Iterator[Problem]:
    for index, match in enumerate(key.regions):
        value = features.columns[key.field][index]
        if isinstance(match, Refusal):
            message = tr("{file}: {problem}").format(file=features.file, problem=match.message)
            yield Problem(index + 1, key.field, value, message)
        elif index in oddities:
            message = tr("{file}, {region}: {problem}")
            region = REGION_NAMES[match.region_code]
            message = message.format(file=features.file, region=region, problem=oddities[index])
            yield Problem(index + 1, key.field, value, message)


def _merge_problems(frame: gpd.GeoDataFrame, key: Key, file: str) -> Iterator[Problem]:
    merged = frame[frame.units > 1]
    if key.level is not Level.REGION or len(merged) > 3:
        message = tr(
            "{file}: {count} features were merged by the region that the field {field} tells ({regions} in all)."
        )
        message = message.format(file=file, count=int(frame.units.sum()), regions=len(frame), field=key.field)
        yield Problem(0, key.field, "", message)
        return
    for code, count in zip(merged.region_code, merged.units, strict=True):
        message = tr("{file}: {count} features are {region} and were merged into one.")
        yield Problem(0, key.field, code, message.format(file=file, count=count, region=REGION_NAMES[code]))


def _misfit_problems(codes: list[str], key: Key, file: str) -> Iterator[Problem]:
    if codes:
        message = tr(
            "{file}: some borders overlap or do not meet inside {regions}; the units were united all the same."
        )
        names = ", ".join(REGION_NAMES[code] for code in codes)
        yield Problem(0, key.field, ", ".join(codes), message.format(file=file, regions=names))


def _place_problems(frame: gpd.GeoDataFrame, key: Key, features: Features) -> Iterator[Problem]:
    degrees = in_degrees(frame, features.file)
    yield from displaced(degrees, features.file)
    if key.level is not Level.REGION or (frame.units > 1).sum() > 3:
        yield from unfinished(degrees, features.file)
        yield from absent(degrees, features.file)
