"""What a reader does with the page: finds a figure, sends a link, goes back, prints, reads it where no script runs."""

from __future__ import annotations

import subprocess

import pytest

from ctd_plugin.regions import PRINTED_NAMES
from tests.support.page_in_browser import WebPage

QUOTE = "GeoBretagne = 3 ETP dont 1,5 Etat (Dreal)"
CONTROLS = ["Rechercher dans les réponses", "Effacer", "Retour à la carte", "Description de la carte", "↕", "‹", "›"]


@pytest.fixture
def shown(browser, page):
    return WebPage(browser, page())


def in_sight(browser, element):
    return browser.run(
        "const box = arguments[0].getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight", element
    )


def test_bretagnes_budget_and_its_quote_are_three_clicks_away(browser, shown):
    shown.show_theme("budget")
    assert shown.comes_to_show("budget")
    shown.click_region("53")
    assert shown.comes_to_show("budget", "53")
    assert shown.clicks <= 3
    card = shown.one("#region-53-budget")
    assert QUOTE in card.text
    assert in_sight(browser, card)


@pytest.mark.parametrize("code", ["53", "76", "11", "06"])
def test_a_click_on_a_region_opens_its_portrait_and_marks_it_on_the_map(shown, code):
    shown.click_region(code)
    assert shown.comes_to_show("status", code)
    assert shown.texts(".portrait h2") == [PRINTED_NAMES[code]]
    assert [each.get_attribute("data-code") for each in shown.all("a.region[aria-current]")] == [code]


def test_an_address_opens_theme_and_region_and_the_way_back_leads_back(browser, page):
    assert WebPage(browser, page(), "#theme=staff&region-53").comes_to_show("staff", "53")
    shown = WebPage(browser, page())
    shown.show_theme("budget")
    assert shown.comes_to_show("budget")
    shown.click_region("76")
    assert shown.comes_to_show("budget", "76")
    shown.click(shown.all(".portrait .moves a")[1])
    assert shown.comes_to_show("budget", "52")
    fragment = browser.run("return location.hash")
    for step in (("budget", "76"), ("budget",), ("status",)):
        browser.driver.back()
        assert shown.comes_to_show(*step)
    assert WebPage(browser, page(), fragment).comes_to_show("budget", "52")


@pytest.mark.parametrize("width", [1366, 320])
def test_a_link_to_a_region_shows_the_region_at_once(browser, page, width):
    browser.resize(width, 700)
    shown = WebPage(browser, page(), "#region-53")
    assert in_sight(browser, shown.one("#region-53 h2"))


def test_an_address_of_nothing_is_the_start(browser, page):
    for fragment in ("#region-99", "#theme=none", "#%E0%A4%A", "#<script>", "#said"):
        shown = WebPage(browser, page(), fragment)
        assert shown.comes_to_show("status"), fragment


def test_the_page_asks_for_nothing_and_keeps_to_its_policy(browser, shown):
    """Whatever is opened; the messages in the console are looked at after each test."""
    for link in shown.themes():
        shown.click(link)
    assert shown.comes_to_show("ctd_date")
    for code in ("53", "01"):
        shown.click_region(code)
        assert shown.comes_to_show("ctd_date", code)
    shown.search("feder")
    assert set(browser.requests()) == {shown.path.as_uri()}
    # A script that is not the page's own does not run, an embedded style neither.
    browser.run(
        "document.body.insertAdjacentHTML("
        "'beforeend', '<p id=p style=\"color: red\" onclick=\"window.hit = 1\">x</p>');"
        "const script = document.createElement('script'); script.textContent = 'window.hit = 1';"
        "document.body.append(script); document.getElementById('p').click()"
    )
    assert browser.run("return [window.hit, getComputedStyle(document.getElementById('p')).color]") == [
        None,
        browser.run("return getComputedStyle(document.body).color"),
    ]
    assert len(browser.logged()) == 3


def test_texts_of_anyones_are_texts_and_run_nothing(browser, page):
    shown = WebPage(browser, page("hostile"), "#region-53")
    for text in shown.texts(".portrait a"):
        assert "javascript" not in text
    shown.search("window hit script")
    assert shown.found() == {"53"}
    # The page's own search reads all texts and writes them anew.
    assert browser.run("return window.hit") is None
    assert "onerror=" in shown.one("#found").text
    addresses = browser.run("return [...document.links].map(link => link.protocol)")
    assert set(addresses) <= {"file:", "http:", "https:", "mailto:"}


def test_without_scripts_everything_can_be_read(browser, page):
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    shown = WebPage(browser, page("changes"))
    assert len(shown.all(".theme")) == 8
    assert sorted(shown.opened()) == sorted(PRINTED_NAMES)
    assert shown.all("input, button") == []
    text = shown.one("body").text
    assert "650" in text
    assert "Mégalis" in text
    browser.command("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize("fragment", ["", "#theme=budget&region-53"])
def test_it_prints_the_map_the_table_and_every_portrait_but_no_controls(browser, page, tmp_path, fragment):
    WebPage(browser, page(), fragment)
    text = pdf_text(browser.print(tmp_path / "page.pdf"))
    assert ("Budgets de la donnée" in text) == bool(fragment)
    assert "Les régions en un coup d’œil" in text
    for code in PRINTED_NAMES:
        assert PRINTED_NAMES[code] in text
    assert text.count("Chiffres clés") == 18
    assert QUOTE in text
    assert [words for words in CONTROLS if words in text] == []
    pages = text.split("\f")[:-1]
    assert len(pages) <= 60
    # The map, its legend and its findings are on the first page; the table comes next, headings on each page.
    assert "À retenir" in pages[0]
    table = [number for number, page in enumerate(pages) if "Plateformes de données en service" in page]
    assert table == list(range(1, 1 + len(table)))
    assert "479" in pages[table[-1]], "the last region's figure"


def pdf_text(path):
    return subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout.replace(
        "\n", " "
    )


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_page_says_its_language_and_that_of_the_answers(browser, page, code):
    shown = WebPage(browser, page(code=code), "#region-53")
    assert shown.browser.run("return document.documentElement.lang") == code
    languages = browser.run(
        "return [...document.querySelectorAll('.portrait .answer')].map(e => e.closest('[lang]').lang)"
    )
    assert set(languages) == {"fr"}


def test_nothing_moves_for_those_who_asked_for_it(browser, page):
    WebPage(browser, page())
    moving = browser.run(
        "return [document.documentElement, ...document.querySelectorAll('body *')].filter(e => {"
        "  const style = getComputedStyle(e);"
        "  return style.scrollBehavior === 'smooth' || parseFloat(style.animationDuration) || "
        "    parseFloat(style.transitionDuration);"
        "}).length"
    )
    assert moving == 0
