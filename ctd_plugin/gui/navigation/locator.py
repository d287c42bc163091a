"""`ctd bretagne` in QGIS's locator: regions, platforms, payers and answers that contain the words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsFeedback, QgsLocatorContext, QgsLocatorFilter, QgsLocatorResult, QgsMessageLog
from qgis.gui import QgisInterface
from qgis.PyQt.QtGui import QIcon

from ...errors import CtdError
from ...gis.icons import icon_path
from ...i18n import tr

# What is needed when somebody searches is imported then: a start of QGIS should cost nothing.
if TYPE_CHECKING:
    from ...data.fulltext import Hit
    from ...gis.regions.search import RegionSearch, SearchIndex

_SHORTEST = 3
# The list cuts long lines, and the word that was looked for should be in sight.
_LEAD = 12


class CtdLocatorFilter(QgsLocatorFilter):
    """Finds regions by name, other name or answer; `show_region` is called with the code of the one chosen.

    QGIS calls `prepare` on the main thread and `fetchResults` on another, which sees the prepared index only.
    """

    def __init__(self, show_region: Callable[[str], None], search: _LazySearch | None = None) -> None:
        super().__init__()
        self._show_region = show_region
        # Shared by the clones that QGIS makes for each search.
        self._search = search or _LazySearch()
        self._index: SearchIndex | None = None
        self._icon = QIcon()
        self._groups: dict[str, str] = {}
        self._statuses: dict[str, str] = {}
        self.setUseWithoutPrefix(False)

    def name(self) -> str:
        return "ctd"

    def displayName(self) -> str:
        return tr("CTD: regions, platforms and answers")

    def prefix(self) -> str:
        return "ctd"

    def clone(self) -> CtdLocatorFilter:
        return CtdLocatorFilter(self._show_region, self._search)

    def prepare(self, string: str, context: QgsLocatorContext) -> list[str]:
        """Get the index of the layers ready on the main thread."""
        from ...gis.labels.labels import status_label
        from ..common.messages import LOG_TAG

        self._icon = QIcon(icon_path("ctd"))
        try:
            self._index = self._search.index()
        except CtdError as error:
            QgsMessageLog.logMessage(str(error), LOG_TAG, Qgis.MessageLevel.Warning)
        if self._index is not None:
            self._statuses = {
                code: status_label(region.status, region.carried_from("statut"))
                for code, region in self._index.regions.items()
            }
        self._groups = {
            "region": tr("Regions"),
            "platform": tr("Platforms"),
            "payer": tr("Funding sources"),
            "answer": tr("Survey answers"),
        }
        return []

    def fetchResults(self, string: str, context: QgsLocatorContext, feedback: QgsFeedback) -> None:
        if self._index is None or (not context.usingPrefix and len(string.strip()) < _SHORTEST):
            return
        from ...data.fulltext import Group, Hit

        hits = self._index.fulltext.search(string)
        if not string.strip():
            hits = [Hit(passage) for passage in self._index.passages if passage.group is Group.REGION]
        groups = list(Group)
        for number, hit in enumerate(hits):
            if feedback.isCanceled():
                return
            group = hit.passage.group
            result = QgsLocatorResult()
            result.filter = self
            result.displayString = self._index.regions[hit.passage.code].printed_name
            result.description = self._statuses[hit.passage.code] if group is Group.REGION else _description(hit)
            result.group = self._groups[group.value]
            result.groupScore = len(groups) - groups.index(group)
            result.score = 1 - number / len(hits)
            result.icon = self._icon
            result.setUserData(hit.passage.code)
            self.resultFetched.emit(result)

    def triggerResult(self, result: QgsLocatorResult) -> None:
        self._show_region(str(result.userData))


class LocatorRegistration:
    """Registers the locator filter, and unregisters it.

    The map zooms to a chosen region; `show_region` is then called with its code.
    """

    def __init__(self, iface: QgisInterface, show_region: Callable[[str], None]) -> None:
        self._iface = iface
        self._show_region = show_region
        self._filter = CtdLocatorFilter(self.choose)
        iface.registerLocatorFilter(self._filter)

    def choose(self, code: str) -> None:
        """Zoom to a region and show it."""
        from ..map.zoom_to_region import zoom_to_region

        zoom_to_region(self._iface, code)
        self._show_region(code)

    def remove(self) -> None:
        """Unregister the filter, which QGIS then deletes."""
        self._iface.deregisterLocatorFilter(self._filter)


class _LazySearch:
    """A RegionSearch that is made when it is first used."""

    def __init__(self) -> None:
        self._search: RegionSearch | None = None

    def index(self) -> SearchIndex:
        if self._search is None:
            from ...gis.regions.search import RegionSearch

            self._search = RegionSearch()
        return self._search.index()


def _description(hit: Hit) -> str:
    from ...i18n import titled

    return titled(hit.passage.section, hit.snippet(_LEAD).text)
