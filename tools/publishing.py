"""The rules of plugins.qgis.org that are checked without the network: of metadata.txt, and of a package's files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from configparser import ConfigParser, Error
from pathlib import PurePosixPath
from urllib.parse import urlsplit

# The site takes 25 MB; offices behind slow lines download it, too.
LARGEST_MB = 10
# The homepage is called optional, but is asked for like the other two addresses.
REQUIRED = (
    *("name", "description", "about", "version", "qgisMinimumVersion", "author", "email"),
    *("homepage", "tracker", "repository"),
)
_ADDRESSES = ("homepage", "tracker", "repository")
_CATEGORIES = {"Raster", "Vector", "Database", "Mesh", "Web"}
_REQUIRED_FILES = ("metadata.txt", "__init__.py", "LICENSE")
# What is shipped is text that can be read, or data and pictures: nothing is run but Python.
_SUFFIXES = {
    *(".py", ".txt", ".md", ".csv", ".json", ".gpkg", ".png", ".svg", ".html", ".css", ".js", ".ts", ".qm"),
    # LICENSE has none.
    "",
}
_DEVELOPERS_FOLDERS = {"tests", "tools", "docs", "build", "dist", "__pycache__", "__MACOSX"}
_WINDOWS_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")}
# C:\Users\NAME\AppData\Roaming\QGIS\QGIS3\profiles\NAME\python\plugins\ is 100 characters, with names of 20; of 259.
LONGEST_PATH = 150
_PLACEHOLDERS = {"example.org", "example.com", "example.net"}


def metadata_faults(text: str) -> list[str]:
    """Return what the site or its reviewers would refuse in a metadata.txt, a sentence each."""
    parser = ConfigParser()
    try:
        parser.read_string(text)
        # As the site does: with interpolation, which a bare per cent sign breaks.
        fields = dict(parser.items("general"))
    except Error as error:
        return [f"metadata.txt cannot be read: {error}"]
    return [*_missing_faults(fields), *_value_faults(fields), *_text_faults(fields)]


def _missing_faults(fields: dict[str, str]) -> Iterator[str]:
    for name in REQUIRED:
        if not fields.get(name.lower(), "").strip():
            yield f"metadata.txt: {name} is missing."


def _value_faults(fields: dict[str, str]) -> Iterator[str]:
    if not re.fullmatch(r"\d+\.\d+\.\d+", fields.get("version", "")):
        yield "metadata.txt: version must be three numbers, as 1.2.3."
    if not fields.get("changelog", "").startswith(fields.get("version", "")):
        yield "metadata.txt: changelog must begin with this version."
    if fields.get("category") not in _CATEGORIES:
        yield f"metadata.txt: category must be one of {', '.join(sorted(_CATEGORIES))}."
    if "supportsqt6" in fields:
        yield "metadata.txt: supportsQt6 is read no more; qgisMaximumVersion counts."
    for name in _ADDRESSES:
        if urlsplit(fields.get(name, "")).scheme != "https":
            yield f"metadata.txt: {name} must be an https address."


def _text_faults(fields: dict[str, str]) -> Iterator[str]:
    if "plugin" in fields.get("name", "").lower():
        yield 'metadata.txt: name must not say "plugin".'
    if "/" in fields.get("author", ""):
        yield "metadata.txt: author must have no slash."
    for name in ("description", "about", "description[fr]", "about[fr]"):
        if re.search(r"<[a-zA-Z/]|&\w+;", fields.get(name, "")):
            yield f"metadata.txt: {name} must have no HTML."


def placeholders(text: str) -> list[str]:
    """Return the fields whose addresses a publisher must still set: the site asks each address and refuses these."""
    parser = ConfigParser(interpolation=None)
    parser.read_string(text)
    fields = parser["general"]
    hosts = {name: urlsplit(fields.get(name, "")).hostname or "" for name in _ADDRESSES}
    hosts["email"] = fields.get("email", "").rpartition("@")[2]
    return [name for name, host in hosts.items() if host in _PLACEHOLDERS]


def content_faults(names: Iterable[str], icon: str) -> list[str]:
    """Return what the site, its reviewers or Windows would refuse among a package's files, a sentence each.

    Names are those in the zip, with the top folder; the icon is as metadata.txt names it.
    """
    paths = [PurePosixPath(name) for name in names]
    return [*_layout_faults(paths, icon), *(fault for path in paths for fault in _name_faults(path))]


def _layout_faults(paths: list[PurePosixPath], icon: str) -> Iterator[str]:
    tops = {path.parts[0] for path in paths}
    if len(tops) != 1:
        yield f"The package must have one top folder, not {', '.join(sorted(tops))}."
        return
    (top,) = tops
    if not re.fullmatch(r"[a-zA-Z_][a-zA-Z0-9_]*", top) or "plugin" in top.lower():
        yield f'{top}: the folder must be importable, and not say "plugin".'
    for needed in (*_REQUIRED_FILES, icon):
        if PurePosixPath(top, needed) not in paths:
            yield f"{needed} is missing."
    # On Windows and macOS the second would overwrite the first.
    for name, count in Counter(str(path).casefold() for path in paths).items():
        if count > 1:
            yield f"{name}: {count} files whose names differ in upper and lower case only."


def _name_faults(path: PurePosixPath) -> Iterator[str]:
    if path.is_absolute() or ".." in path.parts:
        yield f"{path}: outside of the package."
    if any(part.startswith(".") for part in path.parts):
        yield f"{path}: a hidden file."
    if _DEVELOPERS_FOLDERS & set(path.parts):
        yield f"{path}: a file for developers, or a generated one."
    if path.suffix not in _SUFFIXES:
        yield f"{path}: a file of a kind that is not shipped."
    if len(str(path)) > LONGEST_PATH:
        yield f"{path}: a name too long for Windows."
    if any(_is_refused_by_windows(part) for part in path.parts):
        yield f"{path}: a name that Windows refuses."


def _is_refused_by_windows(name: str) -> bool:
    return (
        name.partition(".")[0].rstrip().lower() in _WINDOWS_DEVICES
        or name.endswith((".", " "))
        or re.search(r'[<>:"|?*\\\x00-\x1f]', name) is not None
    )
