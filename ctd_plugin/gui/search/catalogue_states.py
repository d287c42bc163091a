"""The state of each catalogue in a search: a list that folds, with a link to the next page where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from qgis.PyQt.QtCore import QEvent, Qt, QTimer, QUrl, pyqtSignal
from qgis.PyQt.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ...catalogues.plan import Catalogue
from ...gis.catalogues.search import CatalogueState, SearchState
from ...gis.labels.platforms import protocol_names
from ...i18n import number, tr
from ..common.html import COMMAND
from ..common.page_view import PageView
from .labels import SEPARATOR, cannot_filter_extent, state_text

_MORE = f"{COMMAND}:more/"
_HEIGHT_IN_LINES = 9


class CatalogueStates(QWidget):
    """Folded at first; emits the id of a catalogue from which more is requested."""

    more_requested = pyqtSignal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._catalogues: tuple[Catalogue, ...] = ()
        self._states: Mapping[str, CatalogueState] = {}
        self._head = QToolButton(self)
        self._head.setObjectName("ctdSearchStatesHead")
        self._head.setCheckable(True)
        self._head.setAutoRaise(True)
        self._head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._head.toggled.connect(self._fold)
        self._page = PageView(self)
        self._page.setObjectName("ctdSearchStates")
        self._page.setAccessibleName(tr("State of each catalogue"))
        self._page.setFixedHeight(self._page.fontMetrics().lineSpacing() * _HEIGHT_IN_LINES)
        self._page.anchorClicked.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._head)
        column.addWidget(self._page)
        # Responses come many together; one drawing after the last is enough.
        self._draw_timer = QTimer(self)
        self._draw_timer.setSingleShot(True)
        self._draw_timer.setInterval(50)
        self._draw_timer.timeout.connect(self._draw)
        self._fold(False)

    def show_states(self, catalogues: tuple[Catalogue, ...], states: Mapping[str, CatalogueState]) -> None:
        """Show the states of these catalogues; `states` is by their ids."""
        self._catalogues, self._states = catalogues, states
        self.setVisible(bool(catalogues))
        self._head.setText(self._summary())
        self._draw_timer.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_draw_timer"):
            self._draw_timer.start()

    def _fold(self, is_open: bool) -> None:
        self._head.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self._page.setVisible(is_open)

    def _summary(self) -> str:
        statuses = [self._states[catalogue.id].status for catalogue in self._catalogues]
        answered, failed = statuses.count(SearchState.ANSWERED), statuses.count(SearchState.FAILED)
        text = tr("{count} of {total} answered").format(count=number(answered), total=number(len(statuses)))
        if failed:
            text += " · " + tr("{count} without response").format(count=number(failed))
        return text

    def _draw(self) -> None:
        lines = []
        for index, catalogue in enumerate(self._catalogues):
            state = self._states[catalogue.id]
            name = f"<b>{escape(catalogue.name)}</b> ({escape(protocol_names()[catalogue.protocol])})"
            line = f"{name} – {escape(state_text(state))}"
            if cannot_filter_extent(catalogue):
                line += SEPARATOR + escape(tr("cannot search by extent"))
            if command := _command(state):
                line += f'{SEPARATOR}<a href="{_MORE}{index}">{escape(command)}</a>'
            lines.append(f"<p>{line}</p>")
        self._page.show_page("".join(lines))

    def _follow(self, url: QUrl) -> None:
        index = url.toString().removeprefix(_MORE)
        if index.isdecimal() and int(index) < len(self._catalogues):
            self.more_requested.emit(self._catalogues[int(index)].id)


def _command(state: CatalogueState) -> str:
    if state.status in (SearchState.FAILED, SearchState.CANCELLED):
        return tr("retry")
    return tr("more") if state.status is SearchState.ANSWERED and state.has_more else ""
