"""The plugin's settings: one dataclass, and the only reader and writer of QgsSettings."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from qgis.core import QgsSettings, QgsSettingsTree

from .i18n import map_language

_GROUP = "ctd"


@dataclass(frozen=True)
class Settings:
    """What the plugin stores between two sessions; the defaults are those of a first start."""

    map_language: str = ""
    """The language chosen for maps and data; "" is QGIS's, whatever it is then (see `language_in_force`)."""
    map_tips_shown: bool = False
    """Whether QGIS's map tips were switched on once, which was said."""
    map_page: str = "A4"
    export_folder: str = ""
    open_after_export: bool = True
    organisation: str = ""
    logo_1: str = ""
    logo_2: str = ""
    accessibility: str = ""
    """The line on accessibility that pages show, as a public body has to: "" shows none."""
    accessibility_address: str = ""
    """Where the accessibility statement is that the line links to."""
    personal_data: bool = False
    platforms_file: str = ""
    catalogue_timeout: int = 20
    download_folder: str = ""
    download_megabytes: int = 500
    download_minutes: int = 30
    import_columns: str = ""
    """JSON: the headings of spreadsheets and the survey's columns that the user chose for them."""
    search_details: str = ""
    """Whether the details in the search tab are "open" or "folded"; "" for as the height allows."""
    authentications: str = ""
    """JSON: servers, as scheme://host:port, and the id of the authentication configuration of QGIS for each."""
    data_contact: str = ""
    """The e-mail address that published data name, a functional mailbox."""
    data_address: str = ""
    """The web address under which published data are put."""
    pack_page: bool = True
    pack_slides: bool = True
    pack_data: bool = True
    share_as: str = ""
    """What was shared last, one of `ShareAs`; "" for nothing yet."""
    share_connection: str = ""
    share_schema: str = "ctd"
    recent_editions: str = ""
    """JSON: where the editions lie that were opened, the last one first."""
    map_dpi: int = 300

    @property
    def language_in_force(self) -> str:
        """The code of the language that maps and data are made in."""
        return map_language(self.map_language)

    @property
    def output_folder(self) -> Path:
        """The folder that a dialog for a file begins with: that of the last export, at first the user's own."""
        return Path(self.export_folder or Path.home())

    @property
    def own_platforms(self) -> Path | None:
        """The path of the user's own list of platforms, None for none."""
        return Path(self.platforms_file) if self.platforms_file else None


def read_settings() -> Settings:
    """Return the stored settings; a value of a wrong type falls back to its default."""
    stored = QgsSettings()
    values: dict[str, Any] = {}
    for field in fields(Settings):
        kind = type(field.default)
        try:
            value = stored.value(f"{_GROUP}/{field.name}", field.default, type=kind)
        except TypeError:
            value = field.default
        # PyQt takes the type for that of a list's elements where a list is stored.
        values[field.name] = value if isinstance(value, kind) else field.default
    return Settings(**values)


def write_settings(settings: Settings) -> None:
    """Store all fields of `settings`."""
    stored = QgsSettings()
    for name, value in asdict(settings).items():
        stored.setValue(f"{_GROUP}/{name}", value)


def add_ows_connection(service: str, name: str, url: str) -> bool:
    """Add a server to QGIS's own connections and return True; False if the name belongs to another URL.

    `service` is "WMS" or "WFS". QGIS has no function for it: its dialogs write these same entries of the settings tree.
    """
    entries = QgsSettingsTree.treeRoot().childNode("connections").childNode("ows").childNode("connections")
    # A slash would split the key.
    keys = [service.lower(), name.replace("/", "-").replace("\\", "-")]
    address = entries.childSetting("url")
    if address.valueAsVariant(keys):
        return address.valueAsVariant(keys) == url
    address.setVariantValue(url, keys)
    return True
