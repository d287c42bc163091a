"""The base class of the algorithms that read a layer of polygons and write another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
)

from ..errors import CtdError
from .base import OUTPUT, CtdAlgorithm, Outputs, Values

if TYPE_CHECKING:
    from ..gis.geopackage_layer import StoredLayer

INPUT, KEY = "INPUT", "KEY"
BATCH = 1000
"""Features read or written between two reports of progress."""


class LayerAlgorithm(CtdAlgorithm):
    """An algorithm with INPUT, KEY and OUTPUT, which never replaces the file that INPUT is read from."""

    group_id = "data"
    runs_in_thread = True

    def __init__(self) -> None:
        super().__init__()
        self._refusal: CtdError | None = None
        self.stored: StoredLayer | None = None
        """Where INPUT is stored, if it is read faster there."""

    def add_layer_parameters(self, layer: str, key: str) -> None:
        """Add INPUT, labelled `layer`, and KEY, one of its fields, labelled `key`."""
        self.addParameter(
            QgsProcessingParameterFeatureSource(INPUT, layer, [QgsProcessing.SourceType.TypeVectorPolygon])
        )
        self.addParameter(QgsProcessingParameterField(KEY, key, parentLayerParameterName=INPUT, optional=True))

    def add_output_parameter(self, label: str) -> None:
        """Add OUTPUT, a layer of polygons."""
        self.addParameter(QgsProcessingParameterFeatureSink(OUTPUT, label, QgsProcessing.SourceType.TypeVectorPolygon))

    def prepareAlgorithm(
        self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        # Runs on the main thread, where layers may be read.
        from ..gis.feature_source import check_not_overwritten
        from ..gis.geopackage_layer import stored_layer

        layer = self.parameterAsVectorLayer(parameters, INPUT, context)
        try:
            check_not_overwritten(layer, destination_of(parameters))
        except CtdError as error:
            # Raised in `process`: Processing shows an error of this stage in the log alone.
            self._refusal = error
        self.stored = stored_layer(layer, parameters[INPUT])
        return True

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..gis.feature_source import check_polygons

        if self._refusal is not None:
            raise self._refusal
        source = self.parameterAsSource(parameters, INPUT, context)
        if source is None:
            raise CtdError(self.invalidSourceError(parameters, INPUT))
        check_polygons(source)
        return self.process_source(source, parameters, context, feedback)

    def process_source(
        self,
        source: QgsProcessingFeatureSource,
        parameters: Values,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Outputs:
        """Run the algorithm on INPUT, which has features and may have polygons; as `process` otherwise."""
        raise NotImplementedError


def destination_of(parameters: Values) -> object:
    """Return where OUTPUT is to be written, a path or what Processing writes for a temporary layer."""
    destination = parameters.get(OUTPUT)
    if isinstance(destination, QgsProcessingOutputLayerDefinition):
        return destination.sink.staticValue()
    return destination


def read_features(
    source: QgsProcessingFeatureSource, feedback: QgsProcessingFeedback, share: float
) -> Iterator[QgsFeature]:
    """Yield the features of a source, invalid ones too, and report `share` per cent of progress in all.

    Raise Cancelled where the user stops the algorithm.
    """
    from ..gis.background.progress import report_progress
    from ..gis.feature_source import SKIP_VALIDITY_CHECKS

    count = max(1, source.featureCount())
    for number, feature in enumerate(source.getFeatures(QgsFeatureRequest(), SKIP_VALIDITY_CHECKS)):
        if number % BATCH == 0:
            report_progress(feedback, share * min(1, number / count))
        yield feature
