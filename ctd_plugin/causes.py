"""Why a file could not be read or written, in our words: systems and libraries say it in English, or in any language.

Their own words go to QGIS's log, under CTD.
"""

from __future__ import annotations

import errno
import re
import sys
from enum import Enum, auto

from .i18n import tr


class Cause(Enum):
    """What keeps a file from being read or written."""

    FULL = auto()
    DEVICE = auto()
    DENIED = auto()
    READ_ONLY = auto()
    IN_USE = auto()
    MISSING = auto()
    EXISTS = auto()
    FOLDER = auto()
    NO_FOLDER = auto()
    NAME = auto()
    TOO_LARGE = auto()
    MEMORY = auto()
    CONNECTION = auto()
    DAMAGED = auto()
    UNKNOWN = auto()


_BY_ERRNO = {
    **dict.fromkeys(("ENOSPC", "EDQUOT"), Cause.FULL),
    "EIO": Cause.DEVICE,
    **dict.fromkeys(("EACCES", "EPERM"), Cause.DENIED),
    "EROFS": Cause.READ_ONLY,
    **dict.fromkeys(("EBUSY", "ETXTBSY", "EAGAIN"), Cause.IN_USE),
    **dict.fromkeys(("ENOENT", "ENXIO", "ENODEV"), Cause.MISSING),
    "EEXIST": Cause.EXISTS,
    "EISDIR": Cause.FOLDER,
    "ENOTDIR": Cause.NO_FOLDER,
    **dict.fromkeys(("ENAMETOOLONG", "EINVAL", "ELOOP", "EILSEQ"), Cause.NAME),
    "EFBIG": Cause.TOO_LARGE,
    **dict.fromkeys(("ENOMEM", "EMFILE", "ENFILE"), Cause.MEMORY),
    **dict.fromkeys(("ESTALE", "ETIMEDOUT", "ENOTCONN", "ENETDOWN", "ENETUNREACH", "EHOSTUNREACH"), Cause.CONNECTION),
}
"""By name, for systems number them differently and lack some."""
_BY_WINDOWS = {
    **dict.fromkeys((32, 33), Cause.IN_USE),
    **dict.fromkeys((53, 59, 64, 67, 121, 1231), Cause.CONNECTION),
    **dict.fromkeys((39, 112), Cause.FULL),
    19: Cause.READ_ONLY,
    **dict.fromkeys((123, 206), Cause.NAME),
}
"""Windows's own error numbers, where Python's are less precise."""
_BY_SQLITE = {
    **dict.fromkeys((3, 23), Cause.DENIED),
    **dict.fromkeys((5, 6, 15), Cause.IN_USE),
    7: Cause.MEMORY,
    8: Cause.READ_ONLY,
    10: Cause.DEVICE,
    **dict.fromkeys((1, 11, 26), Cause.DAMAGED),
    13: Cause.FULL,
    14: Cause.MISSING,
    18: Cause.TOO_LARGE,
}
"""The first byte of SQLite's result codes."""
_BY_WORDS = (
    (Cause.FULL, r"is full|disk full|no space|quota|enough (disk )?space"),
    (Cause.DEVICE, r"i/o error|input/output"),
    (Cause.READ_ONLY, r"read-?only"),
    (Cause.DENIED, r"permission denied|access (is )?denied|not authorized"),
    (Cause.IN_USE, r"\block(ed)?\b|\bbusy\b|in use|being used|sharing violation"),
    (Cause.MEMORY, r"out of memory|cannot allocate|enough memory"),
    (Cause.DAMAGED, r"malformed|corrupt|not a database|not recogni[sz]ed|unsupported file format|damaged"),
    (Cause.MISSING, r"no such (file|table)|not exist|not found|(unable|cannot|can't|could not|failed) to open"),
)
"""What the messages of SQLite, GDAL and QGIS hold in English."""


def cause_of(error: BaseException | str) -> Cause:
    """Return the cause of an error: of the system, of SQLite, or with the message of a library."""
    if isinstance(error, OSError) and error.errno is not None:
        windows = _BY_WINDOWS.get(getattr(error, "winerror", None) or 0)
        return windows or _BY_ERRNO.get(errno.errorcode.get(error.errno, ""), Cause.UNKNOWN)
    if isinstance(error, MemoryError):
        return Cause.MEMORY
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _BY_SQLITE.get(code & 0xFF, Cause.UNKNOWN)
    text = str(error).lower()
    return next((cause for cause, words in _BY_WORDS if re.search(words, text)), Cause.UNKNOWN)


def reason_of(error: BaseException | str) -> str:
    """Return the cause of an error in words, and log what it says itself."""
    log_detail(error)
    return cause_names()[cause_of(error)]


def cause_names() -> dict[Cause, str]:
    """Return cause → its words, to stand in parentheses in a sentence."""
    return {
        Cause.FULL: tr("no space left on the disk"),
        Cause.DEVICE: tr("read or write error of the disk"),
        Cause.DENIED: tr("access denied"),
        Cause.READ_ONLY: tr("read-only"),
        Cause.IN_USE: tr("open in another program"),
        Cause.MISSING: tr("file or folder not found"),
        Cause.EXISTS: tr("a file of this name exists already"),
        Cause.FOLDER: tr("this is a folder"),
        Cause.NO_FOLDER: tr("a part of the path is not a folder"),
        Cause.NAME: tr("invalid or too long file name"),
        Cause.TOO_LARGE: tr("file too large"),
        Cause.MEMORY: tr("not enough memory"),
        Cause.CONNECTION: tr("network drive not reachable"),
        Cause.DAMAGED: tr("damaged file or unexpected content"),
        Cause.UNKNOWN: tr("see the QGIS log messages, tab CTD"),
    }


def log_detail(error: BaseException | str) -> None:
    """Write into QGIS's log what a system or a library says itself; nothing where there is no QGIS."""
    core = sys.modules.get("qgis.core")
    text = f"{type(error).__name__}: {error}" if isinstance(error, BaseException) else error
    if core is not None and text.strip():
        core.QgsMessageLog.logMessage(text, "CTD", core.Qgis.MessageLevel.Info, notifyUser=False)
