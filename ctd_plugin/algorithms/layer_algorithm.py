"""What the algorithms share that read a layer of polygons and write another."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
)

from ..errors import CtdError
from ..i18n import tr
from .base import CtdAlgorithm

INPUT, KEY, OUTPUT = "INPUT", "KEY", "OUTPUT"


class LayerAlgorithm(CtdAlgorithm):
    """An algorithm with INPUT, KEY and OUTPUT, which never replaces the file that INPUT is read from."""

    runs_in_thread = True

    def __init__(self) -> None:
        super().__init__()
        self._refusal: CtdError | None = None

    def group(self) -> str:
        return tr("Data")

    def groupId(self) -> str:
        return "data"

    def add_layer_parameters(self, layer: str, key: str) -> None:
        """Declare INPUT and KEY with their labels."""
        self.addParameter(
            QgsProcessingParameterFeatureSource(INPUT, layer, [QgsProcessing.SourceType.TypeVectorPolygon])
        )
        self.addParameter(QgsProcessingParameterField(KEY, key, parentLayerParameterName=INPUT, optional=True))

    def add_output_parameter(self, label: str) -> None:
        """Declare OUTPUT."""
        self.addParameter(QgsProcessingParameterFeatureSink(OUTPUT, label, QgsProcessing.SourceType.TypeVectorPolygon))

    def prepareAlgorithm(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        # On the main thread, where layers may be asked.
        from ..gis.feature_source import check_not_overwritten

        destination = parameters.get(OUTPUT)
        if isinstance(destination, QgsProcessingOutputLayerDefinition):
            destination = destination.sink.staticValue()
        try:
            check_not_overwritten(self.parameterAsVectorLayer(parameters, INPUT, context), destination)
        except CtdError as error:
            # Raised later: an error at this stage reaches the log alone, not who called.
            self._refusal = error
        return True

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        from ..gis.feature_source import check_polygons

        if self._refusal is not None:
            raise self._refusal
        source = self.parameterAsSource(parameters, INPUT, context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, INPUT))
        check_polygons(source)
        return self.work_on(source, parameters, context, feedback)

    def work_on(
        self,
        source: QgsProcessingFeatureSource,
        parameters: dict,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict:
        """Do the work on a source with features, which can have polygons."""
        raise NotImplementedError
