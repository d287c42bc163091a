"""The regions that have not answered yet, with the addresses to ask at."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.PyQt.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...data.campaign.collection import Collection
from ...i18n import number, plural, tr
from ...regions import PRINTED_NAMES, codes_by_name
from ..common.widgets import push_button
from .tables import TextTable, copy_text
from .words import addresses


class MissingPage(QWidget):
    """A list to copy, whole or only its addresses."""

    def __init__(self) -> None:
        super().__init__()
        headings = [tr("Region"), tr("In the survey"), tr("Contact")]
        self._table = TextTable("ctdCollectMissing", tr("Regions that have not answered yet"), headings)
        self._addresses = ""
        buttons = QHBoxLayout()
        buttons.addStretch()
        self._copy_addresses = push_button(
            "ctdCollectCopyAddresses", tr("Copy the addresses"), lambda: copy_text(self._addresses)
        )
        copy = push_button("ctdCollectCopyMissing", tr("Copy the list"), lambda: copy_text(self._table.text()))
        buttons.addWidget(self._copy_addresses)
        buttons.addWidget(copy)
        layout = QVBoxLayout(self)
        layout.addWidget(self._table, 1)
        layout.addLayout(buttons)

    def show_collection(self, collection: Collection, contacts: Mapping[str, tuple[str, ...]]) -> None:
        missing = codes_by_name(collection.missing)
        self._table.fill(
            [(PRINTED_NAMES[code], _in_survey(collection, code), addresses(contacts, code)) for code in missing],
            (30, 24),
        )
        self._addresses = ", ".join(filter(None, (addresses(contacts, code) for code in missing)))
        self._copy_addresses.setEnabled(bool(self._addresses))


def _in_survey(collection: Collection, code: str) -> str:
    """Return what the survey has of a region that has not answered."""
    row = collection.rows.get(code)
    if row and row.carried:
        count = len(row.carried)
        text = plural(count, tr("{count} answer carried over"), tr("{count} answers carried over"))
        return text.format(count=number(count))
    return tr("sent back unchanged") if row and row.unchanged else tr("no row")
