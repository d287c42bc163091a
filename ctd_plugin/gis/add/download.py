"""Downloads of the files of a record's links into a folder."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsProviderSublayerDetails
from qgis.PyQt.QtCore import QTimer, pyqtSignal

from ...catalogues.http.exchange import CatalogueError, FailureReason
from ...catalogues.http.urls import host_of
from ...catalogues.records import Link
from ...catalogues.services.filenames import file_name, numbered_name
from ...causes import reason_of
from ...errors import CtdError
from ...files import make_folder
from ...i18n import tr
from ..background.job import Job, running_jobs
from ..network.download_limits import DEFAULT_LIMITS, DownloadLimits
from ..network.exchange import HttpExchange, Outcome
from ..network.file_download import DownloadedFile, FileDownload
from ..unexpected_errors import guarded
from ..user_profile import added_folder
from .allowed_drivers import sublayers


def download(link: Link, folder: Path, seconds: float, limits: DownloadLimits = DEFAULT_LIMITS) -> DownloadJob:
    """Start to download a link's file into a folder, under a name that is new there, and return at once.

    A silence of `seconds` ends it, and so does more than the limits allow: then nothing is left in the folder.

    Connect to the signals at once: none comes before the event loop runs.
    """
    job = DownloadJob(link, folder)
    job.start(seconds, limits)
    return job


def partial_files() -> set[Path]:
    """Return the files that downloads are writing."""
    jobs = (job for job in running_jobs() if isinstance(job, DownloadJob))
    return {Path(job._part.name) for job in jobs if job._part is not None}


def make_added_folder() -> Path:
    """Return the folder of the user's profile for the files of added layers; CtdError where it cannot be made."""
    make_folder(added_folder())
    return added_folder()


def layers_in_file(path: Path) -> list[QgsMapLayer]:
    """Return the layers that QGIS reads in a file, also inside a ZIP, none of them in a project yet; or none.

    CtdError where it would have to read from elsewhere for them.
    """
    options = QgsProviderSublayerDetails.LayerOptions(QgsProject.instance().transformContext())
    try:
        layers = [details.toLayer(options) for details in sublayers(path)]
    except CtdError as error:
        message = tr("{file} was not added: {reason}.")
        raise CtdError(message.format(file=path.name, reason=error)) from error
    return [layer for layer in layers if layer is not None and layer.isValid()]


class DownloadJob(Job):
    """Downloads the file of one link; `done` or `failed` ends it, unless it is cancelled."""

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
        self.is_refused = False
        """Whether it failed because the server asks for authentication."""
        self._exchange: HttpExchange | None = None
        self._part: tempfile._TemporaryFileWrapper[bytes] | None = None

    def start(self, seconds: float, limits: DownloadLimits) -> None:
        self._set_running()
        try:
            # Without a buffer: a full disk is noticed at the bytes that it does not take.
            part = self._part = tempfile.NamedTemporaryFile(  # noqa: SIM115  closed at the end, in another call
                dir=self._folder, prefix=".ctd-", suffix=".part", buffering=0, delete=False
            )
        except (OSError, ValueError) as error:
            text = tr("cannot write to the folder {folder} ({reason})")
            reason = text.format(folder=self._folder, reason=reason_of(error))
            QTimer.singleShot(0, lambda: self._fail(reason))
            return
        self._exchange = FileDownload(self._link.url, part.file, seconds, limits, self._on_outcome, self._on_bytes)

    def cancel(self) -> None:
        """Stop now; nothing is left in the folder and no signal comes any more."""
        if not self.is_running:
            return
        self._set_ended()
        if self._exchange is not None:
            self._exchange.cancel()
        if self._part is not None:
            with suppress(OSError):
                self._part.close()
            with suppress(OSError):
                Path(self._part.name).unlink(missing_ok=True)

    def _on_bytes(self, received: int, total: int | None) -> None:
        if total is not None and total - received > shutil.disk_usage(self._folder).free:
            raise CtdError(tr("not enough disk space for {size} MB").format(size=round(total / 1e6)))
        self.progress.emit(received, total)

    @guarded
    def _on_outcome(self, outcome: Outcome[DownloadedFile]) -> None:
        if outcome.value is None or self._part is None:
            error = outcome.error
            self.is_refused = isinstance(error, CatalogueError) and error.reason is FailureReason.REFUSED
            self._fail(str(outcome.error))
            return
        try:
            path = self._name_part(self._part, file_name(self._link, outcome.value.disposition, outcome.value.url))
        except OSError as error:
            self._fail(tr("the file cannot be written ({reason})").format(reason=reason_of(error)))
            return
        self.cancel()
        self.done.emit(path)

    def _name_part(self, part: tempfile._TemporaryFileWrapper[bytes], name: str) -> Path:
        """Give the file its name, or that name with a number where it is taken, and return its path."""
        part.close()
        for number in count(1):
            path = self._folder / numbered_name(name, number)
            try:
                # Reserved by creating it, so that no other program or download can do so in between.
                path.touch(mode=0o666, exist_ok=False)
            except FileExistsError:
                continue
            try:
                # A temporary file is readable for its owner alone; the download is as readable as other new files.
                Path(part.name).chmod(path.stat().st_mode)
                Path(part.name).replace(path)
            except Exception:
                path.unlink(missing_ok=True)
                raise
            return path
        raise AssertionError

    def _abort(self, error: CtdError) -> None:
        self._fail(str(error))

    def _fail(self, reason: str) -> None:
        if not self.is_running:
            return
        self.cancel()
        text = tr("“{title}” was not downloaded: {reason} ({place}).")
        self.failed.emit(text.format(title=self._link.title, reason=reason, place=host_of(self._link.url)))
