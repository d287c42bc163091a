"""Slides of text: every word is on one of them, in columns that begin and end where a reader expects it."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject

from ctd_plugin.gis.slides.slide import LEAST_TYPE
from ctd_plugin.gis.slides.text_slides import SlideText, text_slides
from tests.support.layout_items import assert_texts_fit, items

SENTENCE = "Une phrase de quelques mots, qui tient sur une ligne ou deux. "
HEADING = SlideText("Un titre", is_heading=True)


@pytest.fixture
def columns():
    """Return a function that lays out texts, and gives the texts of each column from top to bottom."""
    projects = []

    def lay_out(texts):
        projects.append(QgsProject())
        found = {}
        for number, sheet in enumerate(text_slides(projects[-1], "Titre", texts)):
            assert_texts_fit(sheet.layout)
            for id_, item in items(sheet.layout).items():
                if id_.startswith("text "):
                    assert item.textFormat().size() == LEAST_TYPE
                    column, row = map(int, id_.removeprefix("text ").split("."))
                    found.setdefault((number, column), {})[row] = item.text()
        return [[rows[row] for row in sorted(rows)] for _, rows in sorted(found.items())]

    yield lay_out
    for project in projects:
        project.clear()


def test_a_paragraph_goes_whole_into_the_next_column(columns):
    texts = [SlideText(SENTENCE * 4 + str(number)) for number in range(12)]
    found = columns(texts)
    assert len(found) > 2
    assert [" ".join(text.split()) for column in found for text in column] == [text.text for text in texts]


@pytest.mark.parametrize("count", range(8, 16))
def test_a_heading_never_ends_a_column(columns, count):
    found = columns([*(SlideText(SENTENCE) for _ in range(count)), HEADING, SlideText(SENTENCE * 2)])
    assert all(column[-1] != HEADING.text for column in found)


def test_a_paragraph_longer_than_a_column_goes_on_and_a_word_wider_than_one_is_elided(columns):
    words = [f"mot{number}" for number in range(250)]
    file = "enquete_" * 12 + "finale.csv"
    found = columns([SlideText(" ".join(words)), SlideText(file)])
    written = " ".join(text for column in found for text in column).split()
    assert written[:-1] == words
    assert "…" in written[-1]
    assert written[-1].endswith("finale.csv")
