"""Exported pages, measured in the PDF itself: words apart and on the page, type large enough, every region named."""

from __future__ import annotations

import shutil

import pytest

from ctd_plugin.gis.export import export_map
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.regions import REGION_NAMES
from tests.support.atlas_pdf import AtlasPdf, squeezed
from tests.support.page_faults import LEAST_IMPRINT, LEAST_TYPE

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")

SHEETS = [
    (ThemeId.BUDGET, "A4"),
    (ThemeId.STATUS_BUDGET, "16:9"),
    (ThemeId.STATUS, "16:9"),
    (ThemeId.TECHNOLOGY, "A4"),
]
EDGE = 2
"""How near (millimetres) a word may come to the edge of the paper."""
ROUNDED = 0.2
"""What a size may lose in thirds of a point."""


@pytest.fixture(scope="module", params=SHEETS, ids=["-".join(sheet) for sheet in SHEETS])
def exported(request, bundled, tmp_path_factory):
    theme, page = request.param
    path = tmp_path_factory.mktemp("pdf") / "page.pdf"
    export_map(bundled, path, theme=theme, page=page, map_language="fr")
    return theme, PAGES[page], AtlasPdf(path)


def test_words_are_on_the_page_and_none_covers_another(exported):
    _, page, pdf = exported
    (words,) = pdf.words
    assert len(words) > 50
    for word in words:
        assert word.left > EDGE, word
        assert word.top > EDGE, word
        assert word.right < page.width - EDGE, word
        assert word.bottom < page.height - EDGE / 2, word
    assert list(pdf.collisions()) == []


def test_type_in_the_pdf_is_as_large_as_it_was_set(exported):
    _, page, pdf = exported
    assert min(pdf.sizes) >= min(LEAST_IMPRINT, LEAST_TYPE[page.id]) - ROUNDED
    if page.compact:
        assert max(pdf.sizes) == pytest.approx(26, abs=ROUNDED)
        # Sources alone are smaller than 18 points.
        assert sum(size < LEAST_TYPE[page.id] - ROUNDED for size in pdf.sizes) == 1


def test_every_region_is_named_in_the_pdf_as_text(exported):
    theme, page, pdf = exported
    text = "".join(squeezed(word.text) for word in pdf.words[0]).replace("’", "'")
    missing = [name for name in REGION_NAMES.values() if squeezed(name) not in text]
    if theme == ThemeId.TECHNOLOGY:
        assert not set(missing) & {"Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"}
    elif not page.compact:
        assert missing == []
