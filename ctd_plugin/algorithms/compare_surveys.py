"""`ctd:comparesurveys`: two editions of the survey → a layer of the changes in each region, and a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

from ..errors import Cancelled
from ..i18n import tr
from ..settings import read_settings
from .base import OUTPUT, CtdAlgorithm, Outputs, Values, edition_filter, fields_of
from .map_algorithm import BEFORE
from .report_messages import push_report

if TYPE_CHECKING:
    from ..data.editions.compare import Comparison
    from ..data.package.tables import PackageTable

AFTER, REPORT = "AFTER", "REPORT"

_TYPES = {
    str: QMetaType.Type.QString,
    int: QMetaType.Type.LongLong,
    float: QMetaType.Type.Double,
    bool: QMetaType.Type.Bool,
}


class CompareSurveys(CtdAlgorithm):
    """Writes one feature for each region: the changes between an edition and a later one."""

    icon_name = "themes"

    def name(self) -> str:
        return "comparesurveys"

    def displayName(self) -> str:
        return tr("Compare two editions of the survey")

    def shortHelpString(self) -> str:
        return tr(
            "Compares an edition of the survey with a later one; each is a survey (CSV, XLSX, ODS, XLS) or a "
            "ctd.gpkg created by this plugin. One feature per region:\n"
            "change: new (row in the later edition only), gained or lost (the status went up or down), same, "
            "gone (row in the earlier edition only), no_status (a status is missing or was not recognised), "
            "no_row (in neither edition), carried (the later edition repeats the status of an earlier one: neither a "
            "change nor a confirmation).\n"
            "status_before, status_after, ctd_date_before, ctd_date_after: values of each edition.\n"
            "staff_… (full-time equivalents), budget_… (euros a year): value, max (upper end of a range) and "
            "scope before and after; staff_change and budget_change are empty where the two figures are not "
            "comparable.\n"
            "payers_before, payers_after, payers_gained, payers_lost: codes of the payers; gained and lost leave "
            "out payers that the other edition may name in words that were not recognised.\n"
            "platforms_before, platforms_after (number), platforms_gained, platforms_lost (names): platforms in "
            "service; empty if an edition is a survey, which has no list of platforms.\n"
            "texts_changed, columns_changed: answers whose wording changed, apart from spacing and typography. "
            "edition_before, edition_after: the two editions. status_carried_after, staff_carried_after, "
            "budget_carried_after: year of the edition from which a value was carried over; such values are not "
            "compared.\n"
            "The report (JSON) holds the texts of both editions and everything that could not be compared."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        before = QgsProcessingParameterFile(
            BEFORE,
            tr("Earlier edition (survey or ctd.gpkg; empty: bundled edition)"),
            optional=True,
        )
        after = QgsProcessingParameterFile(AFTER, tr("Later edition (survey or ctd.gpkg)"))
        for parameter in (before, after):
            parameter.setFileFilter(edition_filter())
            self.addParameter(parameter)
        self.addParameter(
            QgsProcessingParameterFeatureSink(OUTPUT, tr("Changes"), QgsProcessing.SourceType.TypeVectorPolygon)
        )
        self.addParameter(QgsProcessingParameterFileDestination(REPORT, tr("Report"), "JSON (*.json)", optional=True))

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..data.editions.compare import compare
        from ..data.editions.edition import masked_edition, masking, read_edition
        from ..data.editions.report import check_comparison_file, problems_of, write_comparison
        from ..data.package.tables import changes_tables
        from ..data.paths import SURVEY

        report = self.parameterAsFileOutput(parameters, REPORT, context)
        if report:
            check_comparison_file(Path(report))
        before = read_edition(Path(self.parameterAsFile(parameters, BEFORE, context) or SURVEY))
        after = read_edition(Path(self.parameterAsFile(parameters, AFTER, context)))
        mask = masking((before.survey, after.survey), read_settings().personal_data)
        comparison = compare(before, after, mask)
        before, after = masked_edition(before, mask), masked_edition(after, mask)
        if feedback.isCanceled():
            raise Cancelled(tr("Cancelled; nothing was written."))
        push_report(after.survey.report.with_problems(after.problems), feedback)
        for problem in problems_of(comparison, before):
            feedback.pushWarning(problem.message)
        self._push_counts(comparison, feedback)
        layer_id = self._write(changes_tables(comparison)[0], parameters, context)
        if report:
            write_comparison(comparison, before, after, Path(report))
        return {OUTPUT: layer_id, **({REPORT: report} if report else {})}

    def _push_counts(self, comparison: Comparison, feedback: QgsProcessingFeedback) -> None:
        from ..gis.labels.changes import change_labels

        labels = change_labels()
        counts = ", ".join(f"{labels[change]} {count}" for change, count in comparison.counts.items())
        feedback.pushInfo(
            tr("From “{before}” to “{after}”: {counts}.").format(
                before=comparison.before, after=comparison.after, counts=counts
            )
        )

    def _write(self, table: PackageTable, parameters: Values, context: QgsProcessingContext) -> str:
        from ..files import write_error
        from ..gis.user_profile import working_copy

        regions = QgsVectorLayer(f"{working_copy()}|layername=regions", "regions", "ogr")
        shapes = {feature["region_code"]: feature.geometry() for feature in regions.getFeatures()}
        fields = fields_of((name, _TYPES[kind]) for name, kind in table.fields.items())
        sink, layer_id = self.open_sink(parameters, context, fields, regions.wkbType(), regions.crs())
        for row in table.rows:
            feature = QgsFeature(fields)
            feature.setGeometry(shapes[row["region_code"]])
            feature.setAttributes([row[name] for name in table.fields])
            if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
                raise write_error(tr("The changes layer"), sink.lastError())
        return layer_id
