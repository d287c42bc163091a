"""What a page says about its accessibility: only what its publisher states."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ...errors import CtdError
from ...i18n import tr
from ..markup.addresses import safe_address
from ..markup.html_texts import tag


@dataclass(frozen=True)
class AccessibilityStatement:
    """The line of the declaration, such as "Accessibilité : non conforme", and the address of its page."""

    line: str = ""
    address: str = ""

    def check(self) -> None:
        """Raise CtdError for an address that no browser should open."""
        if self.address.strip() and safe_address(self.address) is None:
            message = tr(
                "The address of the accessibility statement, “{address}”, is not a web address: enter one that "
                "starts with https:// or http://."
            )
            raise CtdError(message.format(address=self.address.strip()[:200]))

    def html(self) -> str:
        """Return the line, which leads to its page; "" where nothing is stated."""
        line, address = self.line.strip(), safe_address(self.address)
        if not line and not address:
            return ""
        text = escape(line or tr("Accessibility statement"))
        return tag("p", tag("a", text, href=address) if address else text, class_="statement")


NO_STATEMENT = AccessibilityStatement()
