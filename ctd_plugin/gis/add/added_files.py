"""The files in the user's profile that layers added from catalogues read: their list and their removal.

None is removed by itself: any project that was saved may read it, and nobody knows all projects.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from qgis.core import QgsProject

from ..user_profile import added_folder
from . import add_layer, download


@dataclass(frozen=True)
class AddedFile:
    """A file of the folder and its size in bytes; in use is one of a layer of the open project, or of a running job."""

    path: Path
    size: int
    is_used: bool


def added_files(project: QgsProject) -> list[AddedFile]:
    """Return the files in the folder, none where there is no folder yet."""
    try:
        files = [(path, path.stat().st_size) for path in sorted(added_folder().iterdir()) if path.is_file()]
    except OSError:
        return []
    sources = [_comparable(layer.source()) for layer in project.mapLayers().values()]
    of_jobs = add_layer.unread_files() | download.partial_files()

    def is_used(path: Path) -> bool:
        # Anywhere in a source, as in a virtual layer's; what lies beside it, such as a saved style, is used with it.
        return path in of_jobs or any(_comparable(f"{path.stem}.") in source for source in sources)

    return [AddedFile(path, size, is_used(path)) for path, size in files]


def _comparable(text: str) -> str:
    """Return a name or source without its percent encoding, case and form of accents."""
    return normalize("NFC", unquote(text)).casefold()


def delete_added_files(project: QgsProject) -> int:
    """Delete the files that are not in use; return how many could not be, as another program has them open."""
    failed = 0
    for file in added_files(project):
        if not file.is_used:
            try:
                file.path.unlink(missing_ok=True)
            except OSError:
                failed += 1
    return failed
