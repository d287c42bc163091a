"""The atlas: every answer on its region's sheet, links that work, honest medians, and a file whole or not at all."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections import Counter
from statistics import median

import pytest
from qgis.core import QgsProcessingException, QgsProject
from qgis.PyQt.QtGui import QImage

from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.data.columns import SURVEY_COLUMNS
from ctd_plugin.data.facts.fact import Scope, read_facts
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.profile.ranking import medians
from ctd_plugin.data.survey.personal_names import read_personal_names, respondent_names
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.data.survey.status import PRINTED_LABELS
from ctd_plugin.gis.atlas.export import export_atlas
from ctd_plugin.gis.atlas.typesetting import fill, kept_together, paragraph, typeset, typeset_all
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gis.style.palette import NO_ANSWER_HATCH, STATUS_FILLS
from ctd_plugin.i18n import language, tr
from ctd_plugin.regions import REGION_NAMES

pytestmark = [
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed"),
    pytest.mark.usefixtures("qgis_processing"),
]

# Points: what lies between the head and the foot of a page, and the foot's right half.
BODY = ("-x", "0", "-y", "42", "-W", "596", "-H", "740")
FOOT = ("-x", "428", "-y", "780", "-W", "168", "-H", "62")
HEADER_COLUMNS = ("statut", "date_ctd", "date_entretien")


class Pdf:
    """An atlas as poppler reads it: the body's text and the region of each page, without white space."""

    def __init__(self, path):
        self.path = path
        self.bodies = self._pages(BODY)
        self.feet = self._pages(FOOT)

    def _pages(self, where):
        text = subprocess.run(
            ["pdftotext", "-raw", *where, self.path, "-"], capture_output=True, text=True, check=True
        ).stdout
        return [squeezed(page) for page in text.split("\f")[:-1]]

    def sheet(self, code):
        """Return the text of a region's pages, in their order."""
        name = squeezed(REGION_NAMES[code])
        return "".join(body for body, foot in zip(self.bodies, self.feet, strict=True) if foot.startswith(name))

    @property
    def order(self):
        """Return the names of the pages' regions in order, each once; of the pages before them, none."""
        names = [re.sub(r"page\d+(sur|of)\d+$", "", foot) for foot in self.feet]
        return list(dict.fromkeys(names))

    @property
    def links(self):
        listed = subprocess.run(["pdfinfo", "-url", self.path], capture_output=True, text=True, check=True).stdout
        return {line.split(None, 2)[2] for line in listed.splitlines()[1:]}


def squeezed(text):
    return "".join(text.split())


@pytest.fixture(scope="module")
def atlas(tmp_path_factory, bundled):
    """Return a function that gives the atlas of the bundled edition in a language."""
    folder = tmp_path_factory.mktemp("atlas")
    made = {}

    def export(code):
        if code not in made:
            export_atlas(bundled, folder / f"{code}.pdf", atlas_language=code)
            made[code] = Pdf(folder / f"{code}.pdf")
        return made[code]

    return export


@pytest.fixture
def drawn(tmp_path, survey_of):
    """Return a function that draws the atlas of the rows of a survey of its own."""

    def draw(*rows, columns="region;statut;contexte", **options):
        geopackage = survey_of("\n".join((columns, *rows)) + "\n")
        export_atlas(geopackage, tmp_path / "atlas.pdf", **options)
        return Pdf(tmp_path / "atlas.pdf")

    return draw


@pytest.fixture(scope="module")
def profiles(bundled):
    project = QgsProject()
    with language("fr"):
        read = edition_of(load_layers(project, bundled)).profiles
    yield {profile.code: profile for profile in read}
    project.clear()


def survey_rows(path=SURVEY):
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["region_code"]: row for row in csv.DictReader(stream)}


def test_cover_and_summary_come_first_then_one_sheet_a_region_in_code_order(atlas):
    pdf = atlas("fr")
    assert pdf.order == ["", *map(squeezed, REGION_NAMES.values())]
    assert "enplacedans4régionssur18" in pdf.bodies[0]
    assert all(squeezed(name) in pdf.bodies[1] for name in REGION_NAMES.values())


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
    rows = survey_rows()
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
    for text in (PRINTED_LABELS[profile.status], profile.written_date, profile.interview_date):
        assert squeezed(text) in sheet


def test_no_name_of_a_person_is_anywhere(atlas):
    bodies = "".join(atlas("fr").bodies)
    names = {person.name for person in (*respondent_names(read_survey(SURVEY).rows.values()), *read_personal_names())}
    names = {squeezed(name) for name in names if " " in name}
    assert len(names) > 20
    assert not {name for name in names if name in bodies}


@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_the_links_are_the_homepages_the_endpoints_and_the_addresses_in_the_answers(atlas, profiles, spoken):
    platforms = read_platforms()
    expected = {platform.homepage for platform in platforms if platform.homepage}
    expected |= {endpoint.url for platform in platforms for endpoint in platform.endpoints}
    written = " ".join(answer.text for profile in profiles.values() for answer in profile.answers)
    expected |= {address.rstrip(".,;:)") for address in re.findall(r"https?://\S+", written)}
    assert len(expected) > 100
    assert atlas(spoken).links == expected


def test_every_endpoint_says_how_sure_it_is_and_that_none_was_checked(atlas):
    text = "".join(atlas("en").bodies)
    for platform in read_platforms():
        for endpoint in platform.endpoints:
            assert squeezed(f"{endpoint.url} – {endpoint.confidence} confidence, not checked") in text


def test_retired_and_planned_platforms_are_distinguished_from_those_in_service(atlas):
    for platform in read_platforms():
        sheet = atlas("en").sheet(platform.region)
        after = sheet[sheet.index(squeezed(platform.name)) :]
        state = re.search("inservice|retired|planned", after)
        assert {"active": "inservice"}.get(platform.status, platform.status.value) == state[0], platform.id


def test_every_figure_is_on_its_regions_sheet_with_its_quote(atlas):
    for fact in read_facts():
        assert squeezed(f"“{fact.quote}”") in atlas("en").sheet(fact.region_code), fact


def test_the_medians_are_those_of_the_headline_figures_all_and_of_one_scope(profiles, atlas):
    staff = [fact for fact in read_facts() if fact.indicator == "staff_fte" and fact.headline]
    found = medians(profile.staff for profile in profiles.values())
    assert (found.overall.value, found.overall.count) == (median(float(fact.value) for fact in staff), len(staff))
    platform = [float(fact.value) for fact in staff if fact.scope == "platform"]
    assert (found.of_scope[Scope.PLATFORM].value, found.of_scope[Scope.PLATFORM].count) == (
        median(platform),
        len(platform),
    )
    sheet = atlas("en").sheet("32")
    assert f"allscopes:{found.overall.value:g}FTE({found.overall.count})" in sheet
    assert f"samescope:{median(platform):g}FTE({len(platform)})" in sheet
    assert "Scopesdifferbetweenregions" in sheet


def test_the_budget_per_1000_inhabitants_is_the_budget_over_the_population(profiles, atlas):
    assert profiles["32"].budget_per_1000.value == pytest.approx(333333 / 6003815 * 1000)
    assert profiles["53"].budget_per_1000 is None
    assert "€55.5" in atlas("en").sheet("32")
    assert atlas("en").sheet("53").count("notgiven") >= 2


def test_a_region_without_a_row_has_a_sheet_that_says_so_and_no_figure(drawn):
    pdf = drawn("Bretagne;CTD existant;rien", atlas_language="en")
    assert len(pdf.order) == 19
    assert squeezed("This region has no row in this edition of the survey.") in pdf.sheet("94")
    assert squeezed("No answer") in pdf.sheet("94")
    assert "Noregiongivesthisfigure." in pdf.sheet("53")


def test_a_region_whose_row_has_no_answers_says_that(atlas):
    assert squeezed("The survey gives the status of this region and no other answer.") in atlas("en").sheet("06")


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


def test_only_the_regions_requested_have_sheets_in_code_order_but_the_cover_counts_all(bundled, tmp_path):
    export_atlas(bundled, tmp_path / "a.pdf", codes=["53", "11"])
    pdf = Pdf(tmp_path / "a.pdf")
    assert pdf.order == ["", "Île-de-France", "Bretagne"]
    assert "Corse" not in pdf.bodies[1]
    assert "CTDexistant(4)" in pdf.bodies[0]


def test_the_summary_gives_the_page_on_which_each_sheet_begins(atlas):
    pdf = atlas("fr")
    command = ["pdftotext", "-layout", "-f", "2", "-l", "2", pdf.path, "-"]
    rows = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    for name in map(squeezed, REGION_NAMES.values()):
        begins = next(number for number, foot in enumerate(pdf.feet, start=1) if foot.startswith(name))
        assert any(squeezed(row).startswith(name[:9]) and row.split()[-1] == str(begins) for row in rows), name


@pytest.mark.parametrize("code", REGION_NAMES)
def test_the_location_map_shows_the_region_in_the_colour_of_its_status(atlas, profiles, tmp_path, code):
    pdf = atlas("fr")
    number = next(n for n, foot in enumerate(pdf.feet, start=1) if foot.startswith(squeezed(REGION_NAMES[code])))
    colours = colours_of_the_map(pdf.path, number, tmp_path)
    shown = {status for status, fill in STATUS_FILLS.items() if colours[fill.lower()] > 200}
    assert shown == {profiles[code].status}


def test_a_region_without_an_answer_is_hatched(drawn, tmp_path):
    # Overseas: on the mainland's map the borders of the other regions are of the hatch's colour.
    pdf = drawn("Corse;CTD existant;", codes=["03"])
    colours = colours_of_the_map(pdf.path, 3, tmp_path)
    assert colours[NO_ANSWER_HATCH.lower()] > 200
    assert not {fill.lower() for fill in STATUS_FILLS.values()} & set(colours)


def colours_of_the_map(path, page, folder):
    """Return how many pixels each colour has in the upper right corner of a page."""
    box = ("-x", "1050", "-y", "110", "-W", "500", "-H", "410")
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-r", "200", "-f", str(page), *box, path, folder / "map"], check=True
    )
    image = QImage(str(folder / "map.png"))
    return Counter(image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height()))


def test_every_page_shows_edition_sources_date_and_its_number_of_all(atlas):
    pdf = atlas("fr")
    for number, foot in enumerate(pdf.feet, start=1):
        with language("fr"):
            assert foot.endswith(squeezed(tr("page {number} of {count}").format(number=number, count=len(pdf.feet))))
    text = subprocess.run(["pdftotext", "-raw", pdf.path, "-"], capture_output=True, text=True, check=True).stdout
    for words in ("Enquête CNIG, entretiens octobre 2025 – janvier 2026", "IGN – ADMIN EXPRESS COG", "INSEE"):
        assert squeezed(text).count(squeezed(words)) >= len(pdf.feet)


def test_the_atlas_holds_no_image_and_its_text_is_searchable_with_all_accents(atlas):
    path = atlas("fr").path
    images = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True).stdout
    assert len(images.splitlines()) == 2
    body = "".join(atlas("fr").bodies)
    assert "Réflexionengagée" in body
    assert not set(body) & set("ﬀﬁﬂﬃﬄ")


def test_in_english_the_plugins_words_are_english_and_the_answers_stay_french(atlas):
    assert "CTDbeingsetup" in atlas("en").sheet("32")
    assert "CTDenpréfiguration" in atlas("fr").sheet("32")
    assert "situationprochedeGrand-Est." in atlas("en").sheet("32")


def test_neither_a_heading_nor_the_last_line_of_a_section_stands_alone_in_a_column():
    title = paragraph("Contexte", heading=True)
    section = kept_together(typeset_all([title, *(paragraph(f"ligne {n}") for n in range(8))], 80))
    line = section[0].height
    filler = typeset_all([paragraph("avant")] * 3, 80)
    # The heading and the first line would fit: they go on with the second in the next column.
    assert fill([*filler, *section], line * 5.2) == 3
    assert fill([*filler, *section], line * 6.2) == 6
    # All but the last line would fit: the last but one goes with it.
    assert fill(section, line * 8.2) == 7


def test_no_line_breaks_before_a_french_double_sign_nor_before_a_unit():
    for width in range(16, 60):
        lines = typeset(paragraph("ici ! là : « oui » pour 5 ETP ; non ? " * 5), width)
        text = lines[0]._layout.text()
        assert not {text[line._line.textStart()] for line in lines} & set("!:»E;?"), width


@pytest.mark.usefixtures("provider")
class TestAlgorithm:
    """`ctd:exportatlas` as a user runs it."""

    @pytest.fixture
    def run(self, tmp_path, feedback):
        import processing

        def run(name="atlas.pdf", **parameters):
            output = tmp_path / name
            feedback_ = parameters.pop("feedback", feedback)
            result = processing.run("ctd:exportatlas", {"OUTPUT": str(output), **parameters}, feedback=feedback_)
            assert result == {"OUTPUT": str(output)}
            return output

        return run

    def test_it_is_french_of_all_regions_unless_asked_otherwise(self, run):
        assert len(Pdf(run()).order) == 19

    @pytest.mark.parametrize("regions", ["53,11", "53; 11", " 11 53 11 "])
    def test_codes_may_be_separated_as_people_do(self, run, regions):
        assert Pdf(run(REGIONS=regions, LANGUAGE="en")).order == ["", "Île-de-France", "Bretagne"]

    @pytest.mark.parametrize("regions", ["99", "53,1", "Bretagne"])
    def test_an_unknown_code_is_reported_in_one_sentence(self, run, tmp_path, regions):
        wrong = regions.split(",")[-1]
        with pytest.raises(QgsProcessingException, match=f"“{wrong}” is not the Insee code of a region; the codes are"):
            run(REGIONS=regions)
        assert list(tmp_path.iterdir()) == []

    def test_another_ending_and_a_missing_folder_are_reported(self, run, tmp_path):
        with pytest.raises(QgsProcessingException, match=r"“atlas\.png” does not end in \.pdf"):
            run("atlas.png")
        with pytest.raises(QgsProcessingException, match=r"The folder .*nowhere does not exist"):
            run("nowhere/atlas.pdf")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("percent", [0, 40, 95])
    def test_cancelled_it_leaves_the_atlas_that_was_there(self, run, tmp_path, cancelling, percent):
        (tmp_path / "atlas.pdf").write_bytes(b"an older atlas")
        with pytest.raises(QgsProcessingException, match="Cancelled; nothing was written"):
            run(feedback=cancelling(percent))
        assert (tmp_path / "atlas.pdf").read_bytes() == b"an older atlas"
        assert [path.name for path in tmp_path.iterdir()] == ["atlas.pdf"]

    def test_a_survey_of_ones_own_is_the_edition_in_the_foot(self, run, tmp_path):
        survey = tmp_path / "enquête 2027.csv"
        survey.write_text("region;statut;contexte\nBretagne;CTD existant;en route\n", encoding="utf-8")
        path = run(SURVEY=str(survey), REGIONS="53")
        text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
        assert text.count("enquête 2027") >= 3
        assert "enroute" in Pdf(path).sheet("53")
