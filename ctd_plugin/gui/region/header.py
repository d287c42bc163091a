"""What one wants of a region first: name, status, dates, platforms and contact, in view while the rest scrolls."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ...data.profile.region_profile import RegionProfile
from ...gis.catalogues.known_health import known_health
from ...gis.labels.fields import field_aliases
from ...gis.labels.labels import not_given, status_label
from ...gis.regions.sections import check_text, ctd_date, interview, status_remark, without_platform
from ...gis.style.palette import NO_ANSWER_HATCH, PAPER, STATUS_FILLS, label_colour
from ...i18n import titled, tr
from ...text import one_line, truncated
from ..common.html import HtmlHighlighter, tooltip
from ..common.link_label import LinkLabel
from ..common.widgets import menu_button, plain_label
from .platform_actions import PlatformActions
from .platform_rows import MOST, PlatformRows

_LONGEST_CONTACT = 64
_PAGE_LINES = 5
"""The lines of the page that stay in view."""


class RegionHeader(QWidget):
    """The status stands in the map's colour, which QGIS's theme does not change."""

    check_wanted = pyqtSignal()

    def __init__(self, actions: PlatformActions, portrait: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = plain_label(name="ctdRegionName", selectable=True)
        font = self._name.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        font.setBold(True)
        self._name.setFont(font)
        self._chip = plain_label(name="ctdStatusChip", selectable=True)
        self._date = plain_label(name="ctdDate", selectable=True)
        self._no_platform = plain_label(name="ctdNoPlatform")
        self._platforms = PlatformRows(actions, self)
        self._checked = _links("ctdChecked", self)
        self._checked.linkActivated.connect(lambda _address: self.check_wanted.emit())
        self._contact = _links("ctdContact", self)
        self._contact.linkActivated.connect(actions.open)
        self._portrait = menu_button("ctdPortraitButton", portrait, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        first = QHBoxLayout()
        first.addWidget(self._name, 1)
        first.addWidget(self._portrait, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        for widget in (self._chip, self._date, self._no_platform, self._platforms):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._platforms.more)
        row.addWidget(self._checked, 1)
        column.addLayout(row)
        column.addWidget(self._contact)

    @property
    def controls(self) -> list[QWidget]:
        """The controls in the order of the Tab key."""
        return [self._portrait, *self._platforms.controls, self._platforms.more, self._checked, self._contact]

    def fit_into(self, height: int) -> None:
        """Show as many platforms as there is room for in a height that the header shares with the page."""
        row, layout = max(1, self._platforms.row_height), self.layout()
        rest = layout.totalHeightForWidth(self.width()) - self._platforms.sizeHint().height()
        room = height - rest - _PAGE_LINES * self.fontMetrics().lineSpacing()
        self._platforms.show_at_most(max(1, min(MOST, room // row)))

    def show_profile(self, profile: RegionProfile) -> None:
        """Show a region in the language in force."""
        self._name.setText(profile.printed_name)
        words = tr("Copy, save or print the portrait of the region")
        self._portrait.setToolTip(tooltip(words))
        self._portrait.setAccessibleName(words)
        self._chip.setText(status_label(profile.status, profile.carried_from("statut")))
        # No answer is hatched on the map; words could not be read on a hatch, so that the rim is broken instead.
        fill, rim = (STATUS_FILLS[profile.status], "solid") if profile.status else (PAPER, "dashed")
        style = (
            f"background: {fill}; color: {label_colour(fill)}; font-weight: bold; padding: 2px 6px;"
            f"border: 1px {rim} {NO_ANSWER_HATCH}; border-radius: 3px;"
        )
        if style != self._chip.styleSheet():
            self._chip.setStyleSheet(style)
        lines = [titled(*describe(profile)) for describe in (ctd_date, interview)]
        self._date.setText("\n".join(filter(None, (status_remark(profile), *lines))))
        self._no_platform.setVisible(not profile.platforms)
        self._no_platform.setText(without_platform())
        self._platforms.show_platforms(profile.platforms)
        checked = check_text(profile.platforms, known_health())
        self._checked.setVisible(bool(checked))
        command = escape(tr("check"))
        self._checked.show_html(f'{escape(checked)} – <a href="check">{command}</a>')
        self._checked.setAccessibleName(checked)
        self._show_contact(one_line(profile.contact))

    def _show_contact(self, contact: str) -> None:
        title = field_aliases()["contact"]
        shown = truncated(contact, _LONGEST_CONTACT) or not_given()
        self._contact.show_html(HtmlHighlighter().line(titled(title, shown)))
        self._contact.setAccessibleName(titled(title, contact or not_given()))
        self._contact.setToolTip(tooltip(contact))


def _links(name: str, parent: QWidget) -> LinkLabel:
    """Return a label that wraps, and may be narrower than its longest word, such as an address."""
    label = LinkLabel(name, parent)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
