"""Writing files whole or not at all, and saying why one could not be written."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from .databases import is_database, merge_side_files, side_files
from .errors import CtdError
from .i18n import tr

_FOLDER_PREFIX = ".ctd-new-"
"""How the folders begin in which files are written that are not whole yet."""
_STALE_AFTER = 24 * 3600
"""Seconds after which such a folder is one that a killed program left."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EIO, None}
"""What the system says of a disk that took no more, or says nothing of."""
_FULL_WORDS = ("is full", "disk full", "no space", "quota", "i/o error")
"""The same in the words of SQLite and GDAL."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a path in a folder of its own beside `target`; what is written there becomes `target` at the end.

    When the block raises, nothing is left behind and `target` is as it was. CtdError where its folder
    is missing or not writable, the file cannot be written, or the target is a folder or is held open by another
    program (Windows). A database is replaced with its side files.
    """
    with replacing_all([target]) as room:
        yield room / target.name


@contextmanager
def replacing_all(targets: Sequence[Path]) -> Iterator[Path]:
    """Yield a folder beside the targets, which share one; the files of their names in it replace them at the end.

    All are replaced, or none. Promises and errors are those of `replacing`.
    """
    folder = targets[0].parent
    for target in targets:
        if target.is_dir():
            raise CtdError(tr("{file} is a folder; choose a file name.").format(file=target))
    if not folder.is_dir():
        raise CtdError(tr("The folder {folder} does not exist; create it first.").format(folder=folder))
    _remove_stale(folder)
    try:
        room = Path(tempfile.mkdtemp(prefix=_FOLDER_PREFIX, dir=folder))
    except OSError as error:
        raise CtdError(
            tr("Nothing can be written in the folder {folder} ({reason}); choose another.").format(
                folder=folder, reason=error.strerror
            )
        ) from error
    try:
        with _as_ctd_errors(targets, room):
            yield room
            for target in targets:
                _finish(room / target.name)
            kept = Path(tempfile.mkdtemp(dir=room))
        _replace_all(room, targets, kept)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are missing; CtdError where that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = tr("The folder {folder} cannot be made ({reason}).")
        raise CtdError(message.format(folder=folder, reason=error.strerror)) from error


def write_error(file: Path | str, cause: Exception | str) -> CtdError:
    """Return the error of a file that could not be written, for a reason that Python, GDAL or QGIS gave.

    It speaks of the disk only where that is full, or where nobody says what is wrong.
    """
    if isinstance(file, Path):
        # Where it is to be, not where it is being written.
        file = Path(*(part for part in file.parts if not part.startswith(_FOLDER_PREFIX)))
    if isinstance(cause, UnicodeEncodeError):
        near = cause.object[max(0, cause.start - 20) : cause.end + 20].encode(errors="replace").decode()
        message = tr("{file} cannot be written: in “{text}” a character is half of one; correct or remove that text.")
        return CtdError(message.format(file=file, text=" ".join(near.split())))
    if isinstance(cause, OSError):
        reason = cause.strerror or str(cause)
        is_full = cause.errno in _FULL
    else:
        reason = " ".join(str(cause).split())
        is_full = not reason or any(word in reason.lower() for word in _FULL_WORDS)
    if is_full:
        message = tr("{file} cannot be written ({reason}); check the space left on the disk.")
    else:
        message = tr("{file} cannot be written ({reason}); choose another place.")
    return CtdError(message.format(file=file, reason=reason or tr("no reason is given")))


@contextmanager
def _as_ctd_errors(targets: Sequence[Path], room: Path) -> Iterator[None]:
    """Raise what goes wrong with the files of the folder as CtdError; other errors are their callers'."""
    try:
        yield
    except (OSError, UnicodeEncodeError) as error:
        name = Path(str(getattr(error, "filename", None) or ""))
        is_ours = name == Path() or name.is_relative_to(room)
        if not is_ours:
            raise
        file = next((target for target in targets if target.name == name.name), None)
        raise write_error(file or (targets[0] if len(targets) == 1 else targets[0].parent), error) from error


def _finish(fresh: Path) -> None:
    """See that a new file is on the disk, and that it is one file."""
    if is_database(fresh):
        merge_side_files(fresh)
    # Else a power cut might leave an empty file where the former one was. A copy of a protected file is protected too.
    with suppress(PermissionError), fresh.open("rb+") as file:
        os.fsync(file.fileno())


def _replace_all(room: Path, targets: Sequence[Path], kept: Path) -> None:
    """Move the new files of a folder to their places; where one cannot be, those before it are put back."""
    with ExitStack() as undo:
        for target in targets:
            try:
                _replace(room / target.name, target, kept, undo, is_last=target == targets[-1])
            except OSError as error:
                raise _replace_error(target, error, alone=len(targets) == 1) from error
        undo.pop_all()


def _replace_error(target: Path, error: OSError, alone: bool) -> CtdError:
    if error.errno in _FULL:
        return write_error(target, error)
    if alone:
        message = tr("{file} cannot be replaced ({reason}); close the programs that use it.")
    else:
        message = tr("{file} cannot be replaced ({reason}), so no file was; close the programs that use it.")
    return CtdError(message.format(file=target, reason=error.strerror))


def _replace(fresh: Path, target: Path, kept: Path, undo: ExitStack, is_last: bool) -> None:
    """Move a new file to its place; `undo` learns how to put back what was there, which `kept` has meanwhile."""
    if is_database(fresh):
        # Into the former file, so that a power cut now costs it nothing; another program may have it open.
        with suppress(OSError):
            merge_side_files(target)
        for file in side_files(target):
            # Beside the new file they would be read as its own.
            file.replace(kept / file.name)
            undo.callback(_restore, kept / file.name, file)
    there = target.exists()
    # After the last one nothing can go wrong any more.
    if there and not is_last:
        _back_up(target, kept / target.name)
    fresh.replace(target)
    if not there:
        undo.callback(target.unlink, missing_ok=True)
    elif not is_last:
        undo.callback(_restore, kept / target.name, target)


def _back_up(target: Path, kept: Path) -> None:
    """Keep a file that stays where it is until it is replaced, without a moment in which it is nowhere."""
    try:
        os.link(target, kept)
    except OSError:
        # Not every file system has links.
        shutil.copy2(target, kept)


def _restore(kept: Path, target: Path) -> None:
    try:
        kept.replace(target)
    except OSError as error:
        rescue = Path(tempfile.mkdtemp(prefix="ctd-", dir=target.parent))
        kept.replace(rescue / target.name)
        message = tr("{file} was replaced alone and cannot be put back ({reason}): the former file is in {folder}.")
        raise CtdError(message.format(file=target, reason=error.strerror, folder=rescue)) from error


def _remove_stale(folder: Path) -> None:
    """Remove the folders of unfinished files that programs left here which were killed long ago."""
    with suppress(OSError):
        for room in folder.glob(f"{_FOLDER_PREFIX}*"):
            if time.time() - room.stat().st_mtime > _STALE_AFTER:
                shutil.rmtree(room, ignore_errors=True)
