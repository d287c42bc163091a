"""What the windows and the toolbox call their commands, settings and algorithms, as the code and the catalogue say."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import parse

from tools.docs.guide import ROOT

_PLUGIN = ROOT / "ctd_plugin"
_OPTIONS = (*sorted((_PLUGIN / "gui" / "options").glob("*.py")), _PLUGIN / "gui" / "map" / "branding_group.py")
_CATALOGUE = ROOT / "i18n" / "ctd_fr.ts"
# What makes a field, a box or a button out of a text.
_LABELLED = {"add_row", "_label", "QCheckBox", "QPushButton"}


def commands(language: str) -> list[str]:
    """Return the texts of all commands of the menu."""
    return in_language(_literals(_tree(_PLUGIN / "plugin.py")), language)


def settings(language: str) -> list[str]:
    """Return the labels of the options page, those of its fields and its buttons."""
    found = []
    for path in _OPTIONS:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _LABELLED:
                found += [text for argument in node.args for text in _literals(argument)]
    return in_language(found, language)


def algorithms(language: str) -> dict[str, str]:
    """Return the id of each algorithm with its name in the toolbox."""
    found = {}
    for path in sorted((_PLUGIN / "algorithms").glob("*.py")):
        methods = {
            node.name: node
            for node in ast.walk(_tree(path))
            if isinstance(node, ast.FunctionDef) and len(node.body) == 1
        }
        if {"name", "displayName"} <= set(methods):
            answer = methods["name"].body[0]
            if isinstance(answer, ast.Return) and isinstance(answer.value, ast.Constant):
                found[str(answer.value.value)] = in_language(_literals(methods["displayName"]), language)[0]
    return found


def in_language(texts: list[str], language: str) -> list[str]:
    """Return texts in a language, without the marks of their keys; one that is not translated yet is left out."""
    known = _french() if language == "fr" else {text: text for text in texts}
    return list(dict.fromkeys(known[text].replace("&", "") for text in texts if known.get(text)))


def _literals(node: ast.AST) -> list[str]:
    """Return the sentences that are translated inside a node."""
    found = []
    for inner in ast.walk(node):
        match inner:
            case ast.Call(func=ast.Name(id="tr"), args=[ast.Constant(value=str(text))]):
                found.append(text)
    return found


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _french() -> dict[str, str]:
    return {
        message.findtext("source", ""): message.findtext("translation", "")
        for message in parse(_CATALOGUE).iter("message")
    }
