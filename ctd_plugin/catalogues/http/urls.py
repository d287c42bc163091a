"""URLs as records and servers write them: resolved, checked, and without credentials or parameters of requests."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import SplitResult, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from ...errors import CtdError
from ...i18n import tr
from .formats import DATA_FORMATS, DOCUMENT_FORMATS

_CREDENTIAL_PARAMETERS = {
    *("user", "username", "login", "usr", "password", "passwd", "pwd", "mdp"),
    *("token", "access_token", "authkey", "apikey", "api_key", "authcfg"),
}
"""Parameters that hold credentials: users of such a service configure their own in QGIS."""

_UNDEFINED = ("undefined", "null", "nan", "[object object]")
_DISPLAY_LENGTH = 100
_LONGEST_URL = 8_000
"""Characters: servers refuse longer URLs."""


def resolve_url(url: str, base: str = "") -> SplitResult | None:
    """Return the parts of a web URL, resolved against `base`; None where it has another scheme or no host.

    `//host/…` and `host.fr/…` are taken as https. Parameters that a portal left undefined (`version=undefined`) go.
    """
    if len(url) > 2 * _LONGEST_URL:
        return None
    # Pretty-printed records break URLs over lines, and some escape them twice.
    text = re.sub(r"[\x00-\x1f\x7f]\s*", "", url.strip()).replace("&amp;", "&").replace(" ", "%20")
    if _starts_with_host(text):
        text = f"https://{text}"
    elif text.startswith("//") or not re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE):
        text = join_url(base or "https:", text) if text else ""
    parts = split_url(text)
    return parts and parts._replace(query=_without_undefined(parts.query))


def typed_url(text: str) -> SplitResult | None:
    """Return the parts of a web URL that a person typed: without a scheme https is meant."""
    text = text.strip()
    return resolve_url(text if "//" in text else f"https://{text}")


def address_key(url: str) -> str:
    """Return what the addresses of one service share: http or https, and a slash at the end, make no other one."""
    return url.partition("://")[2].rstrip("/?")


def split_url(text: str) -> SplitResult | None:
    """Return the parts of an absolute web URL; None for any other: the one check before a URL is requested or opened.

    A web URL has the scheme http or https, and a host that all programs read alike.
    """
    text = text.strip()
    # Python drops line breaks in a URL, and takes lone surrogates.
    if len(text) > _LONGEST_URL or re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", text):
        return None
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if is_web and _is_unambiguous(parts.netloc) else None


def invalid_url_error(url: str) -> CtdError:
    """Return the error about a URL that `split_url` refuses."""
    return CtdError(tr("“{url}” is not an http or https address").format(url=_for_display(url)))


def join_url(base: str, reference: str) -> str:
    """Return `reference` resolved against `base`; "" where one of them is malformed."""
    try:
        return urljoin(base, reference)
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """Return the host of a URL for display; the start of the URL itself where it is no web URL."""
    parts = split_url(url)
    return _for_display(url) if parts is None else parts.hostname or _for_display(url)


def without_credentials(parts: SplitResult) -> tuple[SplitResult, bool]:
    """Return a URL without user names, passwords and keys, and whether it had any."""
    user, _, host = parts.netloc.rpartition("@")
    query = without_parameters(parts.query, _CREDENTIAL_PARAMETERS)
    return parts._replace(netloc=host.lower(), query=query), bool(user) or query != parts.query


def without_parameters(query: str, dropped: Collection[str]) -> str:
    """Return a query string without parameters of these lower-case names; the others exactly as they were written."""
    pieces = query.split("&")
    kept = [piece for piece in pieces if percent_decoded(piece.partition("=")[0]).lower() not in dropped]
    return query if kept == pieces else "&".join(piece for piece in kept if piece)


def _without_undefined(query: str) -> str:
    """Return a query string without parameters whose value is what JavaScript writes for none."""
    pieces = query.split("&")
    kept = [piece for piece in pieces if percent_decoded(piece.partition("=")[2]).lower() not in _UNDEFINED]
    return query if kept == pieces else "&".join(kept)


def replace_parameters(parts: SplitResult, dropped: Collection[str], added: str = "") -> str:
    """Return a URL without the parameters of these lower-case names and the fragment, `added` at its query's end."""
    own = without_parameters(parts.query, dropped).strip("&")
    return urlunsplit(parts._replace(query="&".join(filter(None, (own, added))), fragment=""))


def query_parameters(query: str) -> dict[str, str]:
    """Return the values of a query string by lower-case parameter name; the first of a name counts."""
    values: dict[str, str] = {}
    for piece in query.split("&"):
        name, _, value = piece.partition("=")
        values.setdefault(percent_decoded(name).lower(), percent_decoded(value).strip())
    return values


def percent_decoded(text: str) -> str:
    """Return a piece of a query string decoded, from UTF-8 or, as old sites write, from Windows-1252."""
    content = unquote_to_bytes(text.replace("+", " "))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def is_within(url: str, domain: str) -> bool:
    """Whether a URL is on a host, or on one of its subdomains; `domain` is that of an address without `www.`."""
    parts = split_url(url)
    host = (parts.hostname or "").rstrip(".") if parts else ""
    return bool(host) and (host == domain or host.endswith(f".{domain}"))


def moved_url(url: str, requested: str, led_to: str) -> str:
    """Return where a service is whose `requested` address led elsewhere; "" where that does not tell.

    What a request adds to the service's own address is the same before and after; other parameters are the service's.
    """
    base, before, after = resolve_url(url), split_url(requested), split_url(led_to)
    if base is None or before is None or after is None:
        return ""
    own = [percent_decoded(piece) for piece in base.query.split("&")]
    added = [piece for piece in map(percent_decoded, before.query.split("&")) if piece not in own]
    pieces = after.query.split("&")
    if not set(added) <= set(map(percent_decoded, pieces)):
        # To a page, such as that of a new portal or for a login.
        return ""
    is_same = (before.netloc, before.path) == (after.netloc, after.path)
    # At the same place a parameter more is that of a session.
    query = base.query if is_same else "&".join(piece for piece in pieces if percent_decoded(piece) not in added)
    old, new = before.path.split("/"), after.path.split("/")
    while old and new and old[-1] == new[-1] and len("/".join(old)) > len(base.path):
        del old[-1], new[-1]
    path = "/".join(new)
    if before.path == after.path:
        path = base.path
    elif "/".join(old).rstrip("/") != base.path.rstrip("/"):
        return ""
    moved = urlunsplit((after.scheme, after.netloc.rpartition("@")[2], path or "/", query, base.fragment))
    return "" if moved.rstrip("/") == url.rstrip("/") else moved


def _for_display(url: str) -> str:
    """Return the start of what is no web URL, without user name and password."""
    return re.sub(r"^(.{0,20}//)[^/?#@]*@", r"\1", url[: 2 * _DISPLAY_LENGTH])[:_DISPLAY_LENGTH]


def _is_unambiguous(netloc: str) -> bool:
    """Whether browsers and libraries agree on where the host ends, and no character of it is invisible."""
    name = netloc.rpartition("@")[2]
    is_visible = all(unicodedata.category(letter)[0] not in "CZ" for letter in netloc)
    return is_visible and "\\" not in netloc and not re.search(r"[%<>\"{}|^`]", name)


def _starts_with_host(text: str) -> bool:
    match = re.match(r"(?:[\w-]+\.)+([a-z]{2,})(?::\d+)?(?=[/?#]|$)", text, re.IGNORECASE)
    return match is not None and match[1].lower() not in {*DATA_FORMATS, *DOCUMENT_FORMATS, "php"}
