"""Files of a record's links, kept in a folder that the user chose."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsProviderSublayerDetails
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...catalogues.http.urls import host_of
from ...catalogues.records import Link
from ...catalogues.services.filenames import file_name, numbered_name
from ...errors import CtdError
from ...i18n import tr
from ..network.download_limits import DEFAULT_LIMITS, DownloadLimits
from ..network.exchange import HttpExchange, Outcome
from ..network.file_download import DownloadedFile, download_to
from ..unexpected_errors import guarded
from ..user_profile import added_folder
from .allowed_drivers import sublayers

_under_way: set[DownloadJob] = set()
"""A download lives until it ends, whether or not the caller keeps it."""


def download(link: Link, folder: Path, seconds: float, limits: DownloadLimits = DEFAULT_LIMITS) -> DownloadJob:
    """Begin to keep a link's file in a folder, under a name of its own there; a silence of `seconds` ends it.

    So does more than the limits allows: then nothing is kept.

    Connect to the signals at once: none comes before the event loop runs.
    """
    downloading = DownloadJob(link, folder)
    downloading.begin(seconds, limits)
    return downloading


def stop() -> None:
    """Cancel all: for the plugin's unload."""
    for downloading in list(_under_way):
        downloading.cancel()


def files_under_way() -> set[Path]:
    """Return the files that downloads are writing."""
    return {Path(downloading._part.name) for downloading in _under_way if downloading._part is not None}


def keeping_folder() -> Path:
    """Return the folder of the user's profile that keeps the files of added layers; CtdError where there is none."""
    folder = added_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = tr("The folder {folder} cannot be made ({reason}).")
        raise CtdError(message.format(folder=folder, reason=error.strerror)) from error
    return folder


def layers_in_file(path: Path) -> list[QgsMapLayer]:
    """Return the layers that QGIS reads in a file, also inside a ZIP, none of them in a project yet; or none.

    CtdError where it would have to read from elsewhere for them.
    """
    options = QgsProviderSublayerDetails.LayerOptions(QgsProject.instance().transformContext())
    try:
        found = [details.toLayer(options) for details in sublayers(path)]
    except CtdError as error:
        message = tr("{file} was not added: {reason}.")
        raise CtdError(message.format(file=path.name, reason=error)) from error
    return [layer for layer in found if layer is not None and layer.isValid()]


class DownloadJob(QObject):
    """A file on its way; `done` or `failed` ends it, unless it was cancelled."""

    progress = pyqtSignal(object, object)
    """Bytes received, and bytes in all or None where the server does not say."""
    done = pyqtSignal(object)
    """The path of the file, which is complete."""
    failed = pyqtSignal(str)
    """Why there is no file, in one sentence of plain text."""

    def __init__(self, link: Link, folder: Path) -> None:
        super().__init__()
        self._link = link
        self._folder = folder
        self._exchange: HttpExchange | None = None
        self._part: tempfile._TemporaryFileWrapper[bytes] | None = None

    def begin(self, seconds: float, limits: DownloadLimits) -> None:
        _under_way.add(self)
        try:
            # Without a buffer: a full disk is noticed at the bytes that it does not take.
            self._part = tempfile.NamedTemporaryFile(  # noqa: SIM115  closed at the end, in another call
                dir=self._folder, prefix=".ctd-", suffix=".part", buffering=0, delete=False
            )
        except (OSError, ValueError) as error:
            text = tr("nothing can be written in the folder {folder} ({reason})")
            reason = text.format(folder=self._folder, reason=getattr(error, "strerror", error))
            QTimer.singleShot(0, lambda: self._fail(reason))
            return
        self._exchange = download_to(self._link.url, self._part, seconds, limits, self._came, self._tell)

    def cancel(self) -> None:
        """Stop now; nothing is left in the folder and no signal comes any more."""
        if self not in _under_way:
            return
        _under_way.discard(self)
        if self._exchange is not None:
            self._exchange.cancel()
        if self._part is not None:
            with suppress(OSError):
                self._part.close()
            with suppress(OSError):
                Path(self._part.name).unlink(missing_ok=True)

    def _tell(self, received: int, total: int | None) -> None:
        if total is not None and total - received > shutil.disk_usage(self._folder).free:
            raise CtdError(tr("the disk has no room for {size} MB").format(size=round(total / 1e6)))
        self.progress.emit(received, total)

    @guarded
    def _came(self, outcome: Outcome[DownloadedFile]) -> None:
        if outcome.value is None:
            self._fail(str(outcome.error))
            return
        try:
            path = self._kept(file_name(self._link, outcome.value.disposition, outcome.value.url))
        except OSError as error:
            self._fail(tr("the file cannot be written ({reason})").format(reason=error.strerror))
            return
        self.cancel()
        self.done.emit(path)

    def _kept(self, name: str) -> Path:
        """Give the file its name, or that name with a number where it is taken, and return its path."""
        part = self._part
        part.close()
        for number in count(1):
            path = self._folder / numbered_name(name, number)
            try:
                # Taken by making it, so that no other program or download can do so in between.
                path.touch(mode=0o666, exist_ok=False)
            except FileExistsError:
                continue
            try:
                # A temporary file is its maker's alone; what is kept is as open as other new files.
                Path(part.name).chmod(path.stat().st_mode)
                Path(part.name).replace(path)
            except Exception:
                path.unlink(missing_ok=True)
                raise
            return path
        raise AssertionError

    def _break_off(self, error: CtdError) -> None:
        self._fail(str(error))

    def _fail(self, reason: str) -> None:
        if self not in _under_way:
            return
        self.cancel()
        text = tr("“{title}” was not downloaded: {reason} ({place}).")
        self.failed.emit(text.format(title=self._link.title, reason=reason, place=host_of(self._link.url)))
