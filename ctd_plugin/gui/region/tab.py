"""`ctdRegionTab`: the profile of a region."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QEvent, Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QLineEdit, QShortcut, QVBoxLayout, QWidget

from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.region_profile import RegionProfile
from ...gis.catalogues.own_platforms import with_own
from ...gis.project.editions import unstyled_edition
from ...gis.project.layers import find_layers, project_language
from ...gis.project.region_at import region_layers
from ...gis.regions.edition_cache import edition_of
from ...i18n import current_language, language, tr
from ..common.widgets import soon_timer
from ..help.help import help_key
from ..map.load import load_map
from ..map.territory_menu import fill_territory_menu
from ..map.zoom_to_region import zoom_to_region
from .back_bar import BackBar
from .edition_bar import EditionBar
from .figures_html import COMPARE, REGION
from .header import RegionHeader
from .highlight import RegionHighlight
from .page_html import (
    CHECK,
    CONNECT,
    COPY,
    FOLDED_AT_FIRST,
    LOAD,
    OPEN,
    SEARCH,
    DrawnPages,
    PageState,
    endpoints,
    message_page,
)
from .platform_actions import PlatformActions
from .portrait_menu import PortraitMenu
from .region_page import FOLD, RegionPage
from .toolbar import RegionToolBar


class RegionTab(QWidget):
    """Controls, header, filter and a page.

    It keeps a region's code and looks for the project's layers each time, so that these may come and go.
    """

    search_wanted = pyqtSignal(object)
    """The Platform whose catalogue the user wants to search, with the endpoints to search it through."""
    check_wanted = pyqtSignal()
    """The user wants the services of the platforms checked."""
    back_wanted = pyqtSignal()
    """The user wants to go back to the list that the region was opened from."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__()
        self.setObjectName("ctdRegionTab")
        self._iface = iface
        self._code: str | None = None
        self._profile: RegionProfile | None = None
        self._read: EditionProfiles | None = None
        self._edition: EditionProfiles | None = None
        self._pages = DrawnPages()
        self._sentence = ""
        self._folded = set(FOLDED_AT_FIRST)
        self._compared: set[str] = set()
        self._words_kept = ""
        self._named_in = ""
        self._map = RegionHighlight(iface.mapCanvas())
        self._build()
        help_key(self, "region")
        # Layers come by the half-dozen; one reading after the last is enough.
        self._refresh_timer = soon_timer(self, self.refresh)
        self._page_timer = soon_timer(self, self._draw_page)
        self._section = ""
        self._section_timer = soon_timer(self, lambda: self._page.show_section(self._section))
        project = QgsProject.instance()
        self._signals = (
            project.layersAdded,
            project.layersRemoved,
            project.readProject,
            project.cleared,
            project.customVariablesChanged,
        )
        for signal in self._signals:
            signal.connect(self._refresh_soon)
        self.refresh()

    @property
    def code(self) -> str | None:
        """The code of the region shown."""
        return self._code

    def start(self) -> None:
        """Focus the filter of the region shown, or the chooser where there is none."""
        (self._filter if self._profile is not None else self._chooser).setFocus()

    def stop(self) -> None:
        """Disconnect from the project and the map, before the tab is deleted."""
        for signal in self._signals:
            signal.disconnect(self._refresh_soon)
        for timer in (self._refresh_timer, self._page_timer, self._section_timer):
            timer.stop()
        self._map.remove()

    def show_region(self, code: str) -> None:
        """Show a region and outline it on the map."""
        if self._words_kept and self._filter.text() == self._words_kept:
            # Words that came with a passage are not looked for in other regions.
            self._set_filter("")
        self._words_kept = ""
        self._section_timer.stop()
        self._code, self._sentence = code, ""
        self.refresh()
        self._page.verticalScrollBar().setValue(0)

    def show_passage(self, code: str, section: str, words: str) -> None:
        """Show a region with some words in its filter, at the first of them in a section."""
        self._set_filter(words)
        self._folded.discard(section)
        self.show_region(code)
        self._words_kept = words
        self._section = section
        self._page.show_section(section)
        self._page.setFocus()
        # Once more when the panel has its size: it may just have been opened.
        self._section_timer.start()

    def offer_back(self, is_offered: bool) -> None:
        """Offer the way back to the list that the region was opened from, or no longer."""
        if is_offered != self._back.isVisibleTo(self):
            self._back.setVisible(is_offered)
            self._fit()

    def show_nothing(self, sentence: str) -> None:
        """Clear the panel and the outline, and say why."""
        self._code, self._sentence = None, sentence
        self.refresh()

    def refresh(self) -> None:
        """Draw everything anew, in the language of the project's layers."""
        project = QgsProject.instance()
        with language(project_language(project)):
            self._name_controls()
            self._draw(project)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_refresh_timer"):
            self._refresh_soon()

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def hideEvent(self, event: QEvent) -> None:
        """Remove the outline while the tab is hidden."""
        self._map.show(None)
        super().hideEvent(event)

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)
        self._outline()

    def _fit(self) -> None:
        """Give the header what the bars leave, and the page a few lines."""
        bars = [
            widget for widget in (self._back, self._bar, self._edition_bar, self._filter) if widget.isVisibleTo(self)
        ]
        column, count = self.layout(), len(bars) + 2
        margins = column.contentsMargins()
        used = sum(bar.sizeHint().height() for bar in bars) + (count - 1) * column.spacing()
        self._header.fit_into(self.height() - used - margins.top() - margins.bottom())

    def _outline(self) -> None:
        self._map.show(self._profile.code if self._profile and self.isVisible() else None)

    def _refresh_soon(self, *_unused: object) -> None:
        self._refresh_timer.start()

    def _build(self) -> None:
        self._portrait = PortraitMenu(self._iface, self._shown, self)
        fill = partial(fill_territory_menu, self._iface)
        self._bar = RegionToolBar(self._zoom, self._map.flash, fill, self)
        self._chooser = self._bar.chooser
        self._chooser.chosen.connect(self.show_region)
        self._chooser.unknown.connect(self._show_unknown)
        self._back = BackBar(self)
        self._back.wanted.connect(self.back_wanted)
        self._platforms = PlatformActions(self._iface, self)
        self._platforms.search_wanted.connect(self.search_wanted)
        self._edition_bar = EditionBar(self)
        self._header = RegionHeader(self._platforms, self._portrait, self)
        self._header.check_wanted.connect(self.check_wanted)
        self._filter = QLineEdit(self)
        self._filter.setObjectName("ctdFilter")
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(lambda _words: self._page_timer.start())
        self._page = RegionPage(self)
        self._page.anchorClicked.connect(self._follow)
        self._page.narrowed.connect(lambda: self._page_timer.start())

        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        for widget in (self._back, self._bar, self._edition_bar, self._header, self._filter):
            column.addWidget(widget)
        column.addWidget(self._page, 1)
        for first, second in pairwise(self._controls()):
            QWidget.setTabOrder(first, second)
        for keys, slot in (
            ("Alt+PgUp", self._chooser.step_back),
            ("Alt+PgDown", self._chooser.step_on),
            ("Alt+Left", self._go_back),
            ("Escape", self._escape),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _controls(self) -> list[QWidget]:
        """Return the controls in the order of the Tab key."""
        rest = [*self._header.controls, self._filter, self._page]
        return [self._back.button, *self._bar.controls, self._edition_bar.chooser, *rest]

    def _zoom(self) -> None:
        if self._code and self._map.has_shape:
            zoom_to_region(self._iface, self._code, flash=False)

    def _shown(self) -> tuple[RegionProfile, EditionProfiles] | None:
        """Return the region shown and its edition."""
        return (self._profile, self._edition) if self._profile and self._edition else None

    def _go_back(self) -> None:
        if self._back.isVisible():
            self.back_wanted.emit()

    def _set_filter(self, words: str) -> None:
        """Put words into the filter; the page is drawn by the caller."""
        self._filter.blockSignals(True)
        self._filter.setText(words)
        self._filter.blockSignals(False)

    def _name_controls(self) -> None:
        """Name the controls in the language in force, unless they are."""
        if self._named_in == current_language():
            return
        self._named_in = current_language()
        self._bar.name_controls()
        self._portrait.name_commands()
        self._back.name_controls()
        words = tr("Show only the sections that contain these words")
        self._filter.setToolTip(words)
        self._filter.setAccessibleName(words)
        self._filter.setPlaceholderText(tr("Find in this region…"))
        self._page.setAccessibleName(tr("Survey answers of the region"))

    def _draw(self, project: QgsProject) -> None:
        layers = find_layers(project)
        if layers is None:
            self._edition_bar.hide_editions()
            self._chooser.offer([])
            self._pages.clear()
            # A region of a project that was closed is not one of the next.
            self._code, self._sentence = None, ""
            offers_edition = unstyled_edition(project) is not None
            if offers_edition:
                sentence = tr("The project has the regions of a CTD edition as a plain layer, without map and answers.")
            elif region_layers(project):
                sentence = tr("The survey tables are missing from the project: load the CTD map to read them here.")
            else:
                sentence = tr("The project has no CTD map: load it to read the regions here.")
            self._show_sentence(sentence, offers_map=True, offers_edition=offers_edition)
            return
        self._read = edition_of(layers)
        edition = with_own(self._read)
        self._edition_bar.show_edition(layers, edition.about)
        if edition.misfits:
            sentence = tr(
                "The CTD layers are from another edition of the GeoPackage: remove them and load the map again."
            )
            self._show_sentence(sentence)
            return
        self._chooser.offer([(profile.printed_name, profile.code) for profile in edition.profiles])
        self._chooser.show_code(self._code)
        profile = edition.by_code.get(self._code or "")
        if profile is None:
            self._show_sentence(self._sentence or self._why_empty())
            return
        self._edition = edition
        self._show_header(profile)
        self._show_page(profile, edition)

    def _draw_page(self) -> None:
        """Draw the page alone: all that the filter, the sections folded and the width of the panel change."""
        project = QgsProject.instance()
        with language(project_language(project)):
            layers = find_layers(project)
            is_read = layers is not None and edition_of(layers) is self._read
            if self._profile is None or self._edition is None or not is_read or self._refresh_timer.isActive():
                self.refresh()
            else:
                self._fit()
                self._show_page(self._profile, self._edition)

    def _show_page(self, profile: RegionProfile, edition: EditionProfiles) -> None:
        state = PageState(frozenset(self._folded), self._filter.text(), frozenset(self._compared))
        self._page.show_region(*self._pages.page(profile, edition, state, self._page.look()))

    def _why_empty(self) -> str:
        if self._code:
            return tr("The CTD layers have no region with code {code}.").format(code=self._code)
        return tr("Click a region on the map with the CTD tool, or choose one above.")

    def _show_sentence(self, sentence: str, *, offers_map: bool = False, offers_edition: bool = False) -> None:
        self._show_header(None)
        self._page.show_region(message_page(sentence, offers_map, offers_edition), {})

    def _show_header(self, profile: RegionProfile | None) -> None:
        self._profile = profile
        self._outline()
        for widget in (self._header, self._filter):
            widget.setVisible(profile is not None)
        self._bar.enable(has_region=profile is not None)
        if profile is not None:
            self._header.show_profile(profile)
            self._fit()

    def _follow(self, url: QUrl) -> None:
        """Run the command of a link of the page, or open its address."""
        target = url.toString()
        with language(project_language(QgsProject.instance())):
            if target.startswith(FOLD):
                self._toggle(self._folded, target, FOLD)
            elif target.startswith(COMPARE):
                self._toggle(self._compared, target, COMPARE)
            elif target.startswith(REGION):
                self.show_region(target.removeprefix(REGION))
            elif target == LOAD:
                load_map(self._iface)
            elif target == OPEN:
                self._open_unstyled()
            elif target == CHECK:
                self.check_wanted.emit()
            elif target.startswith((COPY, CONNECT, SEARCH)):
                self._run_endpoint_command(target)
            else:
                self._platforms.open(target)

    def _open_unstyled(self) -> None:
        from ..editions.open_edition import open_edition

        source = unstyled_edition(QgsProject.instance())
        if source is not None:
            open_edition(self._iface, source)

    def _toggle(self, open_ones: set[str], target: str, command: str) -> None:
        open_ones ^= {target.removeprefix(command)}
        self._draw_page()
        self._page.focus_link(target)

    def _run_endpoint_command(self, target: str) -> None:
        """Copy an endpoint's address, add it to QGIS's connections, or start a search of it."""
        command, _, index = target.rpartition("/")
        known = endpoints(self._profile) if self._profile else []
        if not index.isdecimal() or int(index) >= len(known):
            return
        platform, endpoint = known[int(index)]
        if f"{command}/" == COPY:
            self._platforms.copy(endpoint.url)
        elif f"{command}/" == SEARCH:
            self._platforms.search(platform, endpoint)
        else:
            self._platforms.connect_to(platform, endpoint)

    def _show_unknown(self, typed: str) -> None:
        with language(project_language(QgsProject.instance())):
            self.show_nothing(tr("No region named “{words}”.").format(words=typed))

    def _escape(self) -> None:
        """Empty the filter, or go back to the map."""
        if self._filter.text():
            self._filter.clear()
        else:
            self._iface.mapCanvas().setFocus()
