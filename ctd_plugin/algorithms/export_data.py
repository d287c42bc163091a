"""`ctd:exportdata`: the edition as open data, a data package with its metadata."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..i18n import tr
from ..settings import read_settings
from .base import Outputs, Values
from .map_algorithm import ORGANISATION, OUTPUT_FOLDER, MapAlgorithm

CONTACT, ADDRESS, LICENCE = "CONTACT", "ADDRESS", "LICENCE"
DATAPACKAGE, METADATA = "DATAPACKAGE", "METADATA"


class ExportData(MapAlgorithm):
    """Writes tables, boundaries, schemas and metadata into a folder, for portals and catalogues."""

    group_id = "data"
    icon_name = "data"

    def name(self) -> str:
        return "exportdata"

    def displayName(self) -> str:
        return tr("Export as open data")

    def shortHelpString(self) -> str:
        return tr(
            "Writes a data package into one folder: tables as CSV with their schemas (Table Schema), regions as "
            "GeoJSON, metadata in ISO 19139 (INSPIRE) and DCAT-AP, and a README. Respondents, names of persons and "
            "their addresses are left out, whatever the options say. A former package in the folder is replaced; other "
            "files are kept. With an earlier edition, the package also has the tables of what has changed."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        self.add_data_parameters()
        self.add_comparison_parameters()
        self.addParameter(
            QgsProcessingParameterString(ORGANISATION, tr("Organisation (empty: as in the options)"), optional=True)
        )
        contact = QgsProcessingParameterString(CONTACT, tr("Contact e-mail address"), optional=True)
        contact.setHelp(tr("It will be public: use a functional mailbox, no person’s address. INSPIRE requires one."))
        self.addParameter(contact)
        address = QgsProcessingParameterString(ADDRESS, tr("Web address of the published files"), optional=True)
        address.setHelp(
            tr("Address of the folder in which the files will be put. Without it, the metadata has no download links.")
        )
        self.addParameter(address)
        self.add_choice(
            LICENCE,
            tr("Licence of the whole (empty: each source keeps its own)"),
            {"etalab-2.0": "Licence Ouverte 2.0"},
        )
        self.addParameter(QgsProcessingParameterFolderDestination(OUTPUT_FOLDER, tr("Output folder")))
        self.addOutput(QgsProcessingOutputFile(DATAPACKAGE, tr("Data package")))
        self.addOutput(QgsProcessingOutputFile(METADATA, tr("Metadata")))

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..data.opendata.publication import LICENCE_OUVERTE
        from ..data.survey.email_addresses import is_functional
        from ..gis.opendata.export import export_data

        folder = self.folder(parameters, context)
        organisation, contact, address = (
            self.parameterAsString(parameters, name, context).strip() for name in (ORGANISATION, CONTACT, ADDRESS)
        )
        if contact and not is_functional(contact):
            warning = tr("The contact {address} may be a person’s, and will be public: prefer a functional mailbox.")
            feedback.pushWarning(warning.format(address=contact))
        is_open = self.choice(parameters, LICENCE, context) == LICENCE_OUVERTE.name
        with self.geopackage(parameters, context, feedback) as geopackage:
            files = export_data(
                geopackage,
                folder,
                map_language=self.map_language(parameters, context),
                organisation=organisation or read_settings().organisation,
                contact=contact,
                address=address,
                licence=LICENCE_OUVERTE if is_open else None,
                feedback=feedback,
            )
        by_name = {file.name: str(file) for file in files}
        return {DATAPACKAGE: by_name["datapackage.json"], METADATA: by_name["metadata.xml"]}
