"""The sheet of a region: every answer, figures with what they cover, links that work, each quote once."""

from __future__ import annotations

import csv
import re
import subprocess
from collections import Counter

import pytest
from qgis.PyQt.QtGui import QImage

from ctd_plugin.catalogues.registry import Confidence, read_platforms
from ctd_plugin.data.columns import SURVEY_COLUMNS
from ctd_plugin.data.facts.fact import note_of, read_facts, read_payers
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.survey.status import PRINTED_LABELS
from ctd_plugin.gis.labels.labels import covered_text, figure_text
from ctd_plugin.gis.regions.sections import interview, key_figures, platform_texts, rank_texts
from ctd_plugin.gis.style.palette import NO_ANSWER_HATCH, STATUS_FILLS
from ctd_plugin.i18n import language, tr
from ctd_plugin.regions import REGION_NAMES
from tests.support.atlas_pdf import squeezed

pytestmark = pytest.mark.usefixtures("poppler", "qgis_processing")
HEADER_COLUMNS = ("statut", "date_ctd", "date_entretien")


@pytest.mark.parametrize("code", REGION_NAMES)
@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_every_answer_of_a_region_is_on_its_sheet_in_the_order_of_the_survey(atlas, profiles, code, spoken):
    sheet, place = atlas(spoken).sheet(code), 0
    assert len(sheet) > 300
    for answer in profiles[code].answers:
        # Found after the answer before it; a list item or an address may be broken over lines, never left out.
        found = sheet.find(squeezed(answer.text), place)
        assert found >= 0, (answer.column, answer.text)
        place = found + len(squeezed(answer.text))


def test_the_answers_are_all_cells_but_those_of_the_header_and_the_respondent(profiles):
    with SURVEY.open(encoding="utf-8", newline="") as stream:
        rows = {row["region_code"]: row for row in csv.DictReader(stream)}
    for code, profile in profiles.items():
        expected = [
            column
            for column in SURVEY_COLUMNS
            if rows[code][column].strip() and column not in ("region_code", "region", "repondant", *HEADER_COLUMNS)
        ]
        assert [answer.column for answer in profile.answers] == expected, code


@pytest.mark.parametrize("code", REGION_NAMES)
def test_status_date_and_interview_stand_in_the_header(atlas, profiles, code):
    sheet, profile = atlas("fr").sheet(code), profiles[code]
    with language("fr"):
        _, held = interview(profile)
    for text in (PRINTED_LABELS[profile.status], profile.written_date, held):
        assert squeezed(text) in sheet


@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_the_links_are_the_homepages_the_endpoints_and_the_addresses_in_the_answers(atlas, profiles, spoken):
    platforms = read_platforms()
    expected = {platform.homepage for platform in platforms if platform.homepage}
    expected |= {endpoint.url for platform in platforms for endpoint in platform.endpoints}
    written = " ".join(answer.text for profile in profiles.values() for answer in profile.answers)
    expected |= {address.rstrip(".,;:)") for address in re.findall(r"https?://\S+", written)}
    assert len(expected) > 100
    assert atlas(spoken).links == expected


def test_what_was_not_checked_is_said_once_a_sheet_and_how_sure_the_addresses_are(atlas, profiles):
    for code, profile in profiles.items():
        sheet = atlas("en").sheet(code)
        kinds = {endpoint.confidence for platform in profile.platforms for endpoint in platform.endpoints}
        assert sheet.count("nonewaschecked") == bool(kinds)
        assert {kind for kind in Confidence if f"{kind}confidence" in sheet} == kinds


def test_retired_and_planned_platforms_are_distinguished_from_those_in_service(atlas):
    for platform in read_platforms():
        sheet = atlas("en").sheet(platform.region)
        named = f"{platform.name}{platform_texts(platform).technology},"
        after = sheet[sheet.index(squeezed(named)) :]
        state = re.search("inservice|retired|planned", after)
        assert {"active": "inservice"}.get(platform.status, platform.status.value) == state[0], platform.id


@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_every_figure_is_on_its_regions_sheet_and_each_quote_once(atlas, spoken):
    for fact in (*read_facts(), *read_payers()):
        sheet, quote = atlas(spoken).sheet(fact.region_code), squeezed(fact.quote)
        assert sheet.count(f"«{quote}»" if spoken == "fr" else f"“{quote}”") == 1, fact


@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_a_key_figure_says_what_it_covers_and_its_rank_among_such_alone(atlas, profiles, spoken):
    ranked = 0
    of_all = list(profiles.values())
    with language(spoken):
        for profile in filter(lambda each: each.answers, of_all):
            sheet = atlas(spoken).sheet(profile.code)
            for key in key_figures(profile, of_all):
                texts, rank = (
                    [figure_text(key.figure, key.written), covered_text(key.figure)] if key.figure else [],
                    rank_texts(key),
                )
                # The lines of the cards beside it may stand between its words.
                for word in " ".join([*texts, *rank]).split():
                    assert word in sheet or word[:1].upper() + word[1:] in sheet, (profile.code, word)
                ranked += bool(rank)
                alike = [other for other in key.of_all if other and key.figure and key.figure.compares_with(other)]
                assert bool(rank) == (len(alike) > 3)
    assert ranked > 3


def test_a_figure_that_is_about_so_much_says_so_on_sheet_and_summary(atlas, profiles):
    shown = [key for profile in profiles.values() for key in (profile.staff, profile.budget) if key]
    about = [figure for figure in shown if figure.is_approximate]
    assert 1 < len(about) < len(shown)
    assert atlas("en").bodies[1].count("≈") == len(about)
    assert squeezed("≈ €333k") in atlas("en").sheet("32")


@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_a_status_that_was_debated_says_so_beside_it(atlas, profiles, spoken):
    fact = profiles["04"].status_remark
    with language(spoken):
        remark, platforms = squeezed(note_of(fact)), squeezed(tr("Data platforms"))
    head, _, rest = atlas(spoken).sheet("04").partition(platforms)
    assert remark in head
    assert remark in rest
    assert not any(profile.status_remark for code, profile in profiles.items() if code != "04")


def test_payers_of_one_quote_are_listed_with_it(atlas):
    listed = squeezed("Payer named without a figure (whole organisation): members, ERDF, others – “")
    assert listed in atlas("en").sheet("84")


def test_a_region_without_a_row_has_a_sheet_that_says_so_and_no_figure(drawn):
    pdf = drawn("Bretagne;CTD existant;rien", atlas_language="en")
    assert set(pdf.begins) == set(REGION_NAMES)
    assert squeezed("This region has no row in this edition of the survey.") in pdf.sheet("94")
    assert squeezed("No answer") in pdf.sheet("94")
    assert "Staffnonestated" in pdf.sheet("53")
    assert "Yearlybudgetnotgiven" in pdf.sheet("53")


def test_a_region_whose_row_has_no_answers_says_that(atlas):
    assert squeezed("The survey states only the status of this region.") in atlas("en").sheet("06")


@pytest.mark.parametrize("column", ["contexte", "ressources", "date_ctd", "statut"])
def test_a_cell_of_5000_characters_is_whole(drawn, column):
    long = " ".join(f"mot{number}" for number in range(750))
    cells = {"region": "Bretagne", "statut": "CTD existant", column: long}
    pdf = drawn(";".join(cells.values()), columns=";".join(cells), codes=["53"])
    assert len(long) > 5000
    assert squeezed(long) in pdf.sheet("53")


def test_a_word_longer_than_a_line_is_broken_and_whole(drawn):
    word = "x" * 3000
    assert word in drawn(f"Bretagne;CTD existant;{word}", codes=["53"]).sheet("53")


def test_markup_in_a_cell_is_shown_as_written(drawn):
    markup = "<script>alert('x')</script> <b>gras</b> &amp; <a href=\"javascript:x\">ici</a>"
    cell = markup.replace('"', '""')
    pdf = drawn(f'Bretagne;CTD existant;"{cell}"', codes=["53"])
    assert squeezed(markup) in pdf.sheet("53")
    assert not any("javascript" in link for link in pdf.links)


def test_an_address_in_an_answer_is_a_link_whatever_it_holds(drawn):
    pdf = drawn("Bretagne;CTD existant;voir (https://exemple.fr/a(b)/é?q=1).", codes=["53"])
    assert "https://exemple.fr/a%28b%29/%C3%A9?q=1" in {link.replace("%29)", "%29") for link in pdf.links}


@pytest.mark.parametrize("code", REGION_NAMES)
def test_the_location_map_shows_the_region_in_the_colour_of_its_status(atlas, profiles, tmp_path, code):
    pdf = atlas("fr")
    top = next(word.top for word in pdf.words[pdf.begins[code] - 1] if word.text == code)
    colours = colours_of_the_map(pdf, code, tmp_path, top)
    shown = {status for status, fill in STATUS_FILLS.items() if colours[fill.lower()] > 100}
    assert shown == {profiles[code].status}


def test_a_region_without_an_answer_is_hatched(drawn, tmp_path):
    # Overseas: on the mainland's map the borders of the other regions are of the hatch's colour.
    colours = colours_of_the_map(drawn("Corse;CTD existant;", codes=["03"]), "03", tmp_path)
    assert colours[NO_ANSWER_HATCH.lower()] > 100
    assert not {fill.lower() for fill in STATUS_FILLS.values()} & set(colours)


def colours_of_the_map(pdf, code, folder, top=18.0):
    """Return how many pixels each colour has where the map of a region stands, beside its name."""
    box = [str(round(millimetres / 25.4 * 200)) for millimetres in (152, top, 40, 34)]
    place = [part for pair in zip(("-x", "-y", "-W", "-H"), box, strict=True) for part in pair]
    page = ("-f", str(pdf.begins[code]), "-singlefile")
    subprocess.run(["pdftoppm", "-png", "-r", "200", *page, *place, pdf.path, folder / "map"], check=True)
    image = QImage(str(folder / "map.png"))
    return Counter(image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height()))
