"""Write the type stubs of QGIS and Qt that mypy reads, from those in Debian's packages: `stubs.py FOLDER [QGIS4]`.

With QGIS4, a folder that holds the packages PyQt6 and qgis-stubs, they are those of QGIS 4 and its Qt 6.

As installed, they say that every pointer may be None, and lack the scoped enums and exceptions that QGIS's Python
modules add. Written are the names, how many arguments a function takes, and what it returns when it succeeds; every
argument is of type Any.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

INSTALLED = Path("/usr/lib/python3/dist-packages")

QGIS_SHIMS = {
    "qgis/core/__init__.pyi": (
        "from typing import Any\nfrom qgis._core import *\nNULL: Any\nclass QgsCsException(Exception): ...\n"
        "class QgsNotSupportedException(Exception): ...\nclass QgsProcessingException(Exception): ...\n"
        "class QgsProviderConnectionException(Exception): ...\n"
    ),
    "qgis/gui/__init__.pyi": "from qgis._gui import *\n",
}
# What QGIS's own package of Qt takes from which module, where it is not the one of the same name.
MOVED = {
    "PyQt5": {"QtGui": "from PyQt5.QtWidgets import QAction, QActionGroup, QShortcut, QUndoCommand\n"},
    # Said twice: a stub gives no further what it imports by its name alone.
    "PyQt6": {
        "QtWidgets": "from PyQt6.QtGui import QAction as QAction, QShortcut as QShortcut\n"
        "from PyQt6.QtGui import QActionGroup as QActionGroup\n"
    },
}

# What a stub says of a signal is right for the class and wrong for its objects; sip writes char* as str.
REPLACED_METHODS = {
    "pyqtSignal": (
        "def __getattr__(self, name: str) -> Any: ...\n"
        "def __getitem__(self, types: Any) -> Any: ...\n"
        "def __call__(self, *arguments: Any) -> Any: ...\n"
    ),
    "QByteArray": "def data(self) -> bytes: ...",
    # They return a widget, of which a caller knows more.
    "QgisInterface": "def mainWindow(self) -> Any: ...",
    "QToolBar": "def widgetForAction(self, action: Any) -> Any: ...",
    # A slot that PyQt finds in Qt's own list, and no stub names.
    "QAbstractItemView": "def doItemsLayout(self) -> None: ...",
}


class StubTransformer(ast.NodeTransformer):
    """Types each argument as Any, and each return value as what the function returns when it succeeds."""

    def visit_FunctionDef(self, function: ast.FunctionDef) -> ast.FunctionDef:
        signature = function.args
        others = [argument for argument in (signature.vararg, signature.kwarg) if argument]
        for argument in (*signature.posonlyargs, *signature.args, *signature.kwonlyargs, *others):
            argument.annotation = ast.Name("Any")
        # Without the types of the arguments, the overload that is called is unknown.
        is_overload = any(ast.unparse(decorator) == "typing.overload" for decorator in function.decorator_list)
        if is_overload or function.returns is None or function.name == "unwrapinstance":
            function.returns = ast.Name("Any")
        else:
            function.returns = without_none(function.returns)
        return function

    def visit_Assign(self, assignment: ast.Assign) -> ast.AST:
        # "Name = ...  # type: Enum" for each member of an enum.
        is_member = isinstance(assignment.value, ast.Constant) and assignment.value.value is ...
        return ast.parse(f"{ast.unparse(assignment.targets[0])}: Any").body[0] if is_member else assignment

    def visit_ClassDef(self, definition: ast.ClassDef) -> ast.ClassDef:
        self.generic_visit(definition)
        methods = {node.name for node in definition.body if isinstance(node, ast.FunctionDef)}
        if "__getitem__" in methods and "__iter__" not in methods:
            definition.body += ast.parse("def __iter__(self) -> typing.Iterator[Any]: ...").body
        replaced = [node for node in ast.parse(REPLACED_METHODS.get(definition.name, "")).body]
        names = {node.name for node in replaced if isinstance(node, ast.FunctionDef)}
        definition.body = [node for node in definition.body if getattr(node, "name", "") not in names] + replaced
        return definition


def without_none(annotation: ast.expr) -> ast.expr:
    """Return X of `Optional[X]`, `X | None` and the same in quotes."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return without_none(ast.parse(annotation.value, mode="eval").body)
    if isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "typing.Optional":
        return annotation.slice
    if isinstance(annotation, ast.BinOp) and ast.unparse(annotation.right) == "None":
        return annotation.left
    return annotation


def main(folder: Path, qgis4: Path | None = None) -> None:
    """Write the packages qgis and PyQt5, or PyQt6, below `folder`."""
    qt = "PyQt6" if qgis4 else "PyQt5"
    qgis = qgis4 / "qgis-stubs" if qgis4 else INSTALLED / "qgis"
    for name, source in (qt, (qgis4 or INSTALLED) / qt), ("qgis", qgis):
        write(folder / name / "__init__.pyi", "")
        for installed in sorted(source.glob("*.pyi")):
            stub = StubTransformer().visit(ast.parse(installed.read_text(encoding="utf-8")))
            module = source / installed.stem.strip("_") / "__init__.py"
            if module.exists():
                add_aliases(stub, ast.parse(module.read_text(encoding="utf-8")))
            write(folder / name / installed.name, f"from typing import Any\n{ast.unparse(stub)}\n")
    for name in ("QtCore", "QtGui", "QtNetwork", "QtSvg", "QtWidgets", "sip"):
        write(folder / f"qgis/PyQt/{name}.pyi", f"from {qt}.{name} import *\n{MOVED[qt].get(name, '')}")
    for name, text in QGIS_SHIMS.items():
        write(folder / name, text)


def add_aliases(stub: ast.Module, module: ast.Module) -> None:
    """Add to the classes of a stub what the module assigns to them: `QgsProcessing.SourceType = Qgis.…`.

    Those of QGIS 4 have such aliases of classes already, as variables.
    """
    classes = {
        name: found
        for node in stub.body
        if isinstance(node, ast.ClassDef)
        for name, found in nested_classes(node, node.name)
    }
    for owner, definition in list(classes.items()):
        for place, node in enumerate(definition.body):
            alias = re.fullmatch(r"(\w+): typing\.Type\[(.+)\]", ast.unparse(node))
            if alias and alias[2] in classes:
                classes[f"{owner}.{alias[1]}"] = classes[alias[2]]
                definition.body[place] = ast.parse(f"{alias[1]}: typing.TypeAlias = {alias[2]}").body[0]
    for node in module.body:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Attribute):
            continue
        owner, name, value = ast.unparse(node.targets[0].value), node.targets[0].attr, ast.unparse(node.value)
        if owner not in classes or name.startswith("_"):
            continue
        if value in classes:
            classes[f"{owner}.{name}"] = classes[value]
            classes[owner].body += ast.parse(f"{name}: typing.TypeAlias = {value}").body
        else:
            classes[owner].body += ast.parse(f"{name}: Any").body


def nested_classes(definition: ast.ClassDef, name: str) -> list[tuple[str, ast.ClassDef]]:
    """Return a class and the classes inside it with their dotted names."""
    inner = [node for node in definition.body if isinstance(node, ast.ClassDef)]
    return [(name, definition), *(pair for node in inner for pair in nested_classes(node, f"{name}.{node.name}"))]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
