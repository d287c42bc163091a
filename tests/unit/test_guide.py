"""The guide: both languages describe all of the plugin, links lead somewhere, the offline pages are built anew."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from urllib.parse import urldefrag
from xml.etree.ElementTree import Element, parse

import pytest

from ctd_plugin.data.facts.fact import BUDGET, STAFF, read_facts
from tests.support.paths import PLUGIN
from tools.docs import check, guide, links
from tools.docs.build import html_of, old_pages
from tools.docs.guide import LANGUAGES, Page, pages

PAGES = pages()
FRENCH = "# Un titre\n\nUne phrase.\n"
ENGLISH = "# A title\n\nA sentence.\n"

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.language}/{page.name}")


def elements(page: Path) -> list[Element]:
    return list(parse(page).iter())


def ids(page: Path) -> list[str]:
    return [found for element in elements(page) if (found := element.get("id"))]


def asked_pages() -> set[str]:
    """Return the pages that the code asks for by name."""
    found = set()
    for path in PLUGIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("help_button", "help_key", "show_help"):
                found |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
    return found


def test_each_window_has_its_page_in_both_languages():
    asked = asked_pages()
    assert {"import", "options", "region"} <= asked
    for language in LANGUAGES:
        assert {page.name for page in PAGES if page.language == language} >= {"index"} | asked


def test_no_page_is_left_of_a_source_that_is_gone():
    assert set(old_pages()) == {page.html for page in PAGES}


@each_page
def test_a_page_is_in_order(page):
    faults = [*check.build_faults(page), *check.form_faults(page), *check.language_faults(page)]
    assert [*faults, *links.link_faults(page.source), *links.picture_faults(page.source)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_leads_to_every_page_and_describes_every_command_setting_and_algorithm(language):
    assert [*check.index_faults(language), *check.description_faults(language)] == []


def test_no_picture_is_left_that_no_page_shows():
    assert links.unused_pictures() == []


@each_page
def test_an_offline_page_is_read_by_everybody(page):
    """Its language and title are set, headings follow each other, pictures have words."""
    root = parse(page.html).getroot()
    assert root.get("lang") == page.language
    assert root.findtext("head/title")
    headings = [element.tag for element in root.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert headings.count("h1") == 1
    assert headings[0] == "h1"
    assert all(element.get("alt") for element in root.iter("img"))
    assert all(element.get("scope") for element in root.iter("th"))
    assert len(set(ids(page.html))) == len(ids(page.html))


@each_page
def test_all_that_an_offline_page_refers_to_comes_with_the_plugin(page):
    for element in elements(page.html):
        for address in filter(None, (element.get("href"), element.get("src"))):
            file, anchor = urldefrag(address)
            target = (page.html.parent / file).resolve() if file else page.html
            assert target.is_file(), address
            assert target.is_relative_to(guide.HELP), address
            assert not anchor or anchor in ids(target), address
    assert not re.search("<script|<iframe|https?:|<!--", page.html.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "fr",
            "{budgets} sur 18 citent un budget annuel et {none} déclarent n’en pas avoir\u202f; {staff} citent",
        ),
        ("en", "{budgets} out of 18 state a yearly budget and {none} that they have none; {staff} state staff"),
    ],
)
def test_the_page_of_the_data_counts_as_the_data_do(language, sentence):
    drawn = [fact for fact in read_facts() if fact.headline]
    budgets = [fact.value for fact in drawn if fact.indicator == BUDGET]
    staff = [fact for fact in drawn if fact.indicator == STAFF]
    none = budgets.count("0")
    text = sentence.format(budgets=len(budgets) - none, none=none, staff=len(staff))
    assert text in Page(language, "data").html.read_text(encoding="utf-8")


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """Return a function that writes a page in both languages, in a guide of its own, and returns the French one."""
    monkeypatch.setattr(guide, "SOURCES", tmp_path)

    def write(french=FRENCH, english=ENGLISH, name="page"):
        for language, text in (("fr", french), ("en", english)):
            path = tmp_path / language / f"{name}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Page("fr", name)

    return write


def test_a_page_without_faults_has_none(sources):
    page = sources()
    assert [*check.form_faults(page), *check.language_faults(page), *links.link_faults(page.source)] == []


@pytest.mark.parametrize(
    ("french", "fault"),
    [
        ("Une phrase.\n", "level 1"),
        (FRENCH + "\n### Trop bas\n", "skips a level"),
        (FRENCH + "\n<script>alert()</script>\n", "the tag <script>"),
        (FRENCH + "\nUn <b>mot</b>.\n", "the tag <b>"),
    ],
)
def test_what_keeps_a_page_from_being_read_is_found(sources, french, fault):
    assert fault in " ".join(check.form_faults(sources(french)))


@pytest.mark.parametrize(
    ("french", "fault"),
    [
        (FRENCH.replace("phrase.", "phrase?"), "no narrow no-break space"),
        ("# Un titre\n\n![C'est une image](image.png)\n", "a straight quotation mark"),
        (FRENCH + "\nEncore une.\n", "other parts"),
        (FRENCH.replace("phrase", "**phrase**"), "other parts"),
        (FRENCH.replace("# Un", '# <a id="un"></a>Un'), "other parts"),
    ],
)
def test_what_differs_from_the_other_language_or_from_good_typography_is_found(sources, french, fault):
    assert fault in " ".join(check.language_faults(sources(french)))


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("nowhere.md", "does not exist"),
        ("page.md#nowhere", "no such anchor"),
        ("https://example.org", "read offline"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(sources, address, fault):
    page = sources(f"# Un titre\n\nUn [lien]({address}).\n")
    assert fault in " ".join(links.link_faults(page.source))


def test_a_picture_that_is_missing_or_has_no_words_is_found(sources):
    faults = links.picture_faults(sources("# Un titre\n\n![Carte](nowhere.png)\n").source)
    assert [fault.split(": ")[1] for fault in faults] == ["nowhere.png does not exist", "nowhere.png has no words"]


def test_a_page_that_the_index_forgets_and_what_no_page_describes_are_found(sources):
    for name in ("index", "options", "toolbox", "page"):
        sources(name=name)
    assert check.index_faults("fr") == [
        f"fr/index.md does not lead to {name}.md" for name in ("options", "page", "toolbox")
    ]
    found = "\n".join(check.description_faults("fr"))
    assert "no page in fr describes the command “Charger la carte des CTD”" in found
    assert "fr/options.md does not describe “Premier logo”" in found
    assert "fr/toolbox.md does not describe “Regrouper en régions” (dissolveregions)" in found


def test_a_page_is_built_for_reading_offline(sources, tmp_path):
    """Links lead to other pages or lose their address, anchors become ids, a picture with a line below it a figure."""
    sources(name="other")
    blocks = [
        '# <a id="top"></a>Un titre',
        "<!-- step: x -->",
        "![Une carte de France](../../resources/help/x.png)\n*Légende*",
        '- <a id="item"></a>**Mot** et [page](other.md#top), [la même](#item), [sources](../server.md)',
        "| A |\n|---|\n| b |\n",
    ]
    (tmp_path.parent / "server.md").touch()
    html = html_of(sources("\n\n".join(blocks)))
    assert "<title>Un titre – Guide de CTD Governance Map</title>" in html
    assert '<h1 id="top">Un titre</h1>' in html
    assert "step" not in html
    assert "<figure><img src=" in html
    assert 'alt="Une carte de France" /><figcaption>Légende</figcaption></figure>' in html
    assert (
        '<li id="item"><b>Mot</b> et <a href="other.html#top">page</a>, <a href="#item">la même</a>, sources</li>'
        in html
    )
    assert '<th scope="col">A</th>' in html
    assert '<a href="../en/page.html" lang="en" hreflang="en">English</a>' in html


def test_spaces_at_which_no_line_may_end_are_set_in_french(sources):
    """They are typed plain, also beside what is bold or code; what is code stays as it is."""
    html = html_of(sources("# « Titre » : 20 s\n\n**Mot** ; `x ; y` : ≈ 1 000 € ? ![Des mots : trois](x.png)\n"))
    assert "<h1>«\u00a0Titre\u00a0»\u00a0: 20\u00a0s</h1>" in html
    assert "<b>Mot</b>\u202f; <code>x ; y</code>\u00a0: ≈\u00a01\u202f000\u00a0€\u202f? " in html
    assert 'alt="Des mots\u00a0: trois"' in html


def test_a_long_page_begins_with_a_list_of_its_sections(sources):
    sections = [f'## <a id="part{number}"></a>Partie `{number}`' for number in range(4)]
    html = html_of(sources("\n\n".join(["# Un titre", *sections])))
    assert '</h1>\n<nav aria-label="Sur cette page"><a href="#part0">Partie 0</a>\n' in html
    assert "Sur cette page" not in html_of(sources("\n\n".join(["# Un titre", *sections[1:]])))
