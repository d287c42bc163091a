"""The group of dialogs that asks for the branding, and the branding of the open project's layouts."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import Qgis
from qgis.gui import QgisInterface, QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtWidgets import QFormLayout, QLineEdit

from ...errors import CtdError
from ...gis.layout.branding import LOGO_ENDINGS, NO_BRANDING, Branding, branding_of
from ...i18n import tr
from ...settings import Settings, read_settings
from ..common.file_fields import typed_path
from ..common.messages import show_message
from ..common.widgets import add_row, name_group, plain_label


class BrandingGroup(QgsCollapsibleGroupBox):
    """Asks for the organisation and two logos; expanded where the settings have any."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(tr("Organisation and logos"))
        self.setObjectName("ctdSignature")
        self._organisation = QLineEdit()
        self._organisation.setObjectName("ctdOrganisation")
        self._logos = [_logo_widget("ctdLogo1"), _logo_widget("ctdLogo2")]
        form = QFormLayout(self)
        add_row(form, tr("Organisation"), self._organisation)
        add_row(form, tr("First logo"), self._logos[0])
        add_row(form, tr("Second logo"), self._logos[1])
        name_group(self)
        self._error = plain_label(name="ctdLogoError")
        form.addRow(self._error)
        for logo in self._logos:
            logo.fileChanged.connect(self.check_logos)
        self.show_settings(settings)

    def show_settings(self, settings: Settings) -> None:
        """Fill the fields from the settings."""
        self._organisation.setText(settings.organisation)
        for widget, path in zip(self._logos, (settings.logo_1, settings.logo_2), strict=True):
            widget.setFilePath(path)
        self.check_logos()
        self.setCollapsed(branding_of(settings) == NO_BRANDING)

    def check_logos(self, *_: object) -> str:
        """Show and return what is wrong with a logo, "" where both can be drawn."""
        error = ""
        try:
            branding_of(self.settings(Settings())).check()
        except CtdError as caught:
            error = str(caught)
        self._error.setText("⚠ " + error if error else "")
        self._error.setVisible(bool(error))
        return error

    def settings(self, settings: Settings) -> Settings:
        """Return the settings with this group's answers."""
        first, second = map(typed_path, self._logos)
        return replace(settings, organisation=self._organisation.text().strip(), logo_1=first, logo_2=second)


def project_branding(iface: QgisInterface) -> Branding:
    """Return the user's branding; where a logo cannot be drawn, show a warning and leave both out."""
    branding = branding_of(read_settings())
    try:
        branding.check()
    except CtdError as error:
        show_message(iface, str(error), Qgis.MessageLevel.Warning)
        return replace(branding, logos=NO_BRANDING.logos)
    return branding


def _logo_widget(name: str) -> QgsFileWidget:
    widget = QgsFileWidget()
    widget.setObjectName(name)
    widget.setFilter(tr("Images") + f" ({' '.join('*' + ending for ending in LOGO_ENDINGS)})")
    return widget
