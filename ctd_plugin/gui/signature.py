"""Organisation and logos: the group in dialogs that asks for them, and their use in the open project."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import Qgis
from qgis.gui import QgisInterface, QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtWidgets import QFormLayout, QLineEdit

from ..errors import CtdError
from ..gis.dressing import LOGO_ENDINGS, UNDRESSED, Dressing
from ..i18n import tr
from ..settings import Settings, read_settings
from .messages import tell


class SignatureGroup(QgsCollapsibleGroupBox):
    """Asks for the organisation and two logos; open where the settings name any."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(tr("Organisation and logos"))
        self.setObjectName("ctdSignature")
        self._organisation = QLineEdit(settings.organisation)
        self._logos = [_logo_widget(path) for path in (settings.logo_1, settings.logo_2)]
        form = QFormLayout(self)
        form.addRow(tr("Organisation"), self._organisation)
        form.addRow(tr("First logo"), self._logos[0])
        form.addRow(tr("Second logo"), self._logos[1])
        self.setCollapsed(settings.dressing == UNDRESSED)

    def settings(self, settings: Settings) -> Settings:
        """Return the settings with this group's answers."""
        first, second = (widget.filePath().strip() for widget in self._logos)
        return replace(settings, organisation=self._organisation.text().strip(), logo_1=first, logo_2=second)


def project_dressing(iface: QgisInterface) -> Dressing:
    """Return the settings' dressing for layouts of the project; a logo that cannot be drawn is told and left out."""
    dressing = read_settings().dressing
    try:
        dressing.check()
    except CtdError as error:
        tell(iface, str(error), Qgis.MessageLevel.Warning)
        return replace(dressing, logos=UNDRESSED.logos)
    return dressing


def _logo_widget(path: str) -> QgsFileWidget:
    widget = QgsFileWidget()
    widget.setStorageMode(QgsFileWidget.StorageMode.GetFile)
    widget.setFilter(tr("Images") + f" ({' '.join('*' + ending for ending in LOGO_ENDINGS)})")
    widget.setFilePath(path)
    return widget
