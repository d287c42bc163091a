"""The offline guide: both languages say the same of every window, links lead somewhere, no network is needed."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from urllib.parse import urldefrag
from xml.etree.ElementTree import Element, parse

import pytest

from tests.support.paths import PLUGIN, ROOT
from tools.docs.build import html_of
from tools.docs.guide import pages

FOLDER = ROOT / "resources" / "help"
LANGUAGES = ("fr", "en")
PAGES = sorted(FOLDER.glob("*/*.html"))
WINDOWS = {"export", "pack", "import", "campaign", "platforms", "search", "region", "editions"}
WINDOWS |= {"check", "share", "options", "map"}


def elements(page: Path) -> list[Element]:
    return list(parse(page).iter())


def ids(page: Path) -> list[str]:
    return [found for element in elements(page) if (found := element.get("id"))]


def names(language: str) -> list[str]:
    return sorted(page.stem for page in (FOLDER / language).glob("*.html"))


def asked_pages() -> set[str]:
    """Return the pages that the code asks for by name."""
    found = set()
    for path in PLUGIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("help_button", "help_key", "show_help"):
                found |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
    return found


@pytest.mark.parametrize("page", pages(), ids=lambda page: f"{page.language}/{page.name}")
def test_a_page_is_what_its_source_builds(page):
    assert page.html.read_text(encoding="utf-8") == html_of(page), "make docs"


def test_every_page_has_a_source():
    assert set(PAGES) == {page.html for page in pages()}


def test_each_window_has_its_page_in_both_languages():
    assert names("fr") == names("en")
    assert set(names("fr")) >= WINDOWS | {"index", "data", "toolbox"} | asked_pages()


def test_the_index_leads_to_every_page():
    for language in LANGUAGES:
        links = {element.get("href") for element in elements(FOLDER / language / "index.html")}
        assert {f"{name}.html" for name in names(language)} - links == {"index.html"}


@pytest.mark.parametrize("name", names("fr"))
def test_both_languages_have_the_same_parts(name):
    french, english = (parse(FOLDER / language / f"{name}.html") for language in LANGUAGES)
    assert [(element.tag, element.get("id")) for element in french.iter()] == [
        (element.tag, element.get("id")) for element in english.iter()
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_a_page_is_read_by_everybody(page):
    """Its language and title are set, headings follow each other, pictures have words."""
    root = parse(page).getroot()
    assert root.get("lang") == page.parent.name
    assert root.findtext("head/title")
    headings = [element.tag for element in root.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert headings.count("h1") == 1
    assert headings[0] == "h1"
    assert set(headings) <= {"h1", "h2", "h3"}
    assert all(element.get("alt") for element in root.iter("img"))
    assert all(element.get("scope") for element in root.iter("th"))
    assert len(set(ids(page))) == len(ids(page))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_all_that_a_page_refers_to_is_there(page):
    for element in elements(page):
        for address in filter(None, (element.get("href"), element.get("src"))):
            file, anchor = urldefrag(address)
            target = (page.parent / file).resolve() if file else page
            assert target.is_file(), address
            assert not anchor or anchor in ids(target), address
    assert not re.search("<script|<iframe|https?:", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", names("fr"))
def test_the_french_is_set_as_french_is(name):
    text = (FOLDER / "fr" / f"{name}.html").read_text(encoding="utf-8")
    prose = re.sub("<[^>]*>", "", text.split("<body>")[1])
    assert re.findall(r"\S*[ \w][;!?](?=[\s<])|\S* :|« | »|\w'\w", prose) == []


def test_the_toolbox_s_page_has_every_algorithm():
    algorithms = set()
    for path in (PLUGIN / "algorithms").glob("*.py"):
        algorithms |= set(re.findall(r'def name\(self\) -> str:\n        return "(\w+)"', path.read_text("utf-8")))
    for language in LANGUAGES:
        assert algorithms <= set(ids(FOLDER / language / "toolbox.html"))
