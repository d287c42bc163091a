"""Atomic replacement of files, and the sentences on files that cannot be read or written."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from .causes import Cause, cause_of, reason_of
from .databases import is_database, merge_side_files, side_files
from .errors import CtdError
from .i18n import tr

_FOLDER_PREFIX = ".ctd-new-"
"""Prefix of the temporary folders in which files are written before they replace their targets."""
_STALE_AFTER = 24 * 3600
"""Age in seconds at which such a folder must have been left by a program that was killed."""
_HELD = (5, 32)
"""Windows's numbers for a file that another program holds."""
_PAUSES = (0.05, 0.1, 0.2, 0.4)
"""Seconds to wait for it: antivirus programs and the search look into each new file, for a moment."""
_FULL = {Cause.FULL, Cause.DEVICE}
"""Causes for which the disk is to be looked at."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a path in a temporary folder beside `target`; the file written there replaces `target` at the end.

    When the block raises, `target` is unchanged and nothing else is left behind. A SQLite database is replaced
    together with its side files. Raises CtdError where the folder is missing or not writable, the file cannot be
    written, or `target` is a folder or is locked by another program (Windows).
    """
    with replacing_all([target]) as workdir:
        yield workdir / target.name


@contextmanager
def replacing_all(targets: Sequence[Path]) -> Iterator[Path]:
    """Yield a temporary folder beside the targets; the files of the same names in it replace them at the end.

    All targets must be in one folder, and all are replaced or none; otherwise as `replacing`.
    """
    folder = targets[0].parent
    for target in targets:
        if target.is_dir():
            raise CtdError(tr("{file} is a folder; choose a file name.").format(file=target))
    if not folder.is_dir():
        raise CtdError(tr("The folder {folder} does not exist; create it first.").format(folder=folder))
    _remove_stale(folder)
    try:
        workdir = Path(tempfile.mkdtemp(prefix=_FOLDER_PREFIX, dir=folder))
    except OSError as error:
        raise CtdError(
            tr("Cannot write to the folder {folder} ({reason}); choose another.").format(
                folder=folder, reason=reason_of(error)
            )
        ) from error
    try:
        with _as_ctd_errors(targets, workdir):
            yield workdir
            for target in targets:
                _finish(workdir / target.name)
            backup = Path(tempfile.mkdtemp(dir=workdir))
        _replace_all(workdir, targets, backup)
    finally:
        shutil.rmtree(workdir, ignore_errors=True)


def make_folder(folder: Path) -> None:
    """Create a folder and its parents where they are missing; raises CtdError where that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = tr("The folder {folder} cannot be created ({reason}).")
        raise CtdError(message.format(folder=folder, reason=reason_of(error))) from error


@contextmanager
def new_folder(folder: Path) -> Iterator[None]:
    """Create a folder and its parents where they are missing; those are removed again where the block raises.

    Raises CtdError where a folder cannot be created.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    make_folder(folder)
    try:
        yield
    except BaseException:
        for path in missing:
            with suppress(OSError):
                path.rmdir()
        raise


def missing_error(file: Path) -> CtdError:
    """Return the error on a file that does not exist."""
    return CtdError(tr("The file {file} does not exist; check its name and folder.").format(file=file))


def read_error(file: Path, cause: OSError) -> CtdError:
    """Return the error on a file that could not be read."""
    return CtdError(tr("{file} cannot be read ({reason}).").format(file=file, reason=reason_of(cause)))


def write_error(file: Path | str, cause: Exception | str) -> CtdError:
    """Return the error on a file that could not be written.

    `cause` is an exception, or the message of GDAL or QGIS. The sentence mentions the disk only where it is full, or
    where no reason is given.
    """
    if isinstance(file, Path):
        # The target, not the temporary file.
        file = Path(*(part for part in file.parts if not part.startswith(_FOLDER_PREFIX)))
    if isinstance(cause, UnicodeEncodeError):
        near = cause.object[max(0, cause.start - 20) : cause.end + 20].encode(errors="replace").decode()
        message = tr(
            "{file} cannot be written: “{text}” contains an invalid character (half of a surrogate pair); "
            "correct or remove this text."
        )
        return CtdError(message.format(file=file, text=" ".join(near.split())))
    has_reason = bool(str(cause).strip())
    if not has_reason or cause_of(cause) in _FULL:
        message = tr("{file} cannot be written ({reason}); check the free disk space.")
    else:
        message = tr("{file} cannot be written ({reason}); choose another place.")
    return CtdError(message.format(file=file, reason=reason_of(cause) if has_reason else tr("reason not given")))


@contextmanager
def _as_ctd_errors(targets: Sequence[Path], workdir: Path) -> Iterator[None]:
    """Raise errors on the files of the temporary folder as CtdError, and all others as they are."""
    try:
        yield
    except (OSError, UnicodeEncodeError) as error:
        name = Path(str(getattr(error, "filename", None) or ""))
        is_ours = name == Path() or name.is_relative_to(workdir)
        if not is_ours:
            raise
        file = next((target for target in targets if target.name == name.name), None)
        raise write_error(file or (targets[0] if len(targets) == 1 else targets[0].parent), error) from error


def _finish(new_file: Path) -> None:
    """Flush a new file to the disk, a database without side files."""
    if is_database(new_file):
        merge_side_files(new_file)
    # Else a power cut might leave an empty file. A copy of a read-only file is read-only too.
    with suppress(PermissionError), new_file.open("rb+") as file:
        os.fsync(file.fileno())


def _replace_all(workdir: Path, targets: Sequence[Path], backup: Path) -> None:
    """Move the new files to their targets; where one fails, restore those that were replaced before it."""
    with ExitStack() as undo:
        for target in targets:
            try:
                _replace(workdir / target.name, target, backup, undo, is_last=target == targets[-1])
            except OSError as error:
                raise _replace_error(target, error, alone=len(targets) == 1) from error
        undo.pop_all()


def _replace_error(target: Path, error: OSError, alone: bool) -> CtdError:
    if cause_of(error) in _FULL:
        return write_error(target, error)
    if alone:
        message = tr("{file} cannot be replaced ({reason}); close the programs that use it.")
    else:
        message = tr("{file} cannot be replaced ({reason}); no file was changed. Close the programs that use it.")
    return CtdError(message.format(file=target, reason=reason_of(error)))


def _replace(new_file: Path, target: Path, backup: Path, undo: ExitStack, is_last: bool) -> None:
    """Move a new file to its target; the former one goes to the folder `backup`, and `undo` restores it."""
    if is_database(new_file):
        # Else a power cut now would lose what they hold. Another program may have the database open.
        with suppress(OSError):
            merge_side_files(target)
        for file in side_files(target):
            # SQLite would apply them to the new file.
            _move(file, backup / file.name)
            undo.callback(_restore, backup / file.name, file)
    existed = target.exists()
    # The last target is never restored: nothing can fail after it.
    if existed and not is_last:
        _back_up(target, backup / target.name)
    _move(new_file, target)
    if not existed:
        undo.callback(target.unlink, missing_ok=True)
    elif not is_last:
        undo.callback(_restore, backup / target.name, target)


def _move(file: Path, target: Path) -> None:
    """Move a file, on Windows once those who hold it for a moment let it go."""
    for pause in _PAUSES:
        try:
            file.replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(pause)
        else:
            return
    file.replace(target)


def _back_up(target: Path, backup: Path) -> None:
    """Link or copy a file into the backup; it stays where it is too, so that it is missing at no moment."""
    try:
        os.link(target, backup)
    except OSError:
        # Some file systems have no links.
        shutil.copy2(target, backup)


def _restore(backup: Path, target: Path) -> None:
    try:
        _move(backup, target)
    except OSError as error:
        rescue = Path(tempfile.mkdtemp(prefix="ctd-", dir=target.parent))
        backup.replace(rescue / target.name)
        message = tr(
            "Only {file} was replaced, and its former version cannot be restored ({reason}); that version is "
            "kept in {folder}."
        )
        raise CtdError(message.format(file=target, reason=reason_of(error), folder=rescue)) from error


def _remove_stale(folder: Path) -> None:
    """Remove the temporary folders that killed programs left here."""
    with suppress(OSError):
        for workdir in folder.glob(f"{_FOLDER_PREFIX}*"):
            if time.time() - workdir.stat().st_mtime > _STALE_AFTER:
                shutil.rmtree(workdir, ignore_errors=True)
