"""The page: one file that loads nothing, with every region, every figure beside its quote, and nobody's name."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.profile.edition_reader import read_geopackage
from ctd_plugin.data.survey.personal_names import read_personal_names, respondent_names
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.gis.labels.labels import figure_text
from ctd_plugin.gis.regions.sections import key_figures
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.i18n import language
from ctd_plugin.regions import PRINTED_NAMES
from ctd_plugin.text import one_line
from tests.support.web_pages import flat, hash_of

LANGUAGES = pytest.mark.parametrize("code", ["fr", "en"])


@pytest.fixture(scope="module")
def edition(bundled):
    return read_geopackage(bundled)


@LANGUAGES
def test_a_browser_loads_nothing_but_what_the_file_holds(written, code):
    page = written(code)
    for element, address in page.addresses():
        if element.tag == "a" and not address.startswith("#"):
            assert address.startswith(("https://", "http://", "mailto:"))
        else:
            assert address.startswith(("#", "data:"))
    assert not page.all("//*[@style or @onclick or @onload or @onerror] | //iframe | //object | //embed | //base")
    assert len(page.all("//script")) == 1
    assert "url(" not in page.one("//head/style").text.replace("url(#", "")
    assert "@import" not in page.source


@LANGUAGES
def test_the_policy_allows_this_very_style_and_script_and_nothing_else(written, code):
    page = written(code)
    assert page.policy == {
        "default-src": ["'none'"],
        "style-src": [hash_of(page.one("//style").text)],
        "script-src": [hash_of(page.one("//script").text)],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    # It governs what comes after it only.
    head = [child.tag for child in page.one("//head")]
    assert head.index("style") > head.index("meta") + 1


@LANGUAGES
def test_the_page_is_small_enough_for_a_mail(written, code):
    assert written(code).path.stat().st_size < 600_000


@LANGUAGES
def test_every_link_within_the_page_leads_somewhere_and_every_name_is_there_once(written, code):
    page = written(code)
    names = page.all("//@id")
    assert len(names) == len(set(names))
    targets = {address[1:] for element, address in page.addresses() if address.startswith("#")}
    assert targets <= set(names)
    described = " ".join(page.all("//@aria-labelledby | //@aria-describedby | //@for")).split()
    assert set(described) <= set(names)


@LANGUAGES
def test_every_theme_of_the_meeting_pack_is_there_in_the_words_of_print(written, code, filled, bundled):
    page = written(code)
    _, layers = filled(bundled, code)
    with language(code):
        offered = [theme for theme in THEMES.values() if theme.of_survey and theme.is_offered(layers)]
        for theme in offered:
            drawing, section = theme.drawing(layers), page.by_id(f"theme={theme.id}")
            words = flat(section)
            assert flat(section.xpath(".//h2")[0]) == one_line(drawing.headline)
            assert all(one_line(text) in words for text in (drawing.subject, *drawing.findings))
            assert all(one_line(text) in words for text in drawing.notes)
    assert page.all("//nav[1]//li/a/@href")[: len(offered)] == [f"#theme={theme.id}" for theme in offered]


@LANGUAGES
def test_every_region_has_a_portrait_and_a_row_in_the_order_of_names(written, code):
    page = written(code)
    order = page.all("//article/@data-code")
    assert set(order) == set(PRINTED_NAMES)
    assert order == page.all("//table[contains(@class, 'sortable')]/tbody/tr/@data-code")
    names = [flat(page.portrait(one).xpath(".//h2")[0]) for one in order]
    assert names == [PRINTED_NAMES[one] for one in order]
    assert names[:3] == ["Auvergne-Rhône-Alpes", "Bourgogne-Franche-Comté", "Bretagne"]


def test_each_portrait_leads_to_the_region_before_and_after_and_back_to_the_map(written):
    page = written("fr")
    anchors = page.all("//article/@id")
    for before, anchor, after in zip([None, *anchors], anchors, [*anchors[1:], None], strict=False):
        links = page.by_id(anchor).xpath("./nav/a/@href")
        assert links == [f"#{name}" for name in (before, after, "map") if name]


@LANGUAGES
def test_every_figure_stands_with_its_quote_right_below_it(written, code, edition):
    page, quoted = written(code), 0
    with language(code):
        for profile in edition.profiles:
            for key in key_figures(profile, edition.profiles):
                card = page.by_id(f"region-{profile.code}-{key.name}")
                if key.figure:
                    assert one_line(figure_text(key.figure, key.written)) in flat(card)
                    assert key.name == "per-1000" or one_line(key.figure.fact.quote) in flat(card)
                    quoted += 1
    assert quoted > 20


def test_a_figure_that_is_not_given_is_no_zero_and_shows_what_the_region_answers_instead(written):
    page = written("fr")
    card = page.by_id("region-53-budget")
    assert "non renseigné" in flat(card)
    assert "GeoBretagne = 3 ETP dont 1,5 Etat (Dreal)" in flat(card)
    row = page.one("//tr[@data-code='53']")
    budget = row.findall("td")[4]
    assert flat(budget) == "non renseigné"
    assert budget.get("data-key") is None


@LANGUAGES
def test_nothing_that_the_edition_has_of_a_region_is_missing(written, code, edition):
    page = written(code)
    for profile in edition.profiles:
        words = flat(page.portrait(profile.code))
        assert all(one_line(line) in words for answer in profile.answers for line in answer.text.splitlines())
        assert all(one_line(fact.quote) in words for fact in profile.facts)
        for platform in profile.platforms:
            assert one_line(platform.name) in words
            assert all(endpoint.url in words for endpoint in platform.endpoints)


def test_what_the_table_sorts_by_is_what_it_shows(written, edition):
    page = written("fr")
    heads = page.all("//table[contains(@class, 'sortable')]/thead/tr/th")
    assert [head.get("data-sort") for head in heads] == [
        *("text", "number", "text", "number", "number", "number", "text", "text", "number"),
    ]
    for profile in edition.profiles:
        cells = page.one(f"//tr[@data-code='{profile.code}']").findall("td")
        for cell, figure in zip(cells[2:5], (profile.staff, profile.budget, profile.budget_per_1000), strict=True):
            assert (cell.get("data-key") is None) == (figure is None)
            assert figure is None or float(cell.get("data-key")) == figure.value
            assert figure is None or cell.find("a").get("href").startswith(f"#region-{profile.code}-")


def test_on_an_english_page_the_answers_and_quotes_are_marked_as_french(written):
    english, french = written("en"), written("fr")
    assert english.one("/html/@lang") == "en"
    assert french.one("/html/@lang") == "fr"
    answers = english.all("//*[@class='answer']")
    assert len(answers) > 100
    assert all(answer.get("lang") == "fr" for answer in answers)
    assert all(quote.xpath("./bdi[@lang='fr']") for quote in english.all("//dd[@class='quote']"))
    assert french.all("//body//@lang") == []


@LANGUAGES
def test_the_parts_of_the_page_are_told_apart_by_their_headings_and_landmarks(written, code):
    page = written(code)
    assert len(page.all("//main")) == len(page.all("//h1")) == 1
    levels = [int(heading.tag[1]) for heading in page.all("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert max(levels) == 3
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.all("//body/*")[0].get("href") == "#map"
    assert not page.all("//*[@role='application']")


def test_sources_and_licences_stand_at_the_foot_and_no_conformity_is_claimed(written):
    foot = flat(written("fr").one("//footer"))
    for words in ("IGN – ADMIN EXPRESS COG", "Insee", "Licence Ouverte 2.0", "CTD Governance Map"):
        assert words in foot
    assert "ccessib" not in flat(written("fr").one("//body"))


@LANGUAGES
def test_no_name_of_a_person_is_anywhere(written, code):
    words = flat(written(code).tree)
    names = {person.name for person in (*respondent_names(read_survey(SURVEY).rows.values()), *read_personal_names())}
    names = {one_line(name) for name in names if " " in name}
    assert len(names) > 20
    assert not {name for name in names if name in words}


class TestTwoEditions:
    def test_what_changed_is_a_theme_a_table_and_a_part_of_each_portrait(self, written, compared):
        page = written("fr", compared)
        assert page.by_id("theme=change") is not None
        table = flat(page.by_id("changes"))
        assert "Aucun → Réflexion" in table
        assert "avant.csv" in table
        portrait = page.by_id("region-53-changes")
        assert "Pas de démarche CTD connue → Réflexion engagée" in flat(portrait)

    def test_an_answer_that_changed_is_there_as_it_was_and_as_it_is(self, written, compared):
        portrait = written("fr", compared).by_id("region-53-changes")
        assert "Rien de prévu." in flat(portrait)
        assert "renouvellement feuille de route" in flat(portrait)

    def test_a_region_that_the_earlier_edition_lacks_is_new(self, written, compared):
        assert "Nouvelle réponse" in flat(written("fr", compared).by_id("region-94-changes"))

    def test_an_edition_alone_has_nothing_of_it(self, written):
        page = written("fr")
        assert not page.all("//*[@id='changes' or @id='theme=change' or contains(@id, '-changes')]")
