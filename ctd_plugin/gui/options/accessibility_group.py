"""The group of the options page that asks for the accessibility line of pages, and for its statement."""

from __future__ import annotations

from dataclasses import replace

from qgis.PyQt.QtWidgets import QGroupBox, QLineEdit

from ...errors import CtdError
from ...gis.web.statement import statement_of
from ...i18n import tr
from ...settings import Settings
from ..common.widgets import add_row, plain_label, wrapping_form


class AccessibilityGroup(QGroupBox):
    """Asks for the line and the address; what is wrong with them is shown below."""

    def __init__(self) -> None:
        super().__init__(tr("Accessibility of web pages"))
        self._line = QLineEdit()
        self._line.setObjectName("ctdOptionAccessibility")
        self._line.setPlaceholderText(tr("Accessibility: …"))
        self._line.setClearButtonEnabled(True)
        self._address = QLineEdit()
        self._address.setObjectName("ctdOptionAccessibilityAddress")
        self._address.setPlaceholderText("https://")
        self._address.setClearButtonEnabled(True)
        self._error = plain_label(name="ctdOptionAccessibilityError", selectable=True)
        form = wrapping_form(self)
        add_row(form, tr("Line shown"), self._line)
        add_row(form, tr("Address of the statement"), self._address)
        form.addRow(self._error)
        sentence = tr(
            "French public bodies must state how far their pages comply with the RGAA. The line is shown as you enter "
            "it; without one, nothing is claimed."
        )
        form.addRow(plain_label(sentence, selectable=True))
        for field in (self._line, self._address):
            field.textChanged.connect(self.check)

    def show_settings(self, settings: Settings) -> None:
        """Fill the fields from the settings."""
        self._line.setText(settings.accessibility)
        self._address.setText(settings.accessibility_address)
        self.check()

    def settings(self, settings: Settings) -> Settings:
        """Return the settings with this group's answers."""
        line, address = (field.text().strip() for field in (self._line, self._address))
        return replace(settings, accessibility=line, accessibility_address=address)

    def check(self, *_: object) -> str:
        """Show and return what is wrong with the statement, "" where pages can show it."""
        error = ""
        try:
            statement_of(self.settings(Settings())).check()
        except CtdError as caught:
            error = str(caught)
        self._error.setText("⚠ " + error if error else "")
        self._error.setVisible(bool(error))
        return error
