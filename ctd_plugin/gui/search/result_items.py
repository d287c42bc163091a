"""The entries of the list of results: regions, their records, the links of each, and what a region still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import cast

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QTreeWidgetItem

from ...catalogues.merging import FoundRecord
from ...catalogues.records import Link, Record
from ...i18n import number, titled, tr
from ...regions import PRINTED_NAMES
from ..common.rich_items import HTML
from .labels import kind_name, link_html, more_text, record_html, record_title, silent_text
from .region_state import RegionState


@dataclass(frozen=True)
class SelectedResult:
    """A selected record, and the link where one of its links is selected."""

    record: Record
    link: Link | None = None


class RegionGroup(QTreeWidgetItem):
    """A region, with its records first and what it lacks last."""

    def __init__(self, region: str) -> None:
        super().__init__()
        self._name = PRINTED_NAMES.get(region, region)
        self.setFlags(Qt.ItemFlag.ItemIsEnabled)

    def show_state(self, count: int, state: RegionState, *, is_filtered: bool) -> None:
        """Show how many records are listed, of how many where that is known, and what can be asked for."""
        text = number(count)
        missing = (state.matched or 0) - state.received
        if state.matched is not None and missing > 0 and not is_filtered:
            text = tr("{count} of {total}").format(count=text, total=number(count + missing))
        title = titled(self._name, text) if count or state.is_whole else self._name
        self.setText(0, title)
        set_html(self, f"<b>{escape(title)}</b>")
        self._show_requests(state)

    def records(self) -> int:
        """The number of records; the entries after them are requests."""
        return self.childCount() - sum(isinstance(self.child(row), RequestItem) for row in range(self.childCount()))

    def _show_requests(self, state: RegionState) -> None:
        wanted: list[tuple[tuple[str, ...], tuple[str, str]]] = [
            ((catalogue.id,), silent_text(catalogue, one)) for catalogue, one in state.silent
        ]
        if state.more:
            wanted.append((() if state.is_running else state.more, more_text(state)))
        children = map(self.child, range(self.childCount()))
        present = [child for child in children if isinstance(child, RequestItem)]
        for item in present[len(wanted) :]:
            self.removeChild(item)
        for row, (identifiers, text) in enumerate(wanted):
            if row == len(present):
                present.append(RequestItem())
                self.addChild(present[row])
            present[row].show_request(identifiers, *text)


class RequestItem(QTreeWidgetItem):
    """A command at the end of a region: more records, or another attempt; `catalogues` are the ids of whose."""

    catalogues: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)

    def show_request(self, catalogues: tuple[str, ...], text: str, command: str) -> None:
        """Show what is missing and the command that asks for it, none while `catalogues` is empty."""
        self.catalogues = catalogues
        self.setText(0, f"{text} – {command}")
        shown = escape(command)
        set_html(self, f"{escape(text)} – <u>{shown}</u>" if catalogues else f"{escape(text)} – {shown}")


class RecordItem(QTreeWidgetItem):
    """A data set."""

    def __init__(self, found: FoundRecord) -> None:
        super().__init__()
        self.found = found
        self._show()

    def result(self) -> SelectedResult:
        """Return the record."""
        return SelectedResult(self.found.record)

    def show_record(
        self, found: FoundRecord, names: Mapping[str, str], since: datetime | None, *, within_extent: bool
    ) -> None:
        """Show the data set as it is now."""
        is_new = found.record != self.found.record
        self.found = found
        if is_new:
            self._show()
        set_html(self, record_html(found, names, since, within_extent=within_extent))

    def _show(self) -> None:
        record = self.found.record
        self.setText(0, record_title(record))
        children = map(self.child, range(self.childCount()))
        if [child.link for child in children if isinstance(child, LinkItem)] != list(record.links):
            self.takeChildren()
            self.addChildren([LinkItem(link, record) for link in record.links])


class LinkItem(QTreeWidgetItem):
    """A link of a data set."""

    def __init__(self, link: Link, record: Record) -> None:
        super().__init__()
        self.link = link
        self.setText(0, f"{kind_name(link)} {link.title or link.layer}".strip())
        set_html(self, link_html(link, record))

    @property
    def found(self) -> FoundRecord:
        """The data set."""
        return cast(RecordItem, self.parent()).found

    def result(self) -> SelectedResult:
        """Return the record and the link."""
        return SelectedResult(self.found.record, self.link)


def set_html(item: QTreeWidgetItem, html: str) -> None:
    """Set the HTML of an entry where it has changed: it would be laid out anew."""
    if item.data(0, HTML) != html:
        item.setData(0, HTML, html)
