"""The atlas: its pages in order, their heads and feet, and a file whole or not at all."""

from __future__ import annotations

import subprocess

import pytest
from qgis.core import QgsProcessingException

from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.survey.personal_names import read_personal_names, respondent_names
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.gis.atlas.export import export_atlas
from ctd_plugin.i18n import language, tr
from ctd_plugin.regions import REGION_NAMES, codes_by_name, printed_name
from tests.support.atlas_pdf import AtlasPdf, squeezed

pytestmark = pytest.mark.usefixtures("poppler", "qgis_processing")


def test_cover_and_summary_come_first_then_a_sheet_of_every_region(atlas):
    pdf = atlas("fr")
    assert set(pdf.begins) == set(REGION_NAMES)
    assert min(pdf.begins.values()) == 3
    assert "enplacedans4régionssur18" in pdf.bodies[0]
    assert all(squeezed(printed_name(name)) in pdf.bodies[1] for name in REGION_NAMES.values())


def test_the_cover_names_every_region_on_or_below_its_maps_and_their_projections(atlas):
    cover = atlas("fr").bodies[0]
    for name in ("Guadeloupe", "Mayotte", "Bretagne", "Corse", "Occitanie", "Auvergne-Rhône-Alpes"):
        assert name in cover
    for crs in ("EPSG:2154", "EPSG:5490(Guadeloupe,Martinique)", "EPSG:2972(Guyane)", "EPSG:2975", "EPSG:4471"):
        assert crs in cover


def test_only_the_regions_requested_have_sheets_in_code_order_but_the_cover_counts_all(bundled, tmp_path):
    export_atlas(bundled, tmp_path / "a.pdf", codes=["53", "11"])
    pdf = AtlasPdf(tmp_path / "a.pdf")
    assert list(pdf.begins) == ["11", "53"]
    # A table of two rows would say nothing that their sheets do not.
    assert min(pdf.begins.values()) == 2
    assert "CTDexistant(4)" in pdf.bodies[0]


def test_the_summary_gives_the_page_on_which_each_sheet_begins_by_name(atlas):
    pdf = atlas("fr")
    command = ["pdftotext", "-layout", "-f", "2", "-l", "2", pdf.path, "-"]
    rows = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found = []
    for code in codes_by_name():
        name, begins = squeezed(printed_name(REGION_NAMES[code])), str(pdf.begins[code])
        found += [at for at, row in enumerate(rows) if squeezed(row).startswith(name[:9]) and row.split()[-1] == begins]
    assert len(found) == 18
    assert found == sorted(found)


def test_every_page_shows_region_sources_date_and_its_number_of_all(atlas):
    pdf = atlas("fr")
    for number, foot in enumerate(pdf.feet, start=1):
        with language("fr"):
            assert foot.endswith(squeezed(tr("page {number} of {count}").format(number=number, count=len(pdf.feet))))
    for code, begins in pdf.begins.items():
        named = pdf.feet[begins - 1]
        # Regions that share a page: the first and the last of them.
        assert named.startswith(squeezed(printed_name(REGION_NAMES[code]))) or "–" in named
    text = subprocess.run(["pdftotext", "-raw", pdf.path, "-"], capture_output=True, text=True, check=True).stdout
    for words in ("Enquête CNIG, entretiens octobre 2025 – janvier 2026", "IGN – ADMIN EXPRESS COG", "Insee"):
        assert squeezed(text).count(squeezed(words)) >= len(pdf.feet)


def test_the_atlas_holds_no_image_and_its_text_is_searchable_with_all_accents(atlas):
    path = atlas("fr").path
    images = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True).stdout
    assert len(images.splitlines()) == 2
    body = "".join(atlas("fr").bodies)
    assert "Réflexionengagée" in body
    assert not set(body) & set("ﬀﬁﬂﬃﬄ")


def test_no_name_of_a_person_is_anywhere(atlas):
    bodies = "".join(atlas("fr").bodies)
    names = {person.name for person in (*respondent_names(read_survey(SURVEY).rows.values()), *read_personal_names())}
    names = {squeezed(name) for name in names if " " in name}
    assert len(names) > 20
    assert not {name for name in names if name in bodies}


def test_in_english_the_plugins_words_are_english_and_the_answers_stay_french(atlas):
    assert "CTDbeingsetup" in atlas("en").sheet("32")
    assert "CTDenpréfiguration" in atlas("fr").sheet("32")
    assert "situationprochedeGrand-Est." in atlas("en").sheet("32")


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
        assert set(AtlasPdf(run()).begins) == set(REGION_NAMES)

    @pytest.mark.parametrize("regions", ["53,11", "53; 11", " 11 53 11 "])
    def test_codes_may_be_separated_as_people_do(self, run, regions):
        assert list(AtlasPdf(run(REGIONS=regions, LANGUAGE="en")).begins) == ["11", "53"]

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
        assert "enroute" in AtlasPdf(path).sheet("53")
