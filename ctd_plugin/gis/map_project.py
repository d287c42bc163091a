"""Projects with the survey's map: its layers, theme and layouts, in QGIS's window or in a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from qgis.core import Qgis, QgsFeedback, QgsProject

from ..causes import reason_of
from ..errors import CtdError
from ..files import write_error
from ..i18n import language, tr
from .background.progress import report_progress
from .background.steps import whole
from .layout.branding import NO_BRANDING, Branding
from .options import DEFAULT_THEME
from .project.datasource import DataSource, datasource_of
from .project.layers import PROPERTY, CtdLayers, find_layers, load_layers
from .project.publication import personal_remarks, print_on_request, publish
from .project.territory_views import add_bookmarks
from .style.page_sizes import PAGES, PageSize
from .style.territories import METROPOLE
from .themes import THEMES, apply_theme, find_map_theme, shown_theme
from .themes.theme import Theme
from .user_profile import working_copy

# Pages whose layouts every project has; the others are made when they are exported.
PROJECT_PAGES = ("A4", "A3")

# What QGIS writes into a project of whoever saved it: the user, the full name, which is the author too for QGIS 3.44,
# and the path of an atlas's layer, which it finds by its id.
_OF_WRITER = re.compile(r' (?:saveUser|saveUserFull|coverageLayerSource)="[^"]*"|(?<=<author>)[^<]*(?=</author>)')


def add_map(project: QgsProject, source: DataSource) -> tuple[CtdLayers, Theme]:
    """Add the layers of an edition and their theme to a project, and return them; what exists stays as it is."""
    layers = load_layers(project, source)
    theme = THEMES[shown_theme(layers) or DEFAULT_THEME]
    if not _has_theme(project, layers, theme):
        apply_theme(project, layers, theme)
    return layers, theme


def show_theme(project: QgsProject, layers: CtdLayers, theme: Theme, branding: Branding = NO_BRANDING) -> None:
    """Style the regions with a theme and add its layouts; an existing layout stays as its user edited it."""
    draw_theme(project, layers, theme)
    add_layouts(project, layers, theme, branding)


def draw_theme(project: QgsProject, layers: CtdLayers, theme: Theme) -> None:
    """Style the regions with a theme.

    An existing style stays as its user edited it, unless the theme shows data from outside the layers: both its style
    and its layouts, which are removed, may be outdated.
    """
    if theme.of_survey and _has_theme(project, layers, theme):
        layers.regions.styleManager().setCurrentStyle(theme.title())
    else:
        apply_theme(project, layers, theme)
    if not theme.of_survey:
        _remove_layouts(project, layers, theme)


def redraw_theme(project: QgsProject, layers: CtdLayers, theme: Theme, branding: Branding = NO_BRANDING) -> None:
    """Draw a theme again where the project has it; the current theme stays current."""
    styles = layers.regions.styleManager()
    shown = styles.currentStyle()
    if theme.title() in styles.styles():
        show_theme(project, layers, theme, branding)
        styles.setCurrentStyle(shown)


def _has_theme(project: QgsProject, layers: CtdLayers, theme: Theme) -> bool:
    """Whether the project has the style and the map theme of a theme; a layer loaded again has lost its style."""
    has_style = theme.title() in layers.regions.styleManager().styles()
    return has_style and find_map_theme(project, layers, theme) is not None


def add_layouts(project: QgsProject, layers: CtdLayers, theme: Theme, branding: Branding = NO_BRANDING) -> None:
    """Add a theme's layouts to a project; what exists stays as it is."""
    whole(add_layouts_in_steps(project, layers, theme, branding))


def add_layouts_in_steps(
    project: QgsProject, layers: CtdLayers, theme: Theme, branding: Branding = NO_BRANDING
) -> Generator[None, None, None]:
    """Do the same in steps; the project gets the layouts with the last of them."""
    # Imported here: a map is drawn before it has layouts.
    from .layout.layout import find_layout, layout_steps, put_into

    def is_missing(page: PageSize) -> bool:
        return find_layout(project, theme, page, layers) is None

    made = []
    for page in filter(is_missing, map(PAGES.__getitem__, PROJECT_PAGES)):
        yield
        made.append((page, (yield from layout_steps(project, layers, theme, page, branding=branding))))
    for page, layout in made:
        # Somebody else may have added one meanwhile.
        if is_missing(page):
            put_into(project, layout)


def _remove_layouts(project: QgsProject, layers: CtdLayers, theme: Theme) -> None:
    from .layout.layout import find_layout

    for page in PAGES.values():
        layout = find_layout(project, theme, page, layers)
        if layout is not None:
            project.layoutManager().removeLayout(layout)


def write_project(
    target: Path, geopackage: Path, organisation: str = "", feedback: QgsFeedback | None = None
) -> list[str]:
    """Write a new project file with every map of `geopackage`, by a relative path; return remarks for its maker.

    Raises CtdError when the project cannot be written, and Cancelled where `feedback` is cancelled.
    """
    with scratch_project() as project:
        for done in complete_project(project, geopackage, organisation):
            report_progress(feedback, 100 * done)
        for _ in save_for_others(project, target):
            report_progress(feedback, 100)
        layers = find_layers(project)
        return personal_remarks(layers) if layers else []


def complete_project(
    project: QgsProject, source: DataSource, organisation: str = "", pages: Sequence[str] = PROJECT_PAGES
) -> Generator[float, None, CtdLayers]:
    """Set up an empty project with all that is needed without the plugin, in QGIS or on a server; return its layers.

    That is every theme as a style, map theme and layouts, and what QGIS Server publishes. Each step keeps the main
    thread for a moment and yields the progress, 0 to 1.
    """
    from .layout.layout import add_layout
    from .project.portable import rename_in_styles
    from .project.web_sheet import web_sheet

    set_up_empty_project(project)
    layers = load_layers(project, source)
    layers.regions.setMapTipTemplate(layers.regions.mapTipTemplate() + web_sheet(layers))
    publish(project, organisation)
    themes = [theme for theme in THEMES.values() if theme.of_survey and theme.is_offered(layers)]
    for number, theme in enumerate(themes):
        yield number / len(themes)
        apply_theme(project, layers, theme)
        for page in pages:
            yield number / len(themes)
            print_on_request(add_layout(project, layers, theme, PAGES[page]), layers)
    yield 1
    styles = layers.regions.styleManager()
    styles.setCurrentStyle(THEMES[DEFAULT_THEME].title())
    for style in filter(styles.isDefault, styles.styles()):
        styles.removeStyle(style)
    if isinstance(source, Path):
        # QGIS 3.44 writes the absolute paths of related layers into the styles that are not current.
        rename_in_styles(layers.regions, source, source.name)
    yield 1
    return layers


def set_up_empty_project(project: QgsProject) -> None:
    """Set the title, the view, the bookmarks and relative paths of an empty project."""
    project.setCrs(METROPOLE.crs)
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    project.setTitle(tr("Regional data committees (CTD)"))
    set_view(project)
    add_bookmarks(project)


def set_view(project: QgsProject) -> None:
    """Let a project begin with the mainland, and show it as its full extent: all regions would be half the globe."""
    project.viewSettings().setDefaultViewExtent(METROPOLE.view)
    project.viewSettings().setPresetFullExtent(METROPOLE.view)


def project_source(project: QgsProject) -> DataSource:
    """Return the source of a project's current edition; without any, that of the bundled edition.

    Of an edition that has lost some of its layers it is what the others read. Raises CtdError where the bundled edition
    cannot be copied into the user's profile.
    """
    layers = find_layers(project)
    if layers is not None:
        return layers.source
    left = (layer for layer in project.mapLayers().values() if layer.customProperty(PROPERTY) and layer.isValid())
    return next(map(datasource_of, left), None) or working_copy()


def save_for_others(project: QgsProject, target: Path) -> Generator[None, None, None]:
    """Write a project into a .qgz file that does not tell who wrote it, nor where, in two steps.

    Raises CtdError when it cannot be written.
    """
    save_project(project, target)
    yield
    named = target.with_name(f"{target.name}.tmp")
    try:
        target.replace(named)
        rewrite_project(named, target, lambda text: _OF_WRITER.sub("", text))
        named.unlink()
    except OSError as error:
        raise write_error(target, error) from error
    yield


def rewrite_project(file: Path, target: Path, change: Callable[[str], str]) -> None:
    """Write a .qgz file again with its XML changed."""
    with ZipFile(file) as made, ZipFile(target, "w", ZIP_DEFLATED) as written:
        for part in made.infolist():
            content = made.read(part)
            if part.filename.endswith(".qgs"):
                content = change(content.decode()).encode()
            written.writestr(part, content)


def save_project(project: QgsProject, target: Path) -> None:
    """Write a project into a file. Raises CtdError when it cannot be written."""
    if not project.write(str(target)):
        raise CtdError(
            tr("The project {path} cannot be written: {reason}").format(path=target, reason=reason_of(project.error()))
        )


@contextmanager
def scratch_project() -> Iterator[QgsProject]:
    """Yield a temporary project.

    It is cleared even after an error: the traceback keeps a reference, and layers that outlive QGIS crash it.
    """
    project = QgsProject()
    try:
        yield project
    finally:
        project.clear()


@contextmanager
def edition_in_project(edition: DataSource | CtdLayers, words: str) -> Iterator[CtdLayers]:
    """Yield the layers of an edition in their project or, of a source, in a temporary one, named in a language."""
    if isinstance(edition, CtdLayers):
        yield edition
        return
    with scratch_project() as project:
        with language(words):
            layers = load_layers(project, edition)
        yield layers


def is_ctd_project(path: Path) -> bool:
    """Whether a .qgz file is a project with the plugin's layers."""
    try:
        with ZipFile(path) as archive:
            return any(PROPERTY.encode() in archive.read(name) for name in archive.namelist() if name.endswith(".qgs"))
    except (OSError, BadZipFile):
        return False
