"""`ctd:dissolveregions`: communes, cantons, departments or any units united to the 18 regions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
)
from qgis.PyQt.QtCore import QMetaType

from ..errors import CtdError
from ..i18n import tr
from ..regions import REGION_NAMES
from .base import OUTPUT, Outputs, Values
from .layer_algorithm import BATCH, KEY, LayerAlgorithm, read_features
from .report_messages import warn

if TYPE_CHECKING:
    from ..data.boundaries.regroup import Features
    from ..data.report import Problem
    from ..gis.geopackage_layer import StoredLayer


class DissolveRegions(LayerAlgorithm):
    """Unites the units of each region; warns of what is missing, overlaps or was repaired."""

    icon_name = "region_tool"

    def name(self) -> str:
        return "dissolveregions"

    def displayName(self) -> str:
        return tr("Dissolve to regions")

    def shortHelpString(self) -> str:
        return tr(
            "Dissolves communes, cantons, departments, pre-2016 regions, or EPCI with a department field, into "
            "the 18 regions. The region field is detected from its name and values: codes or names of regions or "
            "departments, Insee codes of communes or cantons. Invalid geometries are fixed; missing, overlapping "
            "or misplaced features are reported in the log. The input layer is not changed."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        self.add_layer_parameters(
            tr("Communes, cantons, departments or other units"), tr("Region field (empty: auto-detect)")
        )
        self.add_output_parameter(tr("Regions"))

    def process_source(
        self,
        source: QgsProcessingFeatureSource,
        parameters: Values,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Outputs:
        from ..data.dependencies import require_libraries
        from ..gis.background.progress import report_progress

        require_libraries(["shapely"])
        from ..data.boundaries.crs import missing_crs_error
        from ..data.boundaries.regroup import regroup

        if not source.sourceCrs().isValid():
            raise missing_crs_error(source.sourceName())
        regions = regroup(
            _features(source, self.stored, feedback),
            self.parameterAsString(parameters, KEY, context) or None,
            lambda percent: report_progress(feedback, 40 + 0.6 * percent),
            takes_former=True,
        )
        warn([_sentence(problem) for problem in regions.problems], feedback)
        report_progress(feedback, 100)
        # The output is opened last, so that an error or a cancel leaves no half of it.
        sink, layer_id = self.open_sink(parameters, context, _fields(), Qgis.WkbType.MultiPolygon, source.sourceCrs())
        for region in sorted(regions.drawn, key=lambda region: region.code):
            feature = QgsFeature()
            geometry = QgsGeometry()
            geometry.fromWkb(region.shape.wkb)
            geometry.convertToMultiType()
            feature.setGeometry(geometry)
            feature.setAttributes([region.code, REGION_NAMES[region.code], region.units])
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise CtdError(self.writeFeatureError(sink, parameters, OUTPUT))
        sink.flushBuffer()
        return {OUTPUT: layer_id}


def _fields() -> QgsFields:
    fields = QgsFields()
    fields.append(QgsField("region_code", QMetaType.Type.QString, len=2))
    fields.append(QgsField("region_name", QMetaType.Type.QString, len=80))
    fields.append(QgsField("units", QMetaType.Type.Int))
    return fields


_Batches = Iterator[tuple[Sequence[Sequence[Any]], list[bytes | None]]]
"""The values and the geometries of some features at a time."""


def _features(
    source: QgsProcessingFeatureSource, stored: StoredLayer | None, feedback: QgsProcessingFeedback
) -> Features:
    from ..gis import geopackage_layer
    from ..gis.feature_source import is_flat

    if stored is not None and is_flat(source.wkbType()):
        with suppress(geopackage_layer.UnusualLayerError):
            return _checked(source, geopackage_layer.read_features(stored))
    return _checked(source, _batches(source, feedback))


def _batches(source: QgsProcessingFeatureSource, feedback: QgsProcessingFeedback) -> _Batches:
    from ..gis.feature_source import is_flat, wkb

    features = read_features(source, feedback, 40)
    plain = is_flat(source.wkbType())
    while batch := list(islice(features, BATCH)):
        yield [feature.attributes() for feature in batch], [wkb(feature, plain) for feature in batch]


def _checked(source: QgsProcessingFeatureSource, batches: _Batches) -> Features:
    import numpy as np
    import shapely

    from ..data.boundaries.crs import reference_system
    from ..data.boundaries.geometry import Shapes, checked
    from ..data.boundaries.regroup import Features
    from ..gis.feature_source import text_columns

    rows: list[Sequence[Any]] = []

    def shapes() -> Iterator[Shapes]:
        for values, geometries in batches:
            rows.extend(values)
            yield shapely.from_wkb(np.array(geometries, dtype=object), on_invalid="ignore")

    given = checked(shapes())
    crs = reference_system(source.sourceCrs().toWkt(Qgis.CrsWktVariant.PreferredGdal))
    return Features(text_columns(source, rows), given, crs, source.sourceName())


def _sentence(problem: Problem) -> str:
    if not problem.row:
        return problem.message
    return tr("Feature {number}: {problem}").format(number=problem.row, problem=problem.message)
