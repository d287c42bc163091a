"""`ctd:checkplatforms`: which services of the platforms respond, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsProcessingContext,
    QgsProcessingFeedback,
)
from qgis.PyQt.QtCore import QDateTime, QMetaType

from ..errors import CtdError
from ..i18n import tr
from .base import OUTPUT, Outputs, Values, fields_of
from .catalogue_algorithm import TIMEOUT, CatalogueAlgorithm

if TYPE_CHECKING:
    from ..catalogues.health import Health
    from ..catalogues.registry import Endpoint, Platform

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


class CheckPlatforms(CatalogueAlgorithm):
    """Sends a request to every endpoint of the platforms and writes a row for each."""

    icon_name = "check"

    def name(self) -> str:
        return "checkplatforms"

    def displayName(self) -> str:
        return tr("Check the data platforms")

    def shortHelpString(self) -> str:
        return tr(
            "Queries every service of the regional data platforms (capabilities or one record). The output table "
            "has one row per service: platform_id, region_code, name, protocol, url and confidence, as in the "
            "list of platforms; state (answers, unreachable, refused, not_found, too_slow, too_large, busy, "
            "unreadable, exception, cancelled); detail (message of the server); seconds; records (number of "
            "records or layers, empty if not given); server (software) and checked_at. A busy service counts as "
            "available. The panel and the platform map show these results until the next check."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        self.add_platforms_parameter()
        self.add_timeout_parameter()
        self.add_table(tr("Service status"))

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..catalogues.health import key_of
        from ..gis.catalogues.health_check import check_endpoints, targets_of
        from ..gis.catalogues.health_store import store_health, summary

        platforms = self.platforms(parameters, context)
        sink, layer_id = self.open_sink(parameters, context, fields_of(_COLUMNS.items()))
        targets = targets_of(platforms)
        if not targets:
            feedback.pushWarning(tr("These platforms have no service address to check."))
        seconds = self.parameterAsInt(parameters, TIMEOUT, context)
        health = check_endpoints([endpoint for _, endpoint in targets], seconds, feedback)
        for platform, endpoint in targets:
            feature = QgsFeature()
            feature.setAttributes(_row(platform, endpoint, health.get(key_of(endpoint))))
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        feedback.pushInfo(summary(health.values()))
        try:
            store_health(health)
        except CtdError as error:
            feedback.pushWarning(str(error))
        return {OUTPUT: layer_id}


def _row(platform: Platform, endpoint: Endpoint, health: Health | None) -> list[object]:
    """Return the values in the order of `_COLUMNS`; without `health`, those of a check that was cancelled."""
    from ..catalogues.health import key_of
    from ..catalogues.http.exchange import FailureReason

    known = [
        platform.id,
        platform.region,
        platform.name,
        *key_of(endpoint),
        endpoint.confidence.value,
    ]
    if health is None:
        return [*known, FailureReason.CANCELLED.value, None, None, None, None, None]
    when = QDateTime.fromSecsSinceEpoch(int(health.checked_at.timestamp()))
    return [*known, health.state, health.detail, round(health.seconds, 3), health.count, health.server, when]
