"""Layers on their way to the map and files on their way to a folder: one line that tells of them and stops them."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsMapLayer, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ...catalogues.http.formats import DOCUMENT_FORMATS, file_extension
from ...catalogues.records import Link, Record
from ...catalogues.services.capabilities import ServiceLayer
from ...gis.add.add_layer import AddLayerJob, add_link
from ...gis.add.download import DownloadJob, download, layers_in_file
from ...gis.network.download_limits import limits_of
from ...i18n import number, plural, tr
from ...settings import read_settings
from ..common.messages import message_item, reporting_errors, show_message
from .labels import record_title
from .layer_dialog import LayerDialog

_MEGABYTE = 1_000_000
_STEPS = 1000


class ProgressRow(QWidget):
    """Hidden while there is nothing to do."""

    def __init__(self, iface: QgisInterface, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ctdSearchWork")
        self._iface = iface
        self._works: dict[AddLayerJob | DownloadJob, str] = {}
        self._received: dict[DownloadJob, tuple[int, int | None]] = {}
        self._choices: dict[AddLayerJob, LayerDialog] = {}
        self._label = QLabel(self)
        self._label.setObjectName("ctdSearchWorkLabel")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        policy = self._label.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self._label.setSizePolicy(policy)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        stop = QPushButton(tr("Stop"), self)
        stop.setObjectName("ctdSearchStop")
        stop.setToolTip(tr("Stop adding and downloading"))
        stop.clicked.connect(self.cancel)
        column = QVBoxLayout()
        column.addWidget(self._label)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(column, 1)
        row.addWidget(stop)
        self.hide()

    @property
    def is_busy(self) -> bool:
        return bool(self._works)

    def add(self, link: Link, record: Record) -> None:
        """Begin to add a link's layer to the map."""
        settings = read_settings()
        adding = add_link(link, record, QgsProject.instance(), settings.catalogue_timeout, limits_of(settings))
        adding.added.connect(lambda layer: self._end_adding(adding, layer))
        adding.choice_needed.connect(lambda layers: self._offer(adding, link, record, layers))
        adding.failed.connect(lambda reason: self._fail(adding, reason))
        self._begin(adding, record_title(record))

    def download(self, link: Link, record: Record, folder: Path) -> None:
        """Begin to keep a link's file in a folder."""
        settings = read_settings()
        downloading = download(link, folder, settings.catalogue_timeout, limits_of(settings))
        downloading.progress.connect(lambda received, total: self._progress(downloading, received, total))
        downloading.done.connect(lambda path: self._end_download(downloading, path))
        downloading.failed.connect(lambda reason: self._fail(downloading, reason))
        self._begin(downloading, record_title(record))

    def cancel(self) -> None:
        """Stop all at once; what is on the map or in the folder already stays."""
        for work in list(self._works):
            work.cancel()
            self._end(work)

    def _begin(self, work: AddLayerJob | DownloadJob, title: str) -> None:
        self._works[work] = title
        self._tell()

    def _end(self, work: AddLayerJob | DownloadJob) -> None:
        self._works.pop(work, None)
        self._received.pop(work, None)
        if choice := self._choices.pop(work, None):
            choice.close()
        self._tell()

    def _fail(self, work: AddLayerJob | DownloadJob, reason: str) -> None:
        self._end(work)
        show_message(self._iface, reason, Qgis.MessageLevel.Warning)

    def _end_adding(self, adding: AddLayerJob, layer: QgsMapLayer) -> None:
        self._end(adding)
        text = tr("The map has the layer “{name}” now.").format(name=layer.name())
        show_message(self._iface, text, Qgis.MessageLevel.Success)

    def _offer(self, adding: AddLayerJob, link: Link, record: Record, layers: list[ServiceLayer]) -> None:
        choice = LayerDialog(record_title(record), link.layer, layers, self.window())
        self._choices[adding] = choice
        choice.layer_chosen.connect(adding.choose)
        choice.accepted.connect(lambda: self._choices.pop(adding, None))
        choice.rejected.connect(lambda: self._give_up(adding))
        choice.open()

    def _give_up(self, adding: AddLayerJob) -> None:
        # Closed from here, too, when the adding has ended otherwise.
        if self._choices.pop(adding, None):
            adding.cancel()
            self._end(adding)

    def _progress(self, downloading: DownloadJob, received: int, total: int | None) -> None:
        self._received[downloading] = received, total
        self._tell()

    def _end_download(self, downloading: DownloadJob, path: Path) -> None:
        self._end(downloading)
        item = message_item(tr("{file} was downloaded.").format(file=path), Qgis.MessageLevel.Success)
        if file_extension(path.name) not in DOCUMENT_FORMATS:
            button = QPushButton(tr("Add to the map"))
            button.clicked.connect(lambda _checked=False: self._add_file(path))
            item.layout().addWidget(button)
        self._iface.messageBar().pushItem(item)

    def _add_file(self, path: Path) -> None:
        layers: list[QgsMapLayer] | None = None
        with reporting_errors(self._iface):
            layers = layers_in_file(path)
            QgsProject.instance().addMapLayers(layers)
        if layers == []:
            text = tr("QGIS finds no layer in {file}: open its folder to see what it is.")
            show_message(self._iface, text.format(file=path), Qgis.MessageLevel.Warning)

    def _tell(self) -> None:
        count = len(self._works)
        self.setVisible(count > 0)
        text = next(iter(self._works.values()), "")
        if count > 1:
            text = plural(count, tr("{count} result on its way"), tr("{count} results on their way"))
            text = text.format(count=number(count))
        received = sum(so_far for so_far, _ in self._received.values())
        if received:
            text += " – " + tr("{size} MB").format(size=number(received / _MEGABYTE, 1))
        self._label.setText(text)
        totals = [total for _, total in self._received.values()]
        if count and len(totals) == count and all(totals):
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(_STEPS * received // sum(totals))
        else:
            # Nobody knows how much there is to come.
            self._bar.setRange(0, 0)
