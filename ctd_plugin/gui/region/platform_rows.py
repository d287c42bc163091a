"""The platforms of a region in its header: a row each, as many as there is room for, and the rest in a menu."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qgis.PyQt.QtCore import QEvent, QSize, Qt
from qgis.PyQt.QtGui import QFontMetrics, QIcon, QPalette
from qgis.PyQt.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ...catalogues.registry import Platform
from ...gis.icons import icon_path
from ...gis.regions.sections import platform_texts, without_address
from ...i18n import plural, tr
from ..common.html import tooltip
from ..common.link_label import LinkLabel
from ..common.widgets import menu_button, menu_text, tool_button
from .platform_actions import PlatformActions, is_searchable

MOST = 5


class PlatformRows(QWidget):
    """The rows are made once, and filled for each region."""

    def __init__(self, actions: PlatformActions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ctdPlatforms")
        self._actions = actions
        self._platforms: Sequence[Platform] = ()
        self._most = MOST
        self._rows = [_PlatformRow(number, actions, self) for number in range(MOST)]
        self.more = tool_button("ctdMorePlatforms", self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        menu.aboutToShow.connect(lambda: self._fill_more(menu))
        self.more.setMenu(menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self._rows:
            column.addWidget(row)

    @property
    def controls(self) -> list[QWidget]:
        """The controls in the order of the Tab key; `more` stands elsewhere."""
        return [control for row in self._rows for control in row.controls]

    @property
    def row_height(self) -> int:
        """The height of a row."""
        return self._rows[0].sizeHint().height()

    def show_platforms(self, platforms: Sequence[Platform]) -> None:
        """Show platforms, those in service first."""
        # What one can go to comes first; a sort keeps the order of the registry.
        self._platforms = sorted(platforms, key=lambda one: (not one.is_active, not (one.homepage or one.endpoints)))
        self._show()

    def show_at_most(self, count: int) -> None:
        """Show so many rows at most, for as much room as there is."""
        if count != self._most:
            self._most = count
            self._show()

    def _show(self) -> None:
        shown, rest = self._platforms[: self._most], len(self._platforms[self._most :])
        for row, platform in zip(self._rows, shown, strict=False):
            row.show_platform(platform)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(shown))
        self.more.setVisible(rest > 0)
        if rest:
            self.more.setText(tr("{count} more").format(count=rest))
            words = plural(rest, tr("{count} more platform"), tr("{count} more platforms")).format(count=rest)
            self.more.setToolTip(tooltip(words))
            self.more.setAccessibleName(words)

    def _fill_more(self, menu: QMenu) -> None:
        menu.clear()
        for platform in self._platforms[self._most :]:
            entry = menu.addMenu(menu_text(_title(platform)))
            self._actions.fill_menu(entry, platform)
            if entry.isEmpty():
                entry.addAction(without_address()).setEnabled(False)


class _PlatformRow(QWidget):
    """The name as a link to the portal, the software, a button that searches the catalogue, and a menu."""

    def __init__(self, number: int, actions: PlatformActions, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._platform: Platform | None = None
        self._name = _PlatformLink(f"ctdPlatform{number}", self)
        self._name.linkActivated.connect(actions.open)
        self._search = tool_button(f"ctdPlatformSearch{number}", self)
        self._search.setIcon(QIcon(icon_path("search")))
        self._search.setIconSize(QSize(self.fontMetrics().height(), self.fontMetrics().height()))
        self._search.clicked.connect(self._search_platform)
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self._menu = menu_button(f"ctdPlatformMenu{number}", menu, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self._name, 1)
        row.addWidget(self._search)
        row.addWidget(self._menu)

    @property
    def controls(self) -> list[QWidget]:
        return [self._name, self._search, self._menu]

    def show_platform(self, platform: Platform) -> None:
        self._platform = platform
        self._name.show_platform(platform)
        self._search.setVisible(is_searchable(platform))
        self._menu.setVisible(bool(platform.homepage or platform.endpoints))
        for button, words in (
            (self._search, tr("Search the catalogue of {name}")),
            (self._menu, tr("Addresses and services of {name}")),
        ):
            button.setAccessibleName(words.format(name=platform.name))
            button.setToolTip(tooltip(words.format(name=platform.name)))

    def _search_platform(self) -> None:
        if self._platform is not None:
            self._actions.search(self._platform)

    def _fill(self, menu: QMenu) -> None:
        if self._platform is not None:
            self._actions.fill_menu(menu, self._platform)


class _PlatformLink(LinkLabel):
    """One line: as much of the name as there is room for, what must be known of its state, and its software."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._platform: Platform | None = None
        self._remarks: tuple[str, ...] = ()
        self._software = ""

    def show_platform(self, platform: Platform) -> None:
        """Show a platform; one of the user's own is marked as such."""
        texts = platform_texts(platform)
        self._platform, self._software = platform, texts.technology
        remarks = (texts.status, not platform.is_active), (texts.source, platform.is_own)
        self._remarks = tuple(text for text, is_needed in remarks if is_needed)
        details = (texts.technology, texts.operator, texts.status, texts.source)
        self.setToolTip(tooltip(platform.name, " · ".join(details), platform.homepage or without_address()))
        self.setAccessibleName(_title(platform))
        self.setAccessibleDescription(" · ".join((*details, platform.homepage)))
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._show()

    def _show(self) -> None:
        if self._platform is None:
            return
        metrics = QFontMetrics(self.font())
        remark = f" ({', '.join(self._remarks)})" if self._remarks else ""
        room = self.width() - metrics.horizontalAdvance(remark) - 4
        name = metrics.elidedText(self._platform.name, Qt.TextElideMode.ElideRight, room)
        software = f"  {self._software}"
        has_room = name == self._platform.name and metrics.horizontalAdvance(name + software) <= room
        palette, active = self.palette(), QPalette.ColorGroup.Active
        link = palette.color(active, QPalette.ColorRole.Link).name()
        shown = escape(name)
        if self._platform.homepage:
            shown = f'<a href="{escape(self._platform.homepage)}" style="color: {link}">{shown}</a>'
        self.show_html(f"{shown}{escape(remark)}{f'&nbsp; <i>{escape(self._software)}</i>' if has_room else ''}")


def _title(platform: Platform) -> str:
    texts = platform_texts(platform)
    return platform.name if platform.is_active else f"{platform.name} ({texts.status})"
