"""Name, status and dates of a region, in view while the rest scrolls."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ...data.profile.region_profile import RegionProfile
from ...gis.labels.labels import status_label
from ...gis.regions.sections import ctd_date, interview, status_remark
from ...gis.style.palette import NO_ANSWER_HATCH, PAPER, STATUS_FILLS, label_colour
from ...i18n import titled
from ..common.widgets import plain_label


class RegionHeader(QWidget):
    """Three labels; the status stands in the map's colour, which QGIS's theme does not change."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = plain_label(name="ctdRegionName", selectable=True)
        font = self._name.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setBold(True)
        self._name.setFont(font)
        self._chip = plain_label(name="ctdStatusChip", selectable=True)
        self._date = plain_label(name="ctdDate", selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for label in (self._name, self._chip, self._date):
            column.addWidget(label)

    def show_profile(self, profile: RegionProfile) -> None:
        """Show a region in the language in force."""
        self._name.setText(profile.printed_name)
        self._chip.setText(status_label(profile.status, profile.carried_from("statut")))
        # No answer is hatched on the map; words could not be read on a hatch, so that the rim is broken instead.
        fill, rim = (STATUS_FILLS[profile.status], "solid") if profile.status else (PAPER, "dashed")
        self._chip.setStyleSheet(
            f"background: {fill}; color: {label_colour(fill)}; font-weight: bold; padding: 3px 6px;"
            f"border: 1px {rim} {NO_ANSWER_HATCH}; border-radius: 3px;"
        )
        lines = [titled(*describe(profile)) for describe in (ctd_date, interview)]
        self._date.setText("\n".join(filter(None, (status_remark(profile), *lines))))
