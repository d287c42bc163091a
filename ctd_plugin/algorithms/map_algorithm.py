"""The base class of the algorithms that draw an edition: parameters for its data, page and branding."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
    QgsProcessingUtils,
    QgsVectorFileWriter,
)

from ..causes import reason_of
from ..errors import CtdError
from ..gis.options import PAGE_IDS
from ..i18n import tr
from ..settings import read_settings
from .base import SURVEY, CtdAlgorithm, Values, edition_filter
from .report_messages import push_report

if TYPE_CHECKING:
    from ..data.report import Report
    from ..gis.layout.branding import Branding
    from ..gis.web.statement import AccessibilityStatement

RECIPE = "RECIPE"
BOUNDARIES = "BOUNDARIES"
PAGE = "PAGE"
OUTPUT_FOLDER = "OUTPUT_FOLDER"
BEFORE, COMPARE = "BEFORE", "COMPARE"
ORGANISATION, LOGO_1, LOGO_2 = "ORGANISATION", "LOGO_1", "LOGO_2"
ACCESSIBILITY, ACCESSIBILITY_ADDRESS = "ACCESSIBILITY", "ACCESSIBILITY_ADDRESS"


class MapAlgorithm(CtdAlgorithm):
    """An algorithm that draws the bundled edition, or one built from the user's survey and boundaries."""

    def add_data_parameters(self) -> None:
        """Add SURVEY, RECIPE, BOUNDARIES and LANGUAGE, all optional."""
        self.addParameter(self.survey_parameter())
        recipe = QgsProcessingParameterFile(RECIPE, tr("Import recipe"), optional=True)
        recipe.setFileFilter(tr("Recipes") + " (*.recipe.json)")
        recipe.setHelp(
            tr(
                "Columns, regions, statuses and figures are read as chosen in the import assistant. Mismatches "
                "are reported."
            )
        )
        self.add_advanced(recipe)
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                BOUNDARIES,
                tr("Region boundaries (empty: bundled boundaries)"),
                [QgsProcessing.SourceType.TypeVectorPolygon],
                optional=True,
            )
        )
        self.add_language_parameter()

    def add_before_parameter(self, label: str) -> None:
        """Add BEFORE, an optional file: the earlier edition to compare with."""
        before = QgsProcessingParameterFile(BEFORE, label, optional=True)
        before.setFileFilter(edition_filter())
        self.addParameter(before)

    def add_comparison_parameters(self) -> None:
        """Add BEFORE, and COMPARE: whether the bundled edition stands for an earlier one that is not given."""
        self.add_before_parameter(tr("Earlier edition to compare with (survey or ctd.gpkg)"))
        self.addParameter(
            QgsProcessingParameterBoolean(
                COMPARE, tr("Otherwise compare with the bundled edition"), False, optional=True
            )
        )

    def add_page_parameter(self) -> None:
        """Add PAGE, an id of `PAGE_IDS`."""
        self.add_choice(PAGE, tr("Page"), {page: page for page in PAGE_IDS}, "A4")

    def add_branding_parameters(self) -> None:
        """Add ORGANISATION, LOGO_1 and LOGO_2, all optional."""
        self.add_advanced(
            QgsProcessingParameterString(ORGANISATION, tr("Organisation (empty: as in the options)"), optional=True)
        )
        for name, label in (
            (LOGO_1, tr("First logo (empty: as in the options)")),
            (LOGO_2, tr("Second logo (empty: as in the options)")),
        ):
            self.add_advanced(QgsProcessingParameterFile(name, label, optional=True))

    def branding(self, parameters: Values, context: QgsProcessingContext) -> Branding:
        """Return the organisation and logos given; those not given are taken from the settings."""
        from ..gis.layout.branding import Branding, branding_of

        stored = branding_of(read_settings())
        given = [self.parameterAsString(parameters, name, context).strip() for name in (ORGANISATION, LOGO_1, LOGO_2)]
        return Branding(given[0] or stored.organisation, (given[1] or stored.logos[0], given[2] or stored.logos[1]))

    def add_accessibility_parameters(self) -> None:
        """Add ACCESSIBILITY, the line on accessibility, and ACCESSIBILITY_ADDRESS, what it links to; both optional."""
        line = QgsProcessingParameterString(
            ACCESSIBILITY, tr("Accessibility line (empty: as in the options)"), optional=True
        )
        line.setHelp(
            tr(
                "Shown as it is at the foot of the page, such as “Accessibility: not compliant”, with a link to the "
                "statement. Without a line, nothing is claimed."
            )
        )
        address = tr("Address of the accessibility statement (empty: as in the options)")
        self.add_advanced(line)
        self.add_advanced(QgsProcessingParameterString(ACCESSIBILITY_ADDRESS, address, optional=True))

    def accessibility(self, parameters: Values, context: QgsProcessingContext) -> AccessibilityStatement:
        """Return the accessibility statement given; what is not given is taken from the settings.

        A line of one's own does not link to the statement of the settings. Raises CtdError for an address that no page
        links to.
        """
        from ..gis.web.statement import AccessibilityStatement, statement_of

        line, address = (
            self.parameterAsString(parameters, name, context).strip() for name in (ACCESSIBILITY, ACCESSIBILITY_ADDRESS)
        )
        stored = statement_of(read_settings())
        if line:
            statement = AccessibilityStatement(line, address)
        else:
            statement = AccessibilityStatement(stored.line, address or stored.address)
        statement.check()
        return statement

    def folder(self, parameters: Values, context: QgsProcessingContext) -> Path:
        """Return OUTPUT_FOLDER, which must exist unless it is Processing's own temporary folder."""
        folder = Path(self.parameterAsString(parameters, OUTPUT_FOLDER, context))
        if QgsProcessingUtils.tempFolder() in str(folder):
            folder.mkdir(parents=True, exist_ok=True)
        if not folder.is_dir():
            raise CtdError(tr("The folder {folder} does not exist; create it first.").format(folder=folder))
        return folder

    def before(self, parameters: Values, context: QgsProcessingContext) -> Path | None:
        """Return the path of the earlier edition to compare with, None for none."""
        if self.parameterDefinition(BEFORE) is None:
            return None
        given = self.parameterAsFile(parameters, BEFORE, context)
        if given:
            return Path(given)
        from ..data.paths import SURVEY as BUNDLED

        return BUNDLED if self.parameterAsBoolean(parameters, COMPARE, context) else None

    def build(
        self,
        output: Path,
        parameters: Values,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> Report:
        """Build `output`, a ctd.gpkg, from the parameters; warn of what was not matched and return the report."""
        from ..data.build import build_geopackage

        settings = read_settings()
        survey, recipe = (self.parameterAsFile(parameters, name, context) for name in (SURVEY, RECIPE))
        with self._boundaries_file(parameters, context) as boundaries:
            report = build_geopackage(
                output,
                survey=Path(survey) if survey else None,
                boundaries=boundaries,
                personal=settings.personal_data,
                platforms=settings.own_platforms,
                before=self.before(parameters, context),
                recipe=Path(recipe) if recipe else None,
                progress=feedback.setProgress,
                is_cancelled=feedback.isCanceled,
            )
        push_report(report, feedback)
        return report

    @contextmanager
    def geopackage(
        self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Iterator[Path]:
        """Yield the GeoPackage to draw: the bundled edition, or a temporary one built from the parameters."""
        is_given = any(parameters.get(name) for name in (SURVEY, RECIPE, BOUNDARIES))
        if not is_given and self.before(parameters, context) is None:
            from ..gis.user_profile import working_copy

            yield working_copy()
            return
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            built = Path(folder) / "ctd.gpkg"
            self.build(built, parameters, context, feedback)
            yield built

    @contextmanager
    def _boundaries_file(self, parameters: Values, context: QgsProcessingContext) -> Iterator[Path | None]:
        """Yield a copy of BOUNDARIES that geopandas can read, whatever provider the layer has; None if not given."""
        if not parameters.get(BOUNDARIES):
            yield None
            return
        layer = self.parameterAsVectorLayer(parameters, BOUNDARIES, context)
        if layer is None or not layer.isValid():
            raise CtdError(
                tr("{source} is not a readable polygon layer; choose another.").format(source=parameters[BOUNDARIES])
            )
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            from ..catalogues.services.filenames import safe_name

            # Messages name the layer by this file.
            file = Path(folder) / safe_name(f"{layer.name() or 'boundaries'}.gpkg")
            options = QgsVectorFileWriter.SaveVectorOptions()
            options.driverName = "GPKG"
            error, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
                layer, str(file), context.transformContext(), options
            )
            if error != QgsVectorFileWriter.WriterError.NoError:
                raise CtdError(
                    tr("The boundaries “{layer}” cannot be read: {reason}").format(
                        layer=layer.name(), reason=reason_of(message)
                    )
                )
            yield file
