"""A copy of an edition that tells the changes from an earlier one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from ..databases import standalone_file
from ..errors import Cancelled, CtdError
from ..files import read_error, replacing
from ..i18n import tr
from .editions.compare import Comparison, compare
from .editions.edition import masking, read_edition
from .package.tables import changes_tables


def write_compared(
    before: Path,
    after: Path,
    output: Path,
    personal: bool = False,
    progress: Callable[[float], object] = lambda percent: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Comparison:
    """Write `after` with the tables of changes since `before` into `output`, whole or not at all.

    CtdError where a file cannot be read or written, Cancelled when `is_cancelled` returns True.
    """
    from .package.geopackage import check_target, replace_tables

    def step(percent: float) -> None:
        if is_cancelled():
            raise Cancelled(tr("Cancelled; nothing was written."))
        progress(percent)

    step(0)
    if output.exists() and any(file.exists() and output.samefile(file) for file in (before, after)):
        message = tr("{file} is one of the editions compared; choose another name for the result.")
        raise CtdError(message.format(file=output))
    check_target(output)
    earlier = read_edition(before)
    step(20)
    later = read_edition(after)
    step(40)
    comparison = compare(earlier, later, masking((earlier.survey, later.survey), personal))
    step(60)
    with replacing(output) as fresh:
        try:
            with standalone_file(after) as whole:
                shutil.copyfile(whole, fresh)
        except OSError as error:
            raise read_error(after, error) from error
        step(80)
        replace_tables(fresh, changes_tables(comparison))
        step(95)
    progress(100)
    return comparison
