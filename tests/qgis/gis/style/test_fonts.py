"""The typeface of the maps, whatever the machine has installed."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from qgis.PyQt.QtGui import QFontMetricsF

from ctd_plugin.gis.style import fonts
from ctd_plugin.gis.style.fonts import fitting_size, map_font_family, text_format, text_height, text_width

CATALOGUE = Path(__file__).parents[4] / "i18n" / "ctd_fr.ts"
FRENCH = "ÀÂÄÇÉÈÊËÎÏÔÖŒÆÙÛÜŸàâäçéèêëîïôöœæùûüÿ«»’–—…€²·\u00a0\u202f≈−→¹“”"


@pytest.fixture
def installed(monkeypatch):
    """Return a function that makes only the given families count as installed."""
    return lambda *families: monkeypatch.setattr(fonts, "_is_installed", lambda family: family in families)


def test_the_family_chosen_is_installed_and_has_every_french_character():
    family = map_font_family()
    assert fonts._is_installed(family)
    metrics = QFontMetricsF(text_format(10).font())
    assert text_format(10).font().family() == family
    assert [character for character in FRENCH if not metrics.inFontUcs4(ord(character))] == []


def test_where_only_dejavu_is_installed_it_is_chosen_and_has_every_french_character(installed):
    installed("DejaVu Sans", "Z003")
    assert map_font_family() == "DejaVu Sans"
    metrics = QFontMetricsF(text_format(10).font())
    assert all(metrics.inFontUcs4(ord(character)) for character in FRENCH)


def test_the_first_of_the_preferred_families_wins(installed):
    installed("DejaVu Sans", "Liberation Sans")
    assert map_font_family() == "Liberation Sans"


def test_a_family_without_french_characters_is_passed_over(installed, monkeypatch):
    installed("Arial", "DejaVu Sans")
    monkeypatch.setattr(fonts, "_missing", lambda family: "é" if family == "Arial" else "")
    assert map_font_family() == "DejaVu Sans"


def test_of_families_that_all_lack_something_that_with_most_characters_is_chosen(installed, monkeypatch):
    installed("Arial", "Open Sans")
    monkeypatch.setattr(fonts, "_missing", lambda family: "\u202f" if family == "Arial" else "é≈")
    assert map_font_family() == "Arial"


def test_the_family_chosen_has_every_character_that_the_french_catalogue_uses():
    metrics = QFontMetricsF(text_format(10).font())
    translations = ElementTree.parse(CATALOGUE).iter("translation")
    used = {character for text in translations for character in "".join(text.itertext()) if character.isprintable()}
    assert sorted(character for character in used if not metrics.inFontUcs4(ord(character))) == []


def test_where_no_preferred_family_is_installed_there_is_still_one(installed):
    installed()
    assert map_font_family()


def test_a_family_that_is_not_installed_does_not_count():
    assert not fonts._is_installed("No Such Typeface")


def test_a_size_is_kept_where_the_text_fits_and_reduced_where_it_does_not():
    assert fitting_size("Corse", 20, 100, 20) == 20
    smaller = fitting_size("Corse " * 40, 20, 100, 20)
    assert 6 <= smaller < 20
    assert text_height("Corse " * 40, text_format(smaller), 100) <= 20


def test_a_word_that_is_wider_than_its_box_makes_the_text_smaller():
    size = fitting_size("Anticonstitutionnellement", 30, 60, 100)
    assert text_width("Anticonstitutionnellement", text_format(size)) <= 60


def test_bold_and_larger_text_is_wider_and_more_lines_are_higher():
    plain = text_width("Guadeloupe", text_format(10))
    assert 10 < plain < text_width("Guadeloupe", text_format(10, bold=True)) < 30
    assert text_width("Guadeloupe", text_format(20)) == pytest.approx(2 * plain, rel=0.03)
    assert text_height("a\nb", text_format(10), 50) > 1.8 * text_height("a", text_format(10), 50)
