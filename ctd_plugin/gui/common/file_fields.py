"""What people type or paste into a field for a file or a folder."""

from __future__ import annotations

from pathlib import Path

from qgis.gui import QgsFileWidget

from ...errors import CtdError
from ...i18n import tr


def typed_path(field: QgsFileWidget) -> str:
    """Return the path in a field, "" for none; "Copy as path" in Windows's Explorer puts it in quotes."""
    return field.filePath().strip().strip('"').strip()


def check_whole(path: Path) -> None:
    """Raise CtdError where a path to write to is not whole: it would lie in whatever folder QGIS was started from."""
    if not path.is_absolute():
        raise CtdError(tr("Enter the full path of {name}.").format(name=path.name or path))
