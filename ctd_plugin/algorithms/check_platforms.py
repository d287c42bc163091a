"""`ctd:checkplatforms`: whether the platforms' services answer, as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QDateTime, QMetaType

from ..errors import CtdError
from ..i18n import tr
from ..settings import read_settings
from .base import CtdAlgorithm

if TYPE_CHECKING:
    from ..catalogues.health import Health
    from ..catalogues.registry import Endpoint, Platform

PLATFORMS, TIMEOUT, OUTPUT = "PLATFORMS", "TIMEOUT", "OUTPUT"

_COLUMNS = {
    "platform_id": QMetaType.Type.QString,
    "region_code": QMetaType.Type.QString,
    "name": QMetaType.Type.QString,
    "protocol": QMetaType.Type.QString,
    "url": QMetaType.Type.QString,
    "confidence": QMetaType.Type.QString,
    "state": QMetaType.Type.QString,
    "detail": QMetaType.Type.QString,
    "seconds": QMetaType.Type.Double,
    "records": QMetaType.Type.LongLong,
    "server": QMetaType.Type.QString,
    "checked_at": QMetaType.Type.QDateTime,
}


class CheckPlatforms(CtdAlgorithm):
    """Probes every endpoint of the platforms and writes what it found."""

    def name(self) -> str:
        return "checkplatforms"

    def displayName(self) -> str:
        return tr("Check the data platforms")

    def group(self) -> str:
        return tr("Data platforms")

    def groupId(self) -> str:
        return "platforms"

    def flags(self) -> QgsProcessingAlgorithm.Flag:
        # Nothing of the project is touched: it may work in a thread, as it mostly waits.
        return QgsProcessingAlgorithm.flags(self)

    def shortHelpString(self) -> str:
        return tr(
            "Asks every service of the regions’ data platforms at the same time, for its capabilities or for one "
            "record, and writes a row for each: platform_id, region_code, name, protocol, url and confidence as in "
            "the list of platforms; state (answers, unreachable, refused, not_found, too_slow, too_large, busy, "
            "unreadable, exception, cancelled), detail (the server’s own words), seconds, records (or layers; empty "
            "where the service does not say), server (its software) and checked_at. A service that is busy is alive. "
            "The panel and the map of the platforms show the results until the next check."
        )

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        platforms = QgsProcessingParameterFile(
            PLATFORMS, tr("Platforms (JSON; empty for those that the plugin knows)"), extension="json", optional=True
        )
        self.addParameter(platforms)
        self.addParameter(
            QgsProcessingParameterNumber(
                TIMEOUT,
                tr("Longest wait for an answer (seconds)"),
                QgsProcessingParameterNumber.Type.Integer,
                read_settings().catalogue_timeout,
                minValue=1,
                maxValue=600,
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(OUTPUT, tr("State of the services"), QgsProcessing.SourceType.TypeVector)
        )

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        from ..catalogues.registry import all_platforms, read_platforms
        from ..gis.checking import check, targets_of
        from ..gis.health import keep_health, key_of, summary

        file = self.parameterAsFile(parameters, PLATFORMS, context)
        platforms = read_platforms(Path(file)) if file else all_platforms(read_settings().own_platforms)
        sink, output = self.parameterAsSink(parameters, OUTPUT, context, _fields())
        if sink is None:
            raise CtdError(self.invalidSinkError(parameters, OUTPUT))
        targets = targets_of(platforms)
        if not targets:
            feedback.pushWarning(tr("These platforms have no address that could be asked."))
        seconds = self.parameterAsInt(parameters, TIMEOUT, context)
        found = check([endpoint for _, endpoint in targets], seconds, feedback)
        for platform, endpoint in targets:
            feature = QgsFeature()
            feature.setAttributes(_row(platform, endpoint, found.get(key_of(endpoint))))
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        feedback.pushInfo(summary(found.values()))
        try:
            keep_health(found)
        except CtdError as error:
            feedback.pushWarning(str(error))
        return {OUTPUT: output}


def _fields() -> QgsFields:
    fields = QgsFields()
    for name, kind in _COLUMNS.items():
        fields.append(QgsField(name, kind))
    return fields


def _row(platform: Platform, endpoint: Endpoint, health: Health | None) -> list[object]:
    """Return a row in the order of the columns; one without health was cancelled."""
    from ..catalogues.replies import Trouble
    from ..gis.health import key_of

    about = [
        platform.id,
        platform.region,
        platform.name,
        *key_of(endpoint),
        endpoint.confidence.value,
    ]
    if health is None:
        return [*about, Trouble.CANCELLED.value, None, None, None, None, None]
    when = QDateTime.fromSecsSinceEpoch(int(health.checked_at.timestamp()))
    return [*about, health.state, health.detail, round(health.seconds, 3), health.count, health.server, when]
