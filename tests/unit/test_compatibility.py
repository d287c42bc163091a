"""What breaks plugins on Windows, in QGIS 4 or in a newer Python is in no module: see docs/compatibility.md."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.paths import PLUGIN, ROOT
from tests.support.plugin_modules import MODULES

EACH_MODULE = pytest.mark.parametrize("module", MODULES, ids=str)

# In QGIS on Windows and macOS sys.executable is QGIS: each child would be another window of it.
CHILDREN = {"subprocess", "multiprocessing", "concurrent.futures.process"}
CHILD_CALLS = {
    *("os.system", "os.popen", "os.fork", "os.spawnl", "os.spawnv", "os.startfile", "os.execv"),
    *("QProcess", "ProcessPoolExecutor", "futures.ProcessPoolExecutor"),
}
# Neither is in the installers of QGIS 4; the rest of Qt comes through QGIS's own package, of the version that it has.
NO_QT = (
    "qgis._",
    "PyQt5",
    "PyQt6",
    "PySide2",
    "PySide6",
    "qgis.PyQt.QtWebKit",
    "qgis.PyQt.QtWebEngine",
    "qgis.PyQt.Qt.",
)
# What QGIS 4 takes for code in a project or a style, and asks its user whether to trust.
EMBEDDED = {"GenericPython", "setInitCode", "setInitFunction", "setInitCodeSource", "setInitFilePath"}
# Gone from Python between 3.12 and 3.14.
GONE = {
    *("aifc", "asynchat", "asyncore", "audioop", "cgi", "cgitb", "chunk", "crypt", "distutils", "imghdr", "imp"),
    *("mailcap", "msilib", "nis", "nntplib", "ossaudiodev", "pipes", "smtpd", "sndhdr", "spwd", "sunau", "telnetlib"),
    *("uu", "xdrlib", "pkg_resources", "lib2to3"),
}


def faults(text: str) -> list[str]:
    """Return what a module has that would break it elsewhere, each as it is written."""
    return [found for node in ast.walk(ast.parse(text)) for found in (*_of_imports(node), *_of_uses(node))]


def _of_imports(node: ast.AST) -> Iterator[str]:
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and not node.level:
        names = [f"{node.module}.{alias.name}" for alias in node.names]
    for name in names:
        if name.startswith(NO_QT) or any(f"{name}.".startswith(f"{bad}.") for bad in CHILDREN | GONE):
            yield f"import of {name}"


def _of_uses(node: ast.AST) -> Iterator[str]:
    # With PyQt 6 a null value is None, with PyQt 5 a QVariant: neither is made or asked for by hand.
    if isinstance(node, ast.Name) and node.id == "QVariant":
        yield "QVariant"
    if isinstance(node, ast.Attribute) and node.attr in EMBEDDED:
        yield node.attr
    if isinstance(node, ast.Constant) and node.value == "Macros":
        yield "macros of a project"
    if not isinstance(node, ast.Call):
        return
    called = ast.unparse(node.func)
    if called in CHILD_CALLS:
        yield called
    if _opens_text(node, called) and not any(keyword.arg == "encoding" for keyword in node.keywords):
        yield f"{called} without an encoding: on Windows it would be cp1252"


def _opens_text(call: ast.Call, called: str) -> bool:
    """Tell whether a call reads or writes a file of text; what is opened in another way has no mode of a string."""
    name = called.rpartition(".")[2]
    if name in ("read_text", "write_text"):
        # Of a module's resources and such, the encoding may also stand by its place.
        return not any(isinstance(argument, ast.Constant) and argument.value == "utf-8" for argument in call.args)
    if called != "open" and not (name == "open" and _mode(call)):
        return False
    return "b" not in (_mode(call) or "r")


def _mode(call: ast.Call) -> str | None:
    """Return the mode of a call of open: "r", "wb"; None where it has none."""
    # Of a path it is the first argument, of Python's own open() the second.
    places = call.args[:1] if isinstance(call.func, ast.Attribute) else call.args[1:2]
    values = [*places, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    texts = [value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]
    return next((text for text in texts if set(text) <= set("rwaxbt+")), None)


@EACH_MODULE
def test_nothing_is_used_that_other_systems_and_releases_lack(module):
    assert faults((PLUGIN / module).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "import subprocess",
        "from concurrent.futures.process import ProcessPoolExecutor",
        "import os\nos.startfile('a')",
        "from qgis.PyQt.QtCore import QProcess\nQProcess()",
        "from PyQt5.QtCore import Qt",
        "from qgis._core import QgsProject",
        "from qgis.PyQt.QtWebKitWidgets import QWebView",
        "from qgis.PyQt import QtWebEngineWidgets",
        "import imp",
        "from distutils.version import LooseVersion",
        "QVariant(1)",
        "QgsAction(Qgis.AttributeActionType.GenericPython, 'a', 'b')",
        "config.setInitCode('import os')",
        "project.writeEntry('Macros', '/pythonCode', code)",
        "open('a')",
        "open('a', 'w')",
        "path.open('r')",
        "path.open(mode='w')",
        "path.read_text()",
        "path.write_text(text)",
    ],
)
def test_such_a_use_is_found(text):
    assert faults(text)


@pytest.mark.parametrize(
    "text", ["open('a', 'rb')", "open('a', encoding='utf-8')", "archive.open('a.txt')", "import os"]
)
def test_what_works_everywhere_is_let_be(text):
    assert not faults(text)


@EACH_MODULE
def test_each_module_is_of_python_3_11_and_warns_of_nothing(module):
    """QGIS 3.40 has Python 3.11 or 3.12 on Windows; a warning of a newer Python is an error of a later one."""
    text = (PLUGIN / module).read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 11))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compile(text, str(module), "exec")


def test_make_lint_checks_the_names_of_two_qgis():
    """Of QGIS 3, and of QGIS 4, in which this class has another name and short names of enums are aliases."""
    three, four = (ROOT / ".venv" / folder / "qgis" for folder in ("stubs", "stubs-qgis4"))
    renamed = "class QgsProcessingAlgorithmDialogBase("
    assert renamed in (three / "_gui.pyi").read_text("utf-8")
    assert renamed not in (four / "_gui.pyi").read_text("utf-8")
    assert "from PyQt6 import QtCore" in (four / "_core.pyi").read_text("utf-8")
    assert "    SourceType: typing.TypeAlias = Qgis.ProcessingSourceType\n" in (four / "_core.pyi").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "MYPYPATH=.venv/stubs-qgis4 .venv/bin/mypy" in makefile


def test_the_executable_is_named_in_the_command_alone_that_is_shown():
    """It stands in the command that is shown to install a library, of Linux and macOS alone."""
    users = {str(module) for module in MODULES if "sys.executable" in (PLUGIN / module).read_text("utf-8")}
    assert users == {str(Path("data", "dependencies.py"))}


def test_an_edition_is_built_alike_where_neither_files_nor_the_console_are_utf_8(tmp_path):
    """As on a French Windows: an encoding that is not said is an error, and so is a print of what cp1252 lacks."""
    survey = tmp_path / "survey.csv"
    survey.write_text("region;statut\nÎle-de-France;CTD existant\nLa Réunion;CTD existant\n", encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from ctd_plugin.data.build import build_geopackage\n"
        "build_geopackage(Path(sys.argv[2]), survey=Path(sys.argv[1]))"
    )
    options = ["-X", "utf8=0", "-X", "warn_default_encoding", "-W", "error::EncodingWarning"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    made = []
    for name, more, settings in ("here.gpkg", [], dict(os.environ)), ("there.gpkg", options, environment):
        command = [sys.executable, *more, "-c", program, str(survey), str(tmp_path / name)]
        run = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True)
        assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
