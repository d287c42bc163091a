"""Every text that the code shows is translated, and the French reads as French."""

from __future__ import annotations

import ast
import re
import string
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from PyQt5.QtCore import QTranslator

from tests.support.paths import ROOT
from tools.docs.typography import ENGLISH_FAULTS, FRENCH_FAULTS, faults

CODE = sorted((ROOT / "ctd_plugin").rglob("*.py"))
CATALOGUE = ROOT / "i18n" / "ctd_fr.ts"
COMPILED = ROOT / "i18n" / "ctd_fr.qm"

SAME_IN_FRENCH = {
    "Atlas",
    "CTD",
    "CTD – sources",
    "Catalogue",
    "Catalogues",
    "Contact",
    "Date",
    "Dates",
    "EPCI",
    "Format",
    "GeoPackage",
    "Guad.",
    "IRIS",
    "Images",
    "Index",
    "Lambert-93.",
    "Licence",
    "Licences",
    "Logo",
    "Mart.",
    "Note",
    "OK",
    "Options…",
    "Page",
    "Pages",
    "Passage",
    "Projections",
    "Réunion",
    "Second logo",
    "Service",
    "Services",
    "Source",
    "Sources",
    "Suggestion",
    "Tables",
    "Technologies",
    "Type",
    "application",
    "arrondissements",
    "association",
    "atlas",
    "budget",
    "cantons",
    "communes",
    "date",
    "dates",
    "document",
    "min",
    "page",
    "programme",
    "service",
    "six",
    "technologies",
    "{amount}, {scopes}",
    "{author}, {date}.",
    "{count} passage",
    "{count} passages",
}


@dataclass(frozen=True)
class Call:
    """One `tr(…)` of the code."""

    place: str
    arguments: tuple[ast.expr, ...]
    keywords: int
    at_import: bool

    @property
    def literal(self) -> str | None:
        match self.arguments:
            case (ast.Constant(value=str(text)),) if not self.keywords:
                return text
        return None


def calls_in(source: str, name: str) -> list[Call]:
    """Return the calls of `tr`; one outside functions runs when the module is imported."""

    def visit(node: ast.AST, at_import: bool) -> Iterator[Call]:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            body = node.body if isinstance(node.body, list) else [node.body]
            inside = [(child, False) for child in body]
            # Defaults and decorators are evaluated where the function is defined.
            inside += [(child, at_import) for child in ast.iter_child_nodes(node) if child not in body]
        else:
            inside = [(child, at_import) for child in ast.iter_child_nodes(node)]
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "tr":
            yield Call(f"{name}:{node.lineno}", tuple(node.args), len(node.keywords), at_import)
        for child, imported in inside:
            yield from visit(child, imported)

    return list(visit(ast.parse(source), True))


@cache
def calls() -> list[Call]:
    return [call for path in CODE for call in calls_in(path.read_text("utf-8"), path.name)]


@cache
def entries() -> list[ElementTree.Element]:
    return list(ElementTree.parse(CATALOGUE).iter("message"))


def french() -> dict[str, str]:
    return {entry.findtext("source", ""): entry.findtext("translation", "") for entry in entries()}


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_text_is_one_literal() -> None:
    assert [call.place for call in calls() if call.literal is None] == []


def test_no_text_is_translated_while_modules_are_imported() -> None:
    assert [call.place for call in calls() if call.at_import] == []


def test_every_text_stands_outside_f_strings_where_it_is_found() -> None:
    """pylupdate5, which `make i18n` runs, does not look into f-strings."""

    def texts(node: ast.AST) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.JoinedStr):
                yield from texts(child)
        match node:
            case ast.Call(func=ast.Name("tr"), args=[ast.Constant(value=str(text))]):
                yield text

    found = {text for path in CODE for text in texts(ast.parse(path.read_text("utf-8")))}
    assert {call.place: call.literal for call in calls() if call.literal not in found} == {}


@pytest.mark.parametrize(
    ("source", "literal", "at_import"),
    [
        ('def f(): return tr("a")', True, False),
        ('def f(): return tr("a " "b")', True, False),
        ('X = {"a": lambda: tr("a")}', True, False),
        ('def f(): return tr(f"a {1}")', False, False),
        ("def f(x): return tr(x)", False, False),
        ('def f(): return tr("a" + "b")', False, False),
        ('def f(): return tr("a", "b")', False, False),
        ('X = tr("a")', True, True),
        ('class A:\n    X = tr("a")', True, True),
        ('def f(x=tr("a")): return x', True, True),
        ('class A:\n    def f(self): return self.tr("a")', True, False),
    ],
)
def test_the_guard_itself_knows_good_calls_from_bad(source: str, literal: bool, at_import: bool) -> None:
    (call,) = calls_in(source, "example")
    assert (call.literal is not None, call.at_import) == (literal, at_import)


def test_the_catalogue_holds_the_texts_of_the_code_and_no_others() -> None:
    assert set(french()) == {call.literal for call in calls()}, "run `make i18n` and translate what is new"


def test_all_texts_are_in_the_context_that_the_plugin_asks_for() -> None:
    assert [name.text for name in ElementTree.parse(CATALOGUE).iter("name")] == ["@default"]


def test_every_translation_is_finished() -> None:
    states = {
        entry.findtext("source"): entry.find("translation").get("type")
        for entry in entries()
        if entry.find("translation").get("type") or not entry.findtext("translation")
    }
    assert states == {}


def test_both_languages_have_the_same_placeholders() -> None:
    different = {source: text for source, text in french().items() if placeholders(source) != placeholders(text)}
    assert different == {}


def test_both_languages_end_alike() -> None:
    # A short form ends in a full stop in the language that shortens it.
    whole = {s: t for s, t in french().items() if (s, t) != ("Set-up", "Préfig.")}
    different = {s: t for s, t in whole.items() if s[len(s.rstrip(" .…:?")) :] != tail(t)}
    assert different == {}


def tail(text: str) -> str:
    return re.sub("[\u00a0\u202f]", "", text[len(text.rstrip(" .…:?\u00a0\u202f")) :])


def test_french_differs_from_english_but_where_the_word_is_the_same() -> None:
    assert {source for source, text in french().items() if source == text} == SAME_IN_FRENCH


@pytest.mark.parametrize(
    ("column", "kinds"), [("translation", FRENCH_FAULTS), ("source", ENGLISH_FAULTS)], ids=["fr", "en"]
)
def test_every_text_is_set_in_the_typography_of_its_language(column: str, kinds: dict[str, str]) -> None:
    texts = [entry.findtext(column, "").replace("\n", "⏎") for entry in entries()]
    assert {text: found for text in texts if (found := faults(text, kinds))} == {}


@pytest.mark.parametrize(
    ("text", "kinds", "fault"),
    [
        ("l'enquête", FRENCH_FAULTS, "a straight quotation mark"),
        ("Suite...", FRENCH_FAULTS, "three dots"),
        ("Ouvrez Options….", FRENCH_FAULTS, "a full stop after an ellipsis"),
        ("Quoi ?", FRENCH_FAULTS, "no narrow no-break space before it"),
        ("Quoi\u00a0?", FRENCH_FAULTS, "no narrow no-break space before it"),
        ("Sources : IGN", FRENCH_FAULTS, "no no-break space before a colon"),
        ("« IGN\u00a0»", FRENCH_FAULTS, "no no-break space inside guillemets"),
        ("«\u00a0IGN »", FRENCH_FAULTS, "no no-break space inside guillemets"),
        ("{size} Mo", FRENCH_FAULTS, "a space at which a number and its unit may part"),
        ("3 ETP", FRENCH_FAULTS, "a space at which a number and its unit may part"),
        ("1\u00a0000", FRENCH_FAULTS, "a space at which a number may part"),
        ("Etat", FRENCH_FAULTS, "a capital without its accent"),
        ("code INSEE", FRENCH_FAULTS, "Insee in capitals"),
        ("the plugin's list", ENGLISH_FAULTS, "a straight quotation mark"),
        ("Sources : IGN", ENGLISH_FAULTS, "a space before punctuation"),
        ("{amount} €", ENGLISH_FAULTS, "a currency after its number"),
        ("a -  b", ENGLISH_FAULTS, "two spaces"),
    ],
)
def test_each_fault_of_typography_is_found(text: str, kinds: dict[str, str], fault: str) -> None:
    assert fault in faults(text, kinds)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Sources\u00a0: «\u00a0IGN\u00a0», 3\u00a0ETP, 1\u202f000\u00a0€\u202f; l’État, http://a.fr, ctd:share",
            FRENCH_FAULTS,
        ),
        ("Sources: “IGN”, 3 FTE, €1,000; the State’s, http://a.fr, ctd:share – 2", ENGLISH_FAULTS),
    ],
    ids=["fr", "en"],
)
def test_good_typography_is_no_fault(text: str, kinds: dict[str, str]) -> None:
    assert faults(text, kinds) == []


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    translator = QTranslator()
    assert translator.load(str(COMPILED))
    stale = {source for source, text in french().items() if translator.translate("@default", source.encode()) != text}
    assert stale == set(), "run `make i18n`"
