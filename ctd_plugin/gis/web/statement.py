"""The accessibility statement that a publisher of a page gives: its line, and where the whole statement is."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import CtdError
from ...i18n import tr
from ...settings import Settings
from ..markup.addresses import safe_address


@dataclass(frozen=True)
class AccessibilityStatement:
    """The line as it is to be shown ("Accessibilité : non conforme") and the address that it links to; both as given.

    Nothing is claimed where the line is empty.
    """

    line: str = ""
    address: str = ""

    def check(self) -> None:
        """Raise CtdError for an address that no page links to, or one without a line that would show it."""
        if self.address and safe_address(self.address) is None:
            message = tr("“{address}” is not an http, https or mailto address; correct the accessibility statement.")
            raise CtdError(message.format(address=self.address[:200]))
        if self.address and not self.line:
            raise CtdError(tr("Enter the accessibility line that links to the address of the statement."))


NO_STATEMENT = AccessibilityStatement()


def statement_of(settings: Settings) -> AccessibilityStatement:
    """Return the statement that the user set."""
    return AccessibilityStatement(settings.accessibility.strip(), settings.accessibility_address.strip())
