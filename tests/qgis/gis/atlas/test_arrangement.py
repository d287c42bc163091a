"""Pages: spreads that face, regions that share a page, six sizes of type, and no text outside its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from ctd_plugin.gis.atlas.arrangement import Sheet, facing, front_and_back
from ctd_plugin.gis.atlas.export import export_atlas
from ctd_plugin.gis.atlas.flow import Section
from ctd_plugin.gis.regions.sections import without_platform
from ctd_plugin.regions import REGION_NAMES
from tests.support.atlas_pdf import BOTTOM, SIZES, TOP, AtlasPdf, squeezed

GUTTER = (101, 109)
TEXT_COLUMNS = ("contexte", "objectifs", "gouvernance", "moyens", "outils", "cas_usage", "difficultes", "perspectives")


def sheet_of(count, name=""):
    section = Section(name)
    for _ in range(count - 1):
        section.turn()
    return Sheet(section, {name: 0})


def prose(length):
    sentence = "les données de la région sont gouvernées par un comité de partenaires "
    return (sentence * (length // len(sentence) + 1))[:length].strip()


def survey(length, codes):
    return ["region_code;region;statut;" + ";".join(TEXT_COLUMNS)] + [
        ";".join((code, REGION_NAMES[code], "CTD existant", *[prose(length)] * len(TEXT_COLUMNS))) for code in codes
    ]


@pytest.fixture
def shape(survey_of, bundled, tmp_path):
    """Return a function that draws the atlas of an edition of some shape."""

    def many_platforms():
        with closing(sqlite3.connect(bundled)) as source, closing(sqlite3.connect(tmp_path / "many.gpkg")) as copy:
            source.backup(copy)
            fields = [field for _, field, *_ in copy.execute("PRAGMA table_info(platforms)") if field != "fid"]
            others = ", ".join(field for field in fields if field not in ("platform_id", "name"))
            for number in range(40):
                copy.execute(
                    f"INSERT INTO platforms (platform_id, name, {others}) SELECT ?, ?, {others} FROM platforms"
                    " WHERE region_code = '53' LIMIT 1",
                    (f"x{number}", f"Plateforme {number} " + prose(number * 5)),
                )
            copy.execute("DELETE FROM platforms WHERE region_code = '94'")
            copy.commit()
        return tmp_path / "many.gpkg"

    makers = {
        "one region": lambda: survey_of("\n".join(survey(300, ["53"])) + "\n"),
        "very long texts": lambda: survey_of("\n".join(survey(3000, ["11", "24", "53"])) + "\n"),
        "short texts": lambda: survey_of("\n".join(survey(20, REGION_NAMES)) + "\n"),
        "medium texts": lambda: survey_of("\n".join(survey(330, REGION_NAMES)) + "\n"),
        "status alone": lambda: survey_of("region;statut\nBretagne;CTD existant\n"),
        "forty platforms, and none": many_platforms,
    }

    def draw(name, spoken="fr", codes=()):
        export_atlas(makers[name](), tmp_path / "atlas.pdf", atlas_language=spoken, codes=codes)
        return AtlasPdf(tmp_path / "atlas.pdf")

    return draw


SHAPES = (
    "one region",
    "very long texts",
    "short texts",
    "medium texts",
    "status alone",
    "forty platforms, and none",
)


@pytest.mark.usefixtures("poppler", "qgis_processing")
class TestPages:
    """Measured on the PDF."""

    @pytest.mark.parametrize("spoken", ["fr", "en"])
    def test_no_text_collides_or_leaves_its_place_and_the_sizes_are_six(self, atlas, spoken):
        pdf = atlas(spoken)
        assert pdf.sizes == SIZES
        assert list(pdf.faults()) == []

    @pytest.mark.parametrize("name", SHAPES)
    def test_so_it_is_with_any_data(self, shape, name):
        pdf = shape(name)
        assert set(pdf.begins) == set(REGION_NAMES)
        assert pdf.sizes <= SIZES
        assert list(pdf.faults()) == []

    @pytest.mark.parametrize("spoken", ["fr", "en"])
    def test_a_region_takes_a_page_or_a_spread(self, atlas, spoken):
        assert set(atlas(spoken).length.values()) == {1, 2}

    @pytest.mark.parametrize("spoken", ["fr", "en"])
    def test_no_page_is_nearly_empty(self, atlas, spoken):
        filled = []
        for words in atlas(spoken).words:
            lowest = max(word.bottom for word in words if word.bottom < BOTTOM + 1)
            filled.append((lowest - TOP) / (BOTTOM - TOP))
        assert min(filled) > 0.5
        assert sum(share < 0.55 for share in filled) <= 2

    def test_long_answers_flow_through_two_columns_and_none_is_lost(self, shape):
        pdf = shape("very long texts")
        for code in ("11", "24", "53"):
            assert pdf.length[code] > 2
            assert pdf.sheet(code).count(squeezed(prose(3000))) == len(TEXT_COLUMNS)
            for page in range(pdf.begins[code], pdf.begins[code] + pdf.length[code] - 1):
                body = [word for word in pdf.words[page] if TOP <= word.top < BOTTOM]
                assert not [word for word in body if word.left < GUTTER[1] - 0.3 and word.right > GUTTER[0] + 0.3]

    def test_regions_without_an_interview_share_pages(self, atlas, shape):
        assert len({atlas("fr").begins[code] for code in ("01", "02", "06")}) == 1
        pdf = shape("status alone")
        assert len(set(pdf.begins.values())) < 8

    def test_every_platform_of_forty_is_there_and_a_region_without_one_says_so(self, shape):
        pdf = shape("forty platforms, and none", "en")
        assert all(f"Plateforme{number}" in pdf.sheet("53") for number in range(40))
        assert squeezed(without_platform()) in pdf.sheet("94")


def pages_of(ordered, first):
    begins = []
    for sheet in ordered:
        begins.append((sheet.section.region, first, sheet.count))
        first += sheet.count
    return begins


def test_a_sheet_of_an_odd_number_of_pages_comes_before_a_spread_that_would_not_face() -> None:
    sheets = [sheet_of(2, "a"), sheet_of(2, "b"), sheet_of(1, "c"), sheet_of(2, "d"), sheet_of(1, "e")]
    assert pages_of(facing(sheets, 3), 3) == [("c", 3, 1), ("a", 4, 2), ("b", 6, 2), ("d", 8, 2), ("e", 10, 1)]
    assert [name for name, *_ in pages_of(facing(sheets, 4), 4)] == ["a", "b", "c", "e", "d"]


def test_where_there_are_spreads_alone_a_page_of_the_front_goes_behind_them() -> None:
    cover, summary, changes = Section("cover"), Section("summary"), Section("changes")
    spreads = [sheet_of(2, "a"), sheet_of(2, "b")]
    assert front_and_back([cover, summary], spreads) == ([cover], [summary])
    assert front_and_back([cover, summary, changes], spreads) == ([cover, summary, changes], [])
    assert front_and_back([cover, summary], [*spreads, sheet_of(1)]) == ([cover, summary], [])
    assert front_and_back([cover], spreads) == ([cover], [])
