"""`ctd:searchcatalogues`: one search in the catalogues of all regions at once, its results as a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QMetaType

from ..errors import CtdError
from ..i18n import tr
from .base import OUTPUT, Outputs, Values, fields_of
from .catalogue_algorithm import TIMEOUT, CatalogueAlgorithm

if TYPE_CHECKING:
    from ..catalogues.plan import Catalogue
    from ..catalogues.records import Extent
    from ..gis.catalogues.search import CatalogueSearch

QUERY, REGIONS, EXTENT, LIMIT, ERRORS = "QUERY", "REGIONS", "EXTENT", "LIMIT", "ERRORS"
RECORDS = 100


class SearchCatalogues(CatalogueAlgorithm):
    """Writes a row for each link of each data set found, and a report of what is missing."""

    icon_name = "search"

    def name(self) -> str:
        return "searchcatalogues"

    def displayName(self) -> str:
        return tr("Search the regional catalogues")

    def shortHelpString(self) -> str:
        return tr(
            "Searches the catalogues of the regional data platforms, and the national catalogue (Géoplateforme) "
            "for regions that have none. The output table has one row per link of each dataset, and one row for "
            "a dataset without links: platform_id, region_code, record_id, title, abstract, organisation, "
            "modified; link_kind (wms, wfs, wmts, tms, ogcapi-features, arcgis, geojson, file, page), url, "
            "layer_name, format; licence, landing_page. A dataset found in several catalogues is listed once. "
            "The list of errors (JSON) has an entry per catalogue that failed (trouble, message), or whose "
            "records were partly unreadable (unread) or not downloaded (not_fetched): raise the maximum number "
            "of records to get them."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        self.addParameter(QgsProcessingParameterString(QUERY, tr("Search words")))
        self.add_regions(REGIONS)
        self.addParameter(QgsProcessingParameterExtent(EXTENT, tr("Extent (empty: no limit)"), optional=True))
        self.add_platforms_parameter()
        self.add_number(LIMIT, tr("Maximum records per catalogue"), RECORDS, 10_000)
        self.add_timeout_parameter()
        self.add_table(tr("Datasets found"))
        self.addParameter(
            QgsProcessingParameterFileDestination(
                ERRORS, tr("Errors"), "JSON (*.json)", optional=True, createByDefault=False
            )
        )

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..gis.catalogues.search import CatalogueSearch, run_search
        from ..gis.catalogues.search_report import COLUMNS, incomplete_catalogues, rows

        words = self.parameterAsString(parameters, QUERY, context).strip()
        if not words:
            raise CtdError(tr("Enter search words."))
        catalogues = self._catalogues(parameters, context)
        errors = self.parameterAsFileOutput(parameters, ERRORS, context) if parameters.get(ERRORS) else ""
        if errors and not Path(errors).parent.is_dir():
            message = tr("The folder {folder} does not exist; create it first.")
            raise CtdError(message.format(folder=Path(errors).parent))
        fields = fields_of((name, QMetaType.Type.QString) for name in COLUMNS)
        sink, layer_id = self.open_sink(parameters, context, fields)
        search = CatalogueSearch(
            catalogues,
            words,
            limit=self.parameterAsInt(parameters, LIMIT, context),
            seconds=self.parameterAsInt(parameters, TIMEOUT, context),
        )
        run_search(search, feedback, lambda identifier: _push_state(search, identifier, feedback))
        for found in search.results():
            for row in rows(found, search.catalogues[found.catalogues[0]]):
                feature = QgsFeature()
                feature.setAttributes(row)
                sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        _push_summary(search, feedback)
        if not errors:
            return {OUTPUT: layer_id}
        _write(Path(errors), list(incomplete_catalogues(search)))
        return {OUTPUT: layer_id, ERRORS: errors}

    def _catalogues(self, parameters: Values, context: QgsProcessingContext) -> tuple[Catalogue, ...]:
        from ..catalogues.plan import plan
        from ..gis.catalogues.extents import region_extents
        from ..gis.catalogues.known_health import known_health

        platforms = self.platforms(parameters, context)
        regions = self.regions(parameters, REGIONS, context)
        if not regions and self.platforms_file(parameters, context):
            # With a list of platforms of their own, users expect those to be searched, not the other regions.
            regions = list(dict.fromkeys(platform.region for platform in platforms))
            if not regions:
                return ()
        return plan(platforms, regions, self._extent(parameters, context), region_extents(), known_health())

    def _extent(self, parameters: Values, context: QgsProcessingContext) -> Extent | None:
        from ..catalogues.records import Extent
        from ..gis.catalogues.extents import extent_in_degrees

        given = parameters.get(EXTENT)
        if not given:
            return None
        crs = self.parameterAsExtentCrs(parameters, EXTENT, context)
        if not crs.isValid():
            crs = QgsCoordinateReferenceSystem("EPSG:4326")
        box = self.parameterAsExtent(parameters, EXTENT, context)
        try:
            extent = extent_in_degrees(box, crs)
        except CtdError as error:
            message = tr("The extent {extent} is empty or outside the valid area of its CRS; choose another.")
            raise CtdError(message.format(extent=box.toString(4))) from error
        if crs.isGeographic() and _is_turned(given):
            # QGIS sorts the sides: an extent across the antimeridian would become the whole world.
            return Extent(extent.east, extent.south, extent.west, extent.north)
        return extent


def _is_turned(given: object) -> bool:
    """Whether a text such as "170,-170,-20,-10 [EPSG:4326]" has its west side east of its east side."""
    try:
        west, east = map(float, str(given).split(",")[:2])
    except ValueError:
        return False
    return west > east


def _push_state(search: CatalogueSearch, identifier: str, feedback: QgsProcessingFeedback) -> None:
    """Report the state of a catalogue once its search has ended."""
    from ..gis.catalogues.search import SearchState
    from ..gis.catalogues.search_report import public_address

    catalogue, state = search.catalogues[identifier], search.states[identifier]
    if state.status is SearchState.FAILED:
        message = tr("{name}: {reason} ({url})")
        feedback.pushWarning(message.format(name=catalogue.name, reason=state.error, url=public_address(catalogue)))
    elif state.status is SearchState.ANSWERED:
        message = tr("{name}: {records} of {matched} records in {seconds} s")
        matched = "?" if state.matched is None else state.matched
        seconds = f"{state.seconds:.1f}"
        feedback.pushInfo(message.format(name=catalogue.name, records=state.records, matched=matched, seconds=seconds))
        if state.unread:
            feedback.pushWarning(
                tr("{name}: {count} unreadable records").format(name=catalogue.name, count=state.unread)
            )
        if state.elsewhere:
            text = tr("{name}: records outside the extent, left out: {count}")
            feedback.pushInfo(text.format(name=catalogue.name, count=state.elsewhere))
        if state.left_out:
            text = tr("{name}: templates, harvesters and feature catalogues, left out: {count}")
            feedback.pushInfo(text.format(name=catalogue.name, count=state.left_out))


def _push_summary(search: CatalogueSearch, feedback: QgsProcessingFeedback) -> None:
    from ..gis.catalogues.search import SearchState

    statuses = [state.status for state in search.states.values()]
    if not statuses:
        feedback.pushWarning(tr("No known catalogue for this search; choose other regions, platforms or extent."))
    elif statuses.count(SearchState.FAILED) == len(statuses):
        feedback.pushWarning(tr("No catalogue answers; check the network and the QGIS network options."))
    else:
        message = tr("{found} datasets from {answered} of {asked} catalogues")
        answered = statuses.count(SearchState.ANSWERED)
        feedback.pushInfo(message.format(found=len(search.results()), answered=answered, asked=len(statuses)))


def _write(path: Path, entries: list[dict[str, object]]) -> None:
    from ..files import replacing

    with replacing(path) as beside:
        text = json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
        beside.write_text(text, encoding="utf-8", errors="replace", newline="\n")
