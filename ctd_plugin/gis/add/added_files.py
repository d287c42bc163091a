"""The files that layers added from catalogues read, in the user's profile: how many there are, and their removal.

None goes by itself: any project that was saved may read it, and nobody knows all projects.
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
    """A file of the folder and its size in bytes; one in use is of a layer of the open project, or on its way."""

    path: Path
    size: int
    is_used: bool


def added_files(project: QgsProject) -> list[AddedFile]:
    """Return the files in the folder, none where there is no folder yet."""
    try:
        there = [(path, path.stat().st_size) for path in sorted(added_folder().iterdir()) if path.is_file()]
    except OSError:
        return []
    sources = [_plain(layer.source()) for layer in project.mapLayers().values()]
    on_their_way = add_layer.files_under_way() | download.files_under_way()

    def is_used(path: Path) -> bool:
        # Anywhere in a source, as in a virtual layer's; what lies beside it, such as a saved style, is used with it.
        return path in on_their_way or any(_plain(f"{path.stem}.") in source for source in sources)

    return [AddedFile(path, size, is_used(path)) for path, size in there]


def _plain(text: str) -> str:
    """Return a name or source as it is compared: encoded or not, whatever its case and kind of accents."""
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
