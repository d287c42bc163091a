"""Which addresses may be opened: those of the web and of mail."""

from __future__ import annotations

import re

from ...catalogues.http.urls import split_url

MAILBOX = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
"""Pattern of an e-mail address, without the limits of `text.EMAIL`."""

_MAIL = re.compile(r"mailto:[^\s?@]+@[^\s?@]+", re.IGNORECASE)
_LONGEST = 8000
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}(:\d+)?([/?#]\S*)?")


def safe_address(url: str) -> str | None:
    """Return the URL that may be opened: http, https and mailto as they are, a bare host as https; else None.

    One with a user name before its host may not: it is meant to look like another one.
    """
    address = url.strip()[: _LONGEST + 1]
    if not address.isprintable() or " " in address or len(address) > _LONGEST:
        return None
    if _MAIL.fullmatch(address):
        return address
    if re.fullmatch(MAILBOX, address):
        return f"mailto:{address}"
    if _HOST.fullmatch(address):
        address = f"https://{address}"
    parts = split_url(address)
    return None if parts is None or "@" in parts.netloc else address
