"""`ctd:joinsurvey`: the columns of a table added to the features of a layer, and a report on every row."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
    QgsProcessingUtils,
)
from qgis.PyQt.QtCore import QMetaType

from ..errors import CtdError
from ..i18n import tr
from ..regions import PRINTED_NAMES
from ..settings import read_settings
from .base import OUTPUT, SURVEY, Outputs, Values, fields_of
from .layer_algorithm import BATCH, KEY, LayerAlgorithm, destination_of, read_features
from .report_messages import sentences, warn

SURVEY_KEY, REPORT = "SURVEY_KEY", "REPORT"


class JoinSurvey(LayerAlgorithm):
    """Joins a survey to regions, departments, EPCI, communes or any units, by code, then by name."""

    icon_name = "find"

    def name(self) -> str:
        return "joinsurvey"

    def displayName(self) -> str:
        return tr("Join a survey")

    def shortHelpString(self) -> str:
        return tr(
            "Joins the columns of a survey or any table, as text, to regions, departments, EPCI, communes or "
            "other units: by code, then by name, ignoring accents, case and hyphens. Places with the same name "
            "are distinguished by a department column, if there is one. All features are kept, with NULL values "
            "where no row matches. The report lists how each row was matched, unmatched rows with suggestions, "
            "duplicates, and features without a row."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        self.add_layer_parameters(
            tr("Regions, departments, EPCI, communes…"), tr("Join field of the layer (empty: auto-detect)")
        )
        self.addParameter(self.survey_parameter())
        self.addParameter(
            QgsProcessingParameterString(
                SURVEY_KEY, tr("Join column of the survey (empty: auto-detect)"), optional=True
            )
        )
        self.add_output_parameter(tr("Joined layer"))
        self.addParameter(
            QgsProcessingParameterFileDestination(
                REPORT, tr("Report"), "JSON (*.json)", optional=True, createByDefault=False
            )
        )

    def process_source(
        self,
        source: QgsProcessingFeatureSource,
        parameters: Values,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Outputs:
        from ..data.join.columns import joined_columns
        from ..data.join.join import join
        from ..data.join.keys import count_key_headings
        from ..data.paths import SURVEY as BUNDLED
        from ..data.report import check_report, write_report
        from ..data.survey.masked_report import masked_report
        from ..data.tables.reader import read_table
        from ..gis.background.progress import report_progress
        from ..gis.feature_source import text_columns

        report_path = self.parameterAsFileOutput(parameters, REPORT, context)
        if report_path:
            check_report(Path(report_path))
        survey = self.parameterAsFile(parameters, SURVEY, context)
        path = Path(survey) if survey else BUNDLED
        table = read_table(path, count_key_headings)
        # Nothing is written before everything is read.
        features: list[QgsFeature] | None = None
        values = self._stored_values(parameters)
        if values is None:
            features = list(read_features(source, feedback, 30))
            values = [tuple(feature.attributes()) for feature in features]
        if not values:
            raise CtdError(tr("{file} is empty; choose another layer.").format(file=source.sourceName()))
        columns = text_columns(source, values)
        joined = join(
            columns,
            table,
            (source.sourceName(), path.name),
            self.parameterAsString(parameters, KEY, context) or None,
            self.parameterAsString(parameters, SURVEY_KEY, context).strip() or None,
            lambda percent: report_progress(feedback, 30 + 0.3 * percent),
        )
        added = joined_columns(joined, table, read_settings().personal_data)
        nothing: list[str | None] = [None] * len(added.headings)
        texts = [nothing if row is None else added.texts[row] for row in joined.row_of]
        report_progress(feedback, 65)
        # The output is opened last, so that an error or a cancel leaves no half of it.
        text_fields = fields_of((heading, QMetaType.Type.QString) for heading in added.headings)
        fields = QgsProcessingUtils.combineFields(source.fields(), text_fields)
        sink, layer_id = self.open_sink(parameters, context, fields, source.wkbType(), source.sourceCrs())
        if features is None:
            # What has the file open must be gone first.
            del sink
            if not self._is_copied(values, texts, layer_id):
                features = list(read_features(source, feedback, 65))
                if text_columns(source, [feature.attributes() for feature in features]) != columns:
                    Path(layer_id).unlink(missing_ok=True)
                    message = tr("{file} was changed by another program in the meantime; run the algorithm again.")
                    raise CtdError(message.format(file=source.sourceName()))
                sink, layer_id = self.open_sink(parameters, context, fields, source.wkbType(), source.sourceCrs())
        if features is not None:
            for feature, own in zip(features, texts, strict=True):
                feature.setAttributes([*feature.attributes(), *own])
            self._write(features, sink, parameters, feedback)
        report = masked_report(joined.report.with_problems(added.problems), added.mask)
        # Codes of other places are not those of regions: department 01 is not Guadeloupe.
        warn(sentences(report, PRINTED_NAMES if joined.is_regional else {}), feedback)
        message = tr("{matched} of {rows} rows matched; {count} features have no row.")
        without_row = joined.row_of.count(None)
        feedback.pushInfo(message.format(matched=len(report.matched), rows=report.survey_rows, count=without_row))
        if not report_path:
            return {OUTPUT: layer_id}
        write_report(report, Path(report_path))
        return {OUTPUT: layer_id, REPORT: report_path}

    def _stored_values(self, parameters: Values) -> list[tuple[Any, ...]] | None:
        """Return the values of the layer's fields where it will be copied from GeoPackage to GeoPackage, else None."""
        from ..gis.geopackage_layer import UnusualLayerError, read_rows

        output = parameters.get(OUTPUT)
        is_appended = isinstance(output, QgsProcessingOutputLayerDefinition) and output.useRemapping()
        is_geopackage = Path(str(destination_of(parameters))).suffix.lower() == ".gpkg"
        if self.stored is None or is_appended or not is_geopackage:
            return None
        with suppress(UnusualLayerError):
            return read_rows(self.stored)
        return None

    def _is_copied(self, values: list[tuple[Any, ...]], texts: list[list[str | None]], target: str) -> bool:
        """Copy the features into the GeoPackage that was made for them; False where QGIS has to do it."""
        from ..gis.geopackage_layer import UnusualLayerError, copy_features

        if self.stored is None:
            return False
        with suppress(UnusualLayerError):
            copy_features(self.stored, values, texts, Path(target))
            return True
        return False

    def _write(
        self, features: list[QgsFeature], sink: QgsFeatureSink, parameters: Values, feedback: QgsProcessingFeedback
    ) -> None:
        for start in range(0, len(features), BATCH):
            if not sink.addFeatures(features[start : start + BATCH], QgsFeatureSink.Flag.FastInsert):
                raise CtdError(self.writeFeatureError(sink, parameters, OUTPUT))
            feedback.setProgress(65 + 35 * start / len(features))
        sink.flushBuffer()
