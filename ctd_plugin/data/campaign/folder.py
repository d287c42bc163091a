"""The files of a campaign's folder: those to read, and the traces of programs among them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ...errors import CtdError
from ...files import missing_error, read_error
from ...i18n import tr

MOST_FILES = 2000
TABLE_SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xltx", ".ods", ".ots", ".xls")
_TRACES = ("thumbs.db", "desktop.ini", "icon\r")
_TRACE_STARTS = ("~$", "~", ".", "$recycle")
_TRACE_ENDS = (".tmp", ".temp", ".part", ".crdownload", ".download", ".lock", ".bak", "~", "#")
_TRACE_FOLDERS = ("__macosx",)


def campaign_files(paths: Iterable[Path], leave_out: Iterable[Path] = ()) -> tuple[dict[str, Path], tuple[str, ...]]:
    """Return name → path of the files in folders, sub-folders and lists of files, and the names of what was skipped.

    Skipped are lock files, temporary and hidden ones; `leave_out` are files that are none of the campaign's, such as
    its own output. A name is the path below what all files have in common. Raises CtdError where a path does not
    exist, a folder cannot be read or has far too many files.
    """
    excluded = {path.resolve() for path in leave_out}
    found: dict[Path, None] = {}
    folders = []
    for path in paths:
        if path.is_dir():
            folders.append(path.absolute())
            found |= dict.fromkeys(_walk(path.absolute()))
        elif path.exists():
            found[path.absolute()] = None
        else:
            raise missing_error(path)
        if len(found) > MOST_FILES:
            message = tr("{folder} has more than {most} files; choose the folder of the returned files.")
            raise CtdError(message.format(folder=path, most=MOST_FILES))
    files = sorted(file for file in found if file.resolve() not in excluded)
    name = _namer(files, folders)
    skipped = [file for file in files if is_trace(file.name) or _is_in_trace_folder(file, folders)]
    kept = {name(file): file for file in files if file not in skipped}
    return dict(sorted(kept.items())), tuple(sorted(map(name, skipped)))


def is_trace(name: str) -> bool:
    """Whether a file is a lock, a temporary or a hidden one, by its name."""
    folded = name.casefold()
    return folded in _TRACES or folded.startswith(_TRACE_STARTS) or folded.endswith(_TRACE_ENDS)


def _walk(folder: Path) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise read_error(Path(error.filename or folder), error) from error

    count = 0
    for place, folders, names in os.walk(folder, onerror=fail):
        folders.sort()
        for file in sorted(names):
            count += 1
            if count > MOST_FILES:
                # The caller counts, and says so.
                yield Path(place, file)
                return
            yield Path(place, file)


def _is_in_trace_folder(file: Path, folders: list[Path]) -> bool:
    top = next((folder for folder in folders if file.is_relative_to(folder)), file.parent)
    parts = file.relative_to(top).parts[:-1]
    return any(part.casefold() in _TRACE_FOLDERS or part.startswith(".") for part in parts)


def _namer(files: list[Path], folders: list[Path]) -> Callable[[Path], str]:
    tops = [str(top) for top in (*folders, *(file.parent for file in files))]
    try:
        common = os.path.commonpath(tops) if tops else ""
    except ValueError:
        # Two drives of Windows have nothing in common.
        common = ""
    return lambda file: file.relative_to(common).as_posix() if common else str(file)
