"""Names of downloaded files: those of the server, made safe for every operating system."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from urllib.parse import unquote

from ..http.formats import DATA_FORMATS, file_extension
from ..http.urls import percent_decoded, split_url
from ..records import Link

_LONGEST = 180
"""Bytes of a file name: file systems take 255, and Windows counts the folders too."""
_LONGEST_EXTENSION = 12
_CHARACTER_SETS = ("utf-8", "utf8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "cp1252")
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_EXTENSIONS = {"SHP": "zip", "TIFF": "tif"}
"""Extensions that differ from the name of the format; Shapefiles come zipped."""


def file_name(link: Link, disposition: str, url: str) -> str:
    """Return the name for a file, from its server's Content-Disposition, else from its URL or the link's title."""
    name = _from_disposition(disposition)
    if not name:
        # A plus sign in a path is a plus sign.
        parts = split_url(url)
        name = percent_decoded(parts.path.replace("+", "%2B")).rpartition("/")[2] if parts else ""
        # The last segment of a path may be a word of the API: …/exports/geojson, …/download.
        if file_extension(name) not in DATA_FORMATS:
            name = _with_extension(link.title or name, link.format)
    return safe_name(name)


def safe_name(name: str) -> str:
    """Return a name that Windows, macOS and Linux take for a file in a folder; accents stay."""
    composed = unicodedata.normalize("NFC", name)
    # Besides control characters, invisible ones: they can make a name look like another.
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in composed)
    visible = "".join(c for c in visible if unicodedata.category(c) not in ("Cf", "Cs"))
    plain = " ".join(re.sub(r'[<>:"/\\|?*]', "_", visible).split()).strip(". ")
    if not plain.strip("_"):
        plain = "data"
    # Windows takes “con .txt” for the console too, and truncating may take that space away.
    if _RESERVED.match(plain.replace(" .", ".")):
        plain = f"_{plain}"
    stem, dot, last = plain.rpartition(".")
    if not dot or not stem or len(last.encode()) > _LONGEST_EXTENSION:
        return _truncate_bytes(plain, _LONGEST)
    return f"{_truncate_bytes(stem, _LONGEST - len(last.encode()) - 1)}.{last}"


def numbered_name(name: str, number: int) -> str:
    """Return a file name unchanged for 1, else with a number: `communes (2).gpkg`."""
    if number == 1:
        return name
    stem, dot, last = name.rpartition(".")
    return f"{stem} ({number}).{last}" if dot and stem else f"{name} ({number})"


def _from_disposition(text: str) -> str:
    """Return the file name in a Content-Disposition, the encoded one (RFC 5987) before the plain one; "" for none."""
    match = re.search(r"filename\*\s*=\s*([\w-]+)'[^']*'([^;\s]+)", text, re.IGNORECASE)
    # Python has codecs that are no character sets, and some that raise other errors.
    if match and match[1].lower() in _CHARACTER_SETS:
        return _last_segment(unquote(match[2], encoding=match[1], errors="replace"))
    match = re.search(r'filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))', text, re.IGNORECASE)
    if not match:
        return ""
    name = re.sub(r"\\(.)", r"\1", match[1]) if match[1] is not None else match[2].strip()
    # Headers come as Latin-1; many servers write UTF-8 all the same.
    with suppress(UnicodeError):
        name = name.encode("latin-1").decode("utf-8")
    return _last_segment(name)


def _last_segment(name: str) -> str:
    return re.split(r"[/\\]", name)[-1].strip()


def _with_extension(name: str, format: str) -> str:
    extension = _EXTENSIONS.get(format) or next((one for one, name in DATA_FORMATS.items() if name == format), "")
    return f"{name}.{extension}" if extension and file_extension(name) != extension else name


def _truncate_bytes(text: str, most: int) -> str:
    return text.encode()[:most].decode("utf-8", "ignore").rstrip(". ")
