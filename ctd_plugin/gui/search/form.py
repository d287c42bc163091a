"""The form of a search: words, whose catalogues, and which kinds of link."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from qgis.gui import QgsCheckableComboBox, QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QStandardItemModel
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QGridLayout, QPushButton, QSizePolicy, QWidget

from ...catalogues.records import LinkKind
from ...catalogues.registry import Platform
from ...i18n import titled, tr
from ...regions import PRINTED_NAMES, codes_by_name
from ..common.widgets import let_shrink

_MAPS = frozenset({LinkKind.WMS, LinkKind.WMTS, LinkKind.TMS, LinkKind.ARCGIS})
_FEATURES = frozenset({LinkKind.WFS, LinkKind.OGCAPI_FEATURES, LinkKind.ARCGIS, LinkKind.GEOJSON})
_FILES = frozenset({LinkKind.FILE, LinkKind.GEOJSON})
_PAGES = frozenset({LinkKind.PAGE})


class SearchArea(StrEnum):
    """Whose catalogues are searched."""

    ALL = "all"
    CHOSEN = "chosen"
    SHOWN = "shown"
    PLATFORM = "platform"


@dataclass(frozen=True)
class SearchInput:
    """The values of the form: `regions` are codes, none of them for all; `platform` is searched alone where given."""

    words: str
    regions: tuple[str, ...] = ()
    platform: Platform | None = None
    in_map_extent: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether a place or a platform is chosen, of which the newest are a list to read."""
        return bool(self.regions) or self.platform is not None or self.in_map_extent


class SearchForm(QWidget):
    """Emits `submitted` and `cancelled` for a search, and `kinds_changed` when other kinds of link are chosen."""

    submitted = pyqtSignal()
    cancelled = pyqtSignal()
    kinds_changed = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown_region: str | None = None
        self._has_chosen_where = False
        self._platform: Platform | None = None
        self._is_searching = False

        self.box = QgsFilterLineEdit(self)
        self.box.setObjectName("ctdSearchBox")
        self.box.setShowSearchIcon(True)
        self.box.setPlaceholderText(tr("Words or an address"))
        self.box.setAccessibleName(tr("Words to search the catalogues for, or the address of a record"))
        self.box.returnPressed.connect(self.submitted)
        self._button = QPushButton(self)
        self._button.setObjectName("ctdSearchButton")
        self._button.clicked.connect(self._follow_button)
        self._where = _narrow_box(self, "ctdSearchWhere", tr("Catalogues to search"))
        self._regions = self._make_regions()
        self._kinds = _narrow_box(self, "ctdSearchKinds", tr("Link types shown"))
        self._in_extent = QCheckBox(tr("Within the map extent"), self)
        self._in_extent.setObjectName("ctdSearchInExtent")
        self._in_extent.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

        for kinds, label in (
            (frozenset(), tr("All link types")),
            (_MAPS, tr("Map services (WMS, WMTS…)")),
            (_FEATURES, tr("Features (WFS, OGC API…)")),
            (_FILES, tr("Files")),
            (_PAGES, tr("Pages")),
        ):
            self._kinds.addItem(label, kinds)
        self._fill_where()
        self._where.currentIndexChanged.connect(self._on_where_chosen)
        self._kinds.currentIndexChanged.connect(self.kinds_changed)

        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.box, 0, 0)
        grid.addWidget(self._button, 0, 1)
        grid.addWidget(self._where, 1, 0, 1, 2)
        grid.addWidget(self._regions, 2, 0, 1, 2)
        grid.addWidget(self._kinds, 3, 0, 1, 2)
        grid.addWidget(self._in_extent, 4, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self._show_regions()
        self.show_searching(False)

    @property
    def kinds(self) -> frozenset[LinkKind]:
        """The kinds of link wanted; none of them for all."""
        return self._kinds.currentData()

    def values(self) -> SearchInput | None:
        """Return the values of the form; None where regions are to be chosen and none is."""
        where = SearchArea(self._where.currentData())
        regions: tuple[str, ...] = ()
        if where is SearchArea.CHOSEN:
            regions = tuple(self._regions.checkedItemsData())
            if not regions:
                return None
        elif where is SearchArea.SHOWN and self._shown_region:
            regions = (self._shown_region,)
        platform = self._platform if where is SearchArea.PLATFORM else None
        return SearchInput(self.box.text().strip(), regions, platform, self._in_extent.isChecked())

    def offer_region(self, code: str | None) -> None:
        """Offer the region that the panel shows, or none; it is preselected unless the user has chosen otherwise."""
        if code != self._shown_region:
            self._shown_region = code
            self._fill_where(None if self._has_chosen_where or code is None else SearchArea.SHOWN)

    def restrict_to(self, platform: Platform) -> None:
        """Search this platform alone, until the user chooses otherwise or the panel shows another region."""
        self._platform = platform
        self._fill_where(SearchArea.PLATFORM)
        self._has_chosen_where = False

    def show_kinds(self, present: Collection[LinkKind]) -> None:
        """Grey the kinds of link that nothing found has; none of `present` for all of them."""
        model = cast(QStandardItemModel, self._kinds.model())
        for row in range(self._kinds.count()):
            kinds = self._kinds.itemData(row)
            model.item(row).setEnabled(not present or not kinds or not kinds.isdisjoint(present))

    def show_searching(self, is_searching: bool) -> None:
        """Offer to cancel during a search, else to search."""
        self._is_searching = is_searching
        self._button.setText(tr("Cancel") if is_searching else tr("Search"))

    def _follow_button(self) -> None:
        (self.cancelled if self._is_searching else self.submitted).emit()

    def _make_regions(self) -> QgsCheckableComboBox:
        regions = QgsCheckableComboBox(self)
        regions.setObjectName("ctdSearchRegions")
        regions.setAccessibleName(tr("Regions to search"))
        regions.setDefaultText(tr("Choose regions…"))
        for code in codes_by_name():
            regions.addItemWithCheckState(PRINTED_NAMES[code], Qt.CheckState.Unchecked, code)
        let_shrink(regions)
        return regions

    def _fill_where(self, chosen: SearchArea | None = None) -> None:
        """List whose catalogues can be searched, and keep the choice where it is among them, or make this one."""
        before = chosen.value if chosen else self._where.currentData()
        choices = {SearchArea.ALL: tr("All regions"), SearchArea.CHOSEN: tr("Chosen regions")}
        if self._shown_region:
            name = PRINTED_NAMES.get(self._shown_region, self._shown_region)
            choices[SearchArea.SHOWN] = titled(tr("Region in the panel"), name)
        if self._platform:
            choices[SearchArea.PLATFORM] = titled(tr("Platform"), self._platform.name)
        self._where.blockSignals(True)
        self._where.clear()
        for where, label in choices.items():
            self._where.addItem(label, where.value)
        self._where.setCurrentIndex(max(0, self._where.findData(before)))
        self._where.blockSignals(False)
        self._show_regions()

    def _on_where_chosen(self, *_: object) -> None:
        self._has_chosen_where = True
        self._show_regions()

    def _show_regions(self) -> None:
        self._regions.setVisible(self._where.currentData() == SearchArea.CHOSEN.value)
        self._where.setToolTip(self._where.currentText())


def _narrow_box(parent: QWidget, name: str, purpose: str) -> QComboBox:
    box = QComboBox(parent)
    box.setObjectName(name)
    box.setAccessibleName(purpose)
    let_shrink(box)
    return box
