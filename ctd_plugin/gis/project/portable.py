"""Saving a project with its data: one folder that opens on any machine, with the plugin or without.

The data are those of the editions, wherever they lie, and all that only this user's profile holds. The open project
becomes the saved one: its layers read the copies.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsDataProvider,
    QgsFeedback,
    QgsLayoutItemPicture,
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ...catalogues.services.filenames import numbered_name
from ...causes import reason_of
from ...databases import is_database, reading
from ...errors import CtdError
from ...files import read_error, replacing_all
from ...i18n import tr
from ...settings import read_settings
from ..background.background_job import BackgroundJob, run_in_background
from ..background.progress import report_progress
from ..user_profile import profile_folder
from .editions import PROPERTY, editions_of
from .publication import publish, remember_service

_WORKING_COPY = re.compile(r"ctd-[0-9a-f]{8}\.gpkg")
_BLOCK = 1 << 20


@dataclass(frozen=True)
class FileCopy:
    """A file that the project reads and its place in the folder."""

    source: Path
    target: Path


@dataclass(frozen=True)
class PortablePlan:
    """What is saved: the project's file, copies of data, and the layers whose data are not copied, with their place."""

    project_file: Path
    copies: tuple[FileCopy, ...]
    elsewhere: tuple[str, ...]

    @property
    def size(self) -> int:
        """The size in bytes of what is copied."""
        return sum(copy.source.stat().st_size for copy in self.copies if copy.source.exists())

    @property
    def replaced(self) -> list[Path]:
        """Return the files that are replaced, but that of the project where it is saved in its place again."""
        return [file for file in (self.project_file, *(copy.target for copy in self.copies)) if file.exists()]


def plan_portable(project: QgsProject, project_file: Path) -> PortablePlan:
    """Return how a project would be saved with its data; what lies in the folder already is not copied."""
    folder = project_file.parent
    editions = {_resolved(layers.source) for layers in editions_of(project) if isinstance(layers.source, Path)}
    pictures = [Path(item.picturePath()) for item in _pictures(project)]
    needed: list[Path] = []
    elsewhere: list[str] = []
    taken = {project_file.name.casefold()}
    for layer in project.mapLayers().values():
        file = _file_of(layer)
        if file is None:
            if layer.isTemporary() or layer.providerType() in ("postgres", "oracle", "mssql", "hana"):
                elsewhere.append(layer.name())
        elif _resolved(file).parent == _resolved(folder):
            taken.add(file.name.casefold())
        elif _resolved(file) in editions or _is_in_profile(file):
            needed += [file, *_side_files(file)]
        else:
            elsewhere.append(f"{layer.name()} ({file.parent})")
    needed += [file for file in pictures if file.is_file() and _resolved(file).parent != _resolved(folder)]
    return PortablePlan(project_file, tuple(_copies(needed, folder, taken)), tuple(dict.fromkeys(elsewhere)))


def reads_profile(project: QgsProject) -> bool:
    """Whether a project reads files of this user's profile, which no other machine has."""
    files = (_file_of(layer) for layer in project.mapLayers().values() if layer.isValid())
    return any(file is not None and _is_in_profile(file) for file in files)


def missing_files(project: QgsProject) -> list[Path]:
    """Return the files of editions that a project names and that are not there."""
    layers = (layer for layer in project.mapLayers().values() if layer.customProperty(PROPERTY))
    files = (_file_of(layer) for layer in layers if not layer.isValid())
    return list(dict.fromkeys(file for file in files if file is not None and not file.exists()))


def edited_layers(project: QgsProject, plan: PortablePlan) -> list[QgsVectorLayer]:
    """Return the layers with unsaved edits whose data would be copied without them."""
    copied = {_resolved(copy.source) for copy in plan.copies}
    return [
        layer
        for layer in project.mapLayers().values()
        if isinstance(layer, QgsVectorLayer)
        and layer.isModified()
        and (file := _file_of(layer)) is not None
        and _resolved(file) in copied
    ]


def save_portable(
    project: QgsProject, plan: PortablePlan, save: Callable[[QgsProject], bool], feedback: QgsFeedback
) -> None:
    """Copy the data, let the open project read the copies, and save it with `save`; an event loop runs meanwhile.

    Raises CtdError where a file cannot be read or written, and Cancelled where `feedback` is cancelled: the project
    is then as it was, and new files are removed; copies that replaced others stay.
    """
    new = [copy.target for copy in plan.copies if not copy.target.exists()]
    if plan.copies:
        run_in_background(lambda job: _copy_files(plan, feedback, job), feedback)
    folder = plan.project_file.parent
    with ExitStack() as undo:
        undo.callback(_remove, new)
        for copy in plan.copies:
            _read_from(project, copy.source, copy.target, undo)
        remember_service(project, undo)
        publish(project, read_settings().organisation)
        file_name = project.fileName()
        undo.callback(project.setFileName, file_name)
        undo.callback(project.setFilePathStorage, project.filePathStorage())
        is_same_file = bool(file_name) and _resolved(Path(file_name)) == _resolved(plan.project_file)
        project.setFilePathStorage(Qgis.FilePathType.Relative)
        project.setFileName(str(plan.project_file))
        with _set_aside(plan.project_file, folder) if not is_same_file else ExitStack():
            if not save(project):
                message = tr("The project {path} cannot be written: {reason}")
                raise CtdError(message.format(path=plan.project_file, reason=reason_of(project.error())))
        undo.pop_all()


def _copies(files: Sequence[Path], folder: Path, taken: set[str]) -> Iterator[FileCopy]:
    """Yield a copy of each file, under a name that no other file of the project has in the folder."""
    for file in {_resolved(file): file for file in files}.values():
        wanted = "ctd.gpkg" if _WORKING_COPY.fullmatch(file.name) else file.name
        names = (numbered_name(wanted, number) for number in range(1, len(taken) + 2))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        yield FileCopy(file, folder / name)


def _copy_files(plan: PortablePlan, feedback: QgsFeedback, job: BackgroundJob) -> None:
    """Copy all files, or none; in a thread."""
    whole, done = max(1, plan.size), 0

    def copied(count: int) -> None:
        nonlocal done
        done += count
        report_progress(feedback, min(99, 100 * done / whole))

    with replacing_all([copy.target for copy in plan.copies]) as workdir:
        for copy in plan.copies:
            try:
                write = _copy_database if is_database(copy.source) else _copy_file
                write(copy.source, workdir / copy.target.name, copied)
            except (OSError, sqlite3.Error) as error:
                if isinstance(error, OSError) and _resolved(Path(str(error.filename or ""))) != _resolved(copy.source):
                    raise
                cause = error if isinstance(error, OSError) else OSError(str(error))
                raise read_error(copy.source, cause) from error
        job.begin_commit(feedback, 99, tr("The data were copied already; the project was not saved."))


def _remove(files: Sequence[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink()


def _copy_database(source: Path, target: Path, copied: Callable[[int], None]) -> None:
    """Copy what was committed to a database that others have open, into one file without side files."""
    with reading(source) as database, closing(sqlite3.connect(target)) as copy:
        database.backup(copy)
    copied(source.stat().st_size)


def _copy_file(source: Path, target: Path, copied: Callable[[int], None]) -> None:
    with source.open("rb") as reader, target.open("wb") as writer:
        while block := reader.read(_BLOCK):
            writer.write(block)
            copied(len(block))


def _read_from(project: QgsProject, source: Path, target: Path, undo: ExitStack) -> None:
    """Let the layers and pictures of a project read a copy; `undo` lets them read the original again."""
    for layer in project.mapLayers().values():
        file = _file_of(layer)
        if file is not None and _resolved(file) == _resolved(source):
            was_edited = isinstance(layer, QgsVectorLayer) and layer.isEditable()
            if was_edited:
                # Its edits were saved or given up before.
                layer.rollBack()
            former = layer.source()
            _set_file(layer, target)
            undo.callback(_set_source, layer, former)
            undo.callback(_restore_styles, layer, rename_in_styles(layer, file, target.name))
            if was_edited:
                layer.startEditing()
    for picture in _pictures(project):
        if _resolved(Path(picture.picturePath())) == _resolved(source):
            undo.callback(picture.setPicturePath, picture.picturePath())
            picture.setPicturePath(str(target))


def _set_file(layer: QgsMapLayer, file: Path) -> None:
    registry = QgsProviderRegistry.instance()
    parts = registry.decodeUri(layer.providerType(), layer.source())
    parts["path"] = str(file)
    _set_source(layer, registry.encodeUri(layer.providerType(), parts))


def _set_source(layer: QgsMapLayer, source: str) -> None:
    layer.setDataSource(source, layer.name(), layer.providerType(), QgsDataProvider.ProviderOptions())


def rename_in_styles(layer: QgsMapLayer, file: Path, name: str) -> dict[str, QgsMapLayerStyle]:
    """Replace the path of a file in the styles that are not shown, where QGIS keeps it as it is, by a name.

    Returns the former styles of those that changed.
    """
    styles, former = layer.styleManager(), {}
    for style in styles.styles():
        xml = styles.style(style).xmlData()
        changed = xml
        for written in {str(file), file.as_posix()}:
            changed = changed.replace(escape(written, quote=False), escape(f"./{name}", quote=False))
        if changed != xml and style != styles.currentStyle():
            former[style] = QgsMapLayerStyle(xml)
            _replace_style(layer, style, QgsMapLayerStyle(changed))
    return former


def _replace_style(layer: QgsMapLayer, name: str, style: QgsMapLayerStyle) -> None:
    layer.styleManager().removeStyle(name)
    layer.styleManager().addStyle(name, style)


def _restore_styles(layer: QgsMapLayer, styles: dict[str, QgsMapLayerStyle]) -> None:
    for name, style in styles.items():
        _replace_style(layer, name, style)


@contextmanager
def _set_aside(file: Path, folder: Path) -> Iterator[None]:
    """Keep a file that will be written anew, and restore it where that fails."""
    if not file.exists():
        yield
        return
    aside = Path(tempfile.mkdtemp(prefix=".ctd-new-", dir=folder))
    try:
        file.replace(aside / file.name)
        try:
            yield
        except BaseException:
            (aside / file.name).replace(file)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _pictures(project: QgsProject) -> list[QgsLayoutItemPicture]:
    """Return the pictures of the layouts that show a file of the user's."""
    return [
        item
        for layout in project.layoutManager().printLayouts()
        for item in layout.items()
        if isinstance(item, QgsLayoutItemPicture) and Path(item.picturePath()).is_absolute()
    ]


def _file_of(layer: QgsMapLayer) -> Path | None:
    """Return the file that a layer reads, None where it reads a service, a database or nothing."""
    path = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path", "")
    # Of a service, some providers take a part of the address for one.
    return Path(path) if path and "://" not in path and layer.providerType() not in _SERVICES else None


_SERVICES = ("wms", "WFS", "OAPIF", "arcgismapserver", "arcgisfeatureserver", "wcs", "memory", "postgres")


def _side_files(file: Path) -> list[Path]:
    """Return what lies beside a file and is named after it: its style, its metadata; not those of SQLite."""
    endings = (".qml", ".qmd", ".cpg", ".prj", ".aux.xml")
    beside = [file.with_suffix(ending) for ending in endings] + [file.with_name(file.name + ".aux.xml")]
    return [other for other in dict.fromkeys(beside) if other.is_file() and other != file]


def _is_in_profile(file: Path) -> bool:
    return _resolved(file).is_relative_to(_resolved(profile_folder()))


def _resolved(file: Path) -> Path:
    try:
        return file.resolve()
    except OSError:
        return file
