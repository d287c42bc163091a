"""Addresses as records and servers write them: parted, made whole, rid of credentials and of a request's parameters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import SplitResult, unquote_to_bytes, urljoin, urlsplit

from ...errors import CtdError
from ...i18n import tr
from .formats import DATA_FORMATS, DOCUMENT_FORMATS

_CREDENTIAL_PARAMETERS = {
    *("user", "username", "login", "usr", "password", "passwd", "pwd", "mdp"),
    *("token", "access_token", "authkey", "apikey", "api_key", "authcfg"),
}
"""Names, passwords, and keys that work like them: who may use such a service gives QGIS a key of their own."""

_SHOWN_LENGTH = 100
_LONGEST_URL = 8_000
"""Of an address: servers refuse longer ones."""


def resolve_url(url: str, base: str = "") -> SplitResult | None:
    """Return a web address in parts; None where it leads nowhere: another scheme, no host, nothing at all.

    A relative address is resolved against `base`; `//host/…` and `host.fr/…` are taken as https.
    """
    if len(url) > 2 * _LONGEST_URL:
        return None
    # Pretty-printed records break addresses over lines, and some escape them twice.
    text = re.sub(r"[\x00-\x1f\x7f]\s*", "", url.strip()).replace("&amp;", "&").replace(" ", "%20")
    if _starts_with_host(text):
        text = f"https://{text}"
    elif text.startswith("//") or not re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE):
        text = join_url(base or "https:", text) if text else ""
    return split_url(text)


def split_url(text: str) -> SplitResult | None:
    """Return a whole address of the web in parts; None for any other: the one check of what may be asked or opened.

    An address of the web has http or https for its scheme and a host that all programs read alike.
    """
    text = text.strip()
    # Python drops line breaks in an address; half characters have no place in any.
    if len(text) > _LONGEST_URL or re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", text):
        return None
    try:
        parts = urlsplit(text)
        leads_somewhere = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if leads_somewhere and _is_unambiguous(parts.netloc) else None


def invalid_url_error(url: str) -> CtdError:
    """Return what is told of an address that `split_url` does not take."""
    return CtdError(tr("“{url}” is not an http or https address").format(url=_for_display(url)))


def join_url(base: str, reference: str) -> str:
    """Return where a reference in what came from `base` leads; "" where Python cannot tell."""
    try:
        return urljoin(base, reference)
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """Return the host of an address, for people to read; the address itself where it is not one of the web."""
    parts = split_url(url)
    return _for_display(url) if parts is None else parts.hostname or _for_display(url)


def without_credentials(parts: SplitResult) -> tuple[SplitResult, bool]:
    """Return an address without names, passwords and keys, and whether it had any."""
    user, _, host = parts.netloc.rpartition("@")
    query = filter_parameters(parts.query, lambda name: name not in _CREDENTIAL_PARAMETERS)
    return parts._replace(netloc=host.lower(), query=query), bool(user) or query != parts.query


def filter_parameters(query: str, is_kept: Callable[[str], bool]) -> str:
    """Return the parameters of a query whose lower-case names are kept, each exactly as it was written."""
    pieces = query.split("&")
    kept = [piece for piece in pieces if is_kept(percent_decoded(piece.partition("=")[0]).lower())]
    return query if kept == pieces else "&".join(piece for piece in kept if piece)


def query_parameters(query: str) -> dict[str, str]:
    """Return the parameters of a query by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for piece in query.split("&"):
        name, _, value = piece.partition("=")
        found.setdefault(percent_decoded(name).lower(), percent_decoded(value).strip())
    return found


def percent_decoded(text: str) -> str:
    """Return what a piece of a query stands for, in UTF-8 or, as old sites write, in Windows-1252."""
    content = unquote_to_bytes(text.replace("+", " "))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _for_display(url: str) -> str:
    """Return an address that is none of the web for people to read, without a name and password."""
    return re.sub(r"^(.{0,20}//)[^/?#@]*@", r"\1", url[: 2 * _SHOWN_LENGTH])[:_SHOWN_LENGTH]


def _is_unambiguous(netloc: str) -> bool:
    """Whether browsers and libraries agree on where the host ends, and a person sees all of it."""
    name = netloc.rpartition("@")[2]
    is_seen = all(unicodedata.category(letter)[0] not in "CZ" for letter in netloc)
    return is_seen and "\\" not in netloc and not re.search(r"[%<>\"{}|^`]", name)


def _starts_with_host(text: str) -> bool:
    match = re.match(r"(?:[\w-]+\.)+([a-z]{2,})(?::\d+)?(?=[/?#]|$)", text, re.IGNORECASE)
    return match is not None and match[1].lower() not in {*DATA_FORMATS, *DOCUMENT_FORMATS, "php"}
