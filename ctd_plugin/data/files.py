"""Writing files whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..errors import CtdError
from ..i18n import tr


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a path in a folder of its own beside `target`; what is written there becomes `target` at the end.

    When the block raises, nothing is left behind and `target` is as it was. CtdError where its folder
    is missing or not writable, or the target is a folder or is held open by another program (Windows).
    """
    with replacing_all([target]) as room:
        yield room / target.name


@contextmanager
def replacing_all(targets: Sequence[Path]) -> Iterator[Path]:
    """Yield a folder beside the targets, which share one; the files of their names in it replace them at the end.

    Promises and errors are those of `replacing`.
    """
    folder = targets[0].parent
    for target in targets:
        if target.is_dir():
            raise CtdError(tr("{file} is a folder; choose a file name.").format(file=target))
    if not folder.is_dir():
        raise CtdError(tr("The folder {folder} does not exist; create it first.").format(folder=folder))
    try:
        room = Path(tempfile.mkdtemp(prefix=".ctd-", dir=folder))
    except OSError as error:
        raise CtdError(
            tr("Nothing can be written in the folder {folder} ({reason}); choose another.").format(
                folder=folder, reason=error.strerror
            )
        ) from error
    try:
        yield room
        for target in targets:
            _replace(room / target.name, target)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _replace(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        raise CtdError(
            tr("{file} cannot be replaced ({reason}); close the programs that use it.").format(
                file=target, reason=error.strerror
            )
        ) from error
