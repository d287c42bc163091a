"""Runs inside the real QGIS: counts what a session could leave behind, each kind by name, and weighs the memory."""

from __future__ import annotations

import ctypes
import gc
import re
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from qgis.core import QgsApplication, QgsExpression, QgsNetworkAccessManager, QgsProject
from qgis.gui import QgsGui
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QMetaMethod, QObject, QTimer
from qgis.PyQt.QtGui import QPixmapCache
from qgis.PyQt.QtNetwork import QNetworkReply
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface

PLUGIN = "ctd_governance"
_LIBC = ctypes.CDLL(None)
_RECEIVERS = _LIBC._ZNK7QObject9receiversEPKc
_RECEIVERS.argtypes, _RECEIVERS.restype = (ctypes.c_void_p, ctypes.c_char_p), ctypes.c_int
# What Qt makes and drops as windows move and are scrolled; and the entry of a single symbol in the legend, which QGIS
# forgets whenever a layer gets another style, without the plugin too.
_NOT_COUNTED = {"QPropertyAnimation", "QVariantAnimation", "QWidgetAnimator", "QPanGesture", "QgsSymbolLegendNode"}
# The folder of the open project with the database of its styles, which QGIS makes at some moment.
_OF_QGIS = re.compile(r"QGIS3[.-]\w+|\w+_styles\.db")


class _HeapInfo(ctypes.Structure):
    """What the C library says of its heap (mallinfo2)."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    )


_LIBC.mallinfo2.restype = _HeapInfo


def memory() -> dict[str, int]:
    """Return the bytes that the process holds, those that its C++ has allocated of them, and Python's blocks.

    Without QGIS's cached pixmaps, which fill up to a limit of Qt's.
    """
    gc.collect()
    QPixmapCache.clear()
    _LIBC.malloc_trim(0)
    heap = _LIBC.mallinfo2()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return {
        "rss": int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024,
        "heap": heap.uordblks + heap.hblkhd,
        "blocks": sys.getallocatedblocks(),
    }


def census() -> dict[str, Counter[str]]:
    """Return what there is now: kind → name → how many."""
    # Connections that are kept open for the next request to the same server.
    QgsNetworkAccessManager.instance().clearConnectionCache()
    gc.collect()
    descriptors = Counter(_descriptors())
    return {
        "threads of Python": Counter(thread.name for thread in threading.enumerate()),
        "threads": Counter(_thread_names()),
        "sockets": Counter({name: count for name, count in descriptors.items() if name.startswith("socket")}),
        "files": Counter({name: count for name, count in descriptors.items() if not name.startswith("socket")}),
        "temporary files": Counter(_temporary_files()),
        "windows": Counter(_described(widget) for widget in QApplication.topLevelWidgets()),
        "objects of Qt": Counter(_described(one) for one in _qt_objects()),
        "connections": Counter(dict(_connections())),
        "registered": Counter(_registered()),
        "objects of the plugin": Counter(_plugin_objects()),
    }


def python_objects() -> Counter[str]:
    """Return all of Python's objects by type, to look for what grows."""
    gc.collect()
    return Counter(f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.get_objects())


def _descriptors() -> Iterator[str]:
    for link in Path("/proc/self/fd").iterdir():
        try:
            target = str(link.readlink())
        except OSError:
            # That of the listing itself.
            continue
        if not _OF_QGIS.fullmatch(target.rpartition("/")[2]):
            # Pipes, sockets and memory carry a number of the system's.
            yield re.sub(r":\[\d+\]", "", target)


def _thread_names() -> Iterator[str]:
    for task in Path("/proc/self/task").iterdir():
        try:
            yield (task / "comm").read_text(encoding="utf-8").strip()
        except OSError:
            continue


def _temporary_files() -> Iterator[str]:
    folder = Path(tempfile.gettempdir())
    return (str(path.relative_to(folder)) for path in folder.rglob("*") if not _OF_QGIS.fullmatch(path.name))


def _qt_objects() -> Iterator[QObject]:
    roots = [QCoreApplication.instance(), QgsProject.instance(), QgsGui.instance(), *QApplication.topLevelWidgets()]
    for root in roots:
        if QObject.parent(root) is None:
            yield from (one for one in root.findChildren(QObject) if not _is_qts_own(one))


def _is_qts_own(one: QObject) -> bool:
    """Whether Qt makes and drops it as it likes; QGIS's locator makes an action of its box now and then."""
    # Models have another function of this name.
    parent = QObject.parent(one)
    is_of_locator = parent is not None and parent.metaObject().className() == "QgsLocatorLineEdit"
    return is_of_locator or one.metaObject().className() in _NOT_COUNTED


def _described(one: QObject) -> str:
    """Return the class of an object, with the name that the plugin gave it."""
    name, kind = one.objectName(), one.metaObject().className()
    return f"{kind} {name}" if name.startswith("ctd") else kind


def _connections() -> Iterator[tuple[str, int]]:
    """Yield the signals of objects that live as long as QGIS, and how many receivers each has."""
    project = QgsProject.instance()
    for name, one in {
        "project": project,
        "layer tree": project.layerTreeRoot(),
        "layer store": project.layerStore(),
        "layouts": project.layoutManager(),
        "canvas": iface.mapCanvas(),
        "main window": iface.mainWindow(),
        "interface": iface,
        "layer tree view": iface.layerTreeView(),
        "selection": iface.layerTreeView().selectionModel(),
        "message bar": iface.messageBar(),
        "message log": QgsApplication.messageLog(),
        "network": QgsNetworkAccessManager.instance(),
        "application": QCoreApplication.instance(),
        "processing": QgsApplication.processingRegistry(),
        "tasks": QgsApplication.taskManager(),
    }.items():
        for signal in _signals(one):
            # Qt protects this function; the library has it none the less. "2" marks a signal.
            count = _RECEIVERS(sip.unwrapinstance(one), b"2" + signal)
            if count:
                yield f"{name}.{signal.decode()}", count


def _signals(one: QObject) -> list[bytes]:
    meta = one.metaObject()
    methods = [meta.method(index) for index in range(meta.methodCount())]
    return [bytes(m.methodSignature()) for m in methods if m.methodType() == QMetaMethod.MethodType.Signal]


def _registered() -> Iterator[str]:
    for provider in QgsApplication.processingRegistry().providers():
        yield f"provider {provider.id()}"
        yield from (f"algorithm {algorithm.id()}" for algorithm in provider.algorithms())
    yield from (f"browser {one.name()}" for one in QgsApplication.dataItemProviderRegistry().providers())
    yield from (f"browser menu {one.name()}" for one in QgsGui.dataItemGuiProviderRegistry().providers())
    yield from (f"function {one.name()}" for one in QgsExpression.Functions())
    yield from (f"task {one.description()}" for one in QgsApplication.taskManager().tasks())
    yield from (f"item of the canvas {type(one).__name__}" for one in iface.mapCanvas().scene().items())
    yield f"map tool {type(iface.mapCanvas().mapTool()).__name__}"
    yield from (f"message {one.text()}" for one in iface.messageBar().items())
    project = QgsProject.instance()
    yield from (f"layer {one.name()}" for one in project.mapLayers().values())
    yield from (f"layout {one.name()}" for one in project.layoutManager().printLayouts())
    yield from (f"map theme {one}" for one in project.mapThemeCollection().mapThemes())
    yield from (f"entry {item.text()}" for item in iface.pluginMenu().actions())


def _plugin_objects() -> Iterator[str]:
    """Yield the classes of living objects of the plugin, and of what Python holds of Qt's for it."""
    for one in gc.get_objects():
        kind = type(one)
        if str(kind.__module__).startswith(PLUGIN):
            yield kind.__qualname__
        elif issubclass(kind, (QTimer, QNetworkReply)):
            yield kind.__name__
        elif issubclass(kind, type) and str(one.__dict__.get("__module__", "")).startswith(PLUGIN):
            yield f"class {one.__qualname__}"


def grown(before: dict[str, Counter[str]], after: dict[str, Counter[str]]) -> dict[str, dict[str, int]]:
    """Return what there is more of: kind → name → how many more."""
    found = {kind: dict(after[kind] - before[kind]) for kind in after}
    return {kind: names for kind, names in found.items() if names}
