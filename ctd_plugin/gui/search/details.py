"""All that a catalogue says of the current data set: a pane under the results that folds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QEvent, Qt, QUrl, pyqtSignal
from qgis.PyQt.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ...catalogues.merging import FoundRecord
from ...catalogues.records import Extent, Link, Record
from ...gis.add.add_layer import can_add
from ...gis.markup.addresses import safe_address
from ...i18n import number, titled, tr
from ...settings import read_settings, write_settings
from ...text import truncated
from ..common.html import COMMAND, HtmlHighlighter
from ..common.links import open_link
from ..common.page_view import PageView
from .labels import day, kind_name, link_name, link_notes, short

_OPEN, _ADD = f"{COMMAND}:open/", f"{COMMAND}:add/"
_OPEN_STATE, _FOLDED = "open", "folded"
_LINES_FOR_BOTH = 32
"""Lines of text in the height of a tab that has room for the list and the details."""
_TITLE_LENGTH = 300
_TEXT_LENGTH = 4000
_ADDRESS_LENGTH = 300
_MOST_LINKS = 60


class RecordDetails(QWidget):
    """Shows one data set; whether it is open is remembered."""

    add_requested = pyqtSignal(object, object)
    """The Link that is to be added to the map, and its Record."""
    folded = pyqtSignal()
    """The pane was opened or closed."""

    def __init__(self, iface: QgisInterface, parent: QWidget) -> None:
        super().__init__(parent)
        self._iface = iface
        self._found: FoundRecord | None = None
        self._names: Mapping[str, str] = {}
        self._addresses: list[str] = []
        self._is_adapting = False
        self._head = QToolButton(self)
        self._head.setObjectName("ctdSearchDetailsHead")
        self._head.setText(tr("Details"))
        self._head.setAccessibleName(tr("Show the details of the dataset"))
        self._head.setCheckable(True)
        self._head.setAutoRaise(True)
        self._head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._page = PageView(self)
        self._page.setObjectName("ctdSearchDetails")
        self._page.setAccessibleName(tr("Details of the dataset"))
        self._page.anchorClicked.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._head)
        column.addWidget(self._page, 1)
        self._choice = read_settings().search_details
        self._head.setChecked(self._choice != _FOLDED)
        self._fold(self._head.isChecked())
        self._head.toggled.connect(self._on_toggled)
        self._draw()

    @property
    def is_open(self) -> bool:
        """Whether the details are shown."""
        return self._head.isChecked()

    def adapt_to(self, height: int) -> None:
        """Fold in a tab of this height that is too low for a list and details, until the user chooses."""
        if not self._choice:
            self._is_adapting = True
            self._head.setChecked(height >= _LINES_FOR_BOTH * self.fontMetrics().lineSpacing())
            self._is_adapting = False

    def show_record(self, found: FoundRecord | None) -> None:
        """Show a data set, None for none."""
        if found != self._found:
            self._found = found
            self._page.verticalScrollBar().setValue(0)
            self._draw()

    def show_names(self, names: Mapping[str, str]) -> None:
        """Set the names of the catalogues by their ids."""
        if names != self._names:
            self._names = dict(names)
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_addresses"):
            self._draw()

    def _on_toggled(self, is_open: bool) -> None:
        if not self._is_adapting:
            self._choice = _OPEN_STATE if is_open else _FOLDED
            write_settings(replace(read_settings(), search_details=self._choice))
        self._fold(is_open)
        self._draw()
        self.folded.emit()

    def _fold(self, is_open: bool) -> None:
        self._head.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self._page.setVisible(is_open)

    def _draw(self) -> None:
        if not self.is_open:
            return
        self._addresses = []
        if self._found is None:
            self._page.show_page(_paragraph(tr("Select a dataset to read its details.")))
        else:
            self._page.show_page("".join(self._paragraphs(self._found)))

    def _paragraphs(self, found: FoundRecord) -> Iterator[str]:
        record = found.record
        title = short(record.title, _TITLE_LENGTH) or tr("(no title)")
        yield f"<p><b>{escape(title)}</b></p>"
        yield HtmlHighlighter().prose(truncated(record.abstract, _TEXT_LENGTH))
        names = [self._names[identifier] for identifier in found.catalogues if identifier in self._names]
        for label, text in (
            (tr("Organisation"), record.organisation),
            (tr("Contact"), record.contact),
            (tr("Updated"), day(record.modified)),
            (tr("Licence"), record.licence),
            (tr("Extent"), _extent_text(record.extent)),
            (tr("Catalogue"), ", ".join(names)),
        ):
            if text.strip():
                # Titled first: French puts a space before the colon.
                name = titled(label, "").rstrip(" ")
                value = HtmlHighlighter().line(short(text, _TEXT_LENGTH))
                yield f"<p><b>{escape(name)}</b> {value}</p>"
        if record.landing_page:
            page = self._address(record.landing_page, tr("Page of the dataset"))
            yield f"<p>{page}</p>"
        for place, link in enumerate(record.links[:_MOST_LINKS]):
            yield self._link(link, place, record)
        rest = len(record.links) - _MOST_LINKS
        if rest > 0:
            yield _paragraph(tr("{count} more links in the list").format(count=number(rest)))
        if not record.links and not record.landing_page:
            yield _paragraph(tr("The catalogue gives no link to this dataset."))

    def _link(self, link: Link, place: int, record: Record) -> str:
        """Return a link with its kind, name, address, and what to know of it."""
        name = link_name(link, record, _TITLE_LENGTH)
        head = f"<b>{escape(kind_name(link))}</b> {escape(name)}".rstrip()
        if can_add(link):
            add = tr("Add to the map")
            head += f' – <a href="{_ADD}{place}">{escape(add)}</a>'
        lines = [head, self._address(link.url), *map(escape, link_notes(link))]
        return f"<p>{'<br>'.join(lines)}</p>"

    def _address(self, url: str, text: str = "") -> str:
        """Return a link that opens an address; one that may not be opened stays text."""
        shown = escape(text or short(url, _ADDRESS_LENGTH))
        if safe_address(url) is None:
            return escape(short(url, _ADDRESS_LENGTH))
        self._addresses.append(url)
        return f'<a href="{_OPEN}{len(self._addresses) - 1}">{shown}</a>'

    def _follow(self, url: QUrl) -> None:
        target = url.toString()
        if target.startswith(_OPEN):
            # As the catalogue wrote it: Qt would decode it.
            target = self._addresses[int(target.removeprefix(_OPEN))]
        if target.startswith(_ADD):
            if self._found is not None:
                record = self._found.record
                self.add_requested.emit(record.links[int(target.removeprefix(_ADD))], record)
        else:
            open_link(self._iface, target)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _extent_text(extent: Extent | None) -> str:
    if extent is None:
        return ""
    text = tr("west {west}, south {south}, east {east}, north {north} (degrees)")
    sides = {"west": extent.west, "south": extent.south, "east": extent.east, "north": extent.north}
    return text.format(**{side: number(value, 2) for side, value in sides.items()})
