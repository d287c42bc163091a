"""Markup: texts are texts, numbers are short, ids are ids."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from ctd_plugin.gis.svg.markup import UNITS, element, safe_id, text, type_size, units

HOSTILE = "<script>alert('1')</script> & \"quoted\" ]]>"


def test_texts_and_attributes_come_back_as_they_were():
    found = ElementTree.fromstring(element("text", text(HOSTILE), aria_label=HOSTILE))
    assert (found.text, found.get("aria-label"), list(found)) == (HOSTILE, HOSTILE, [])


def test_names_of_attributes_are_those_of_svg():
    markup = element("use", class_="a", stroke_width=1.5, viewBox="0 0 1 1", x=0, fill=None, transform="")
    assert markup == '<use class="a" stroke-width="1.5" viewBox="0 0 1 1" x="0"/>'


def test_only_shapes_without_content_close_themselves():
    assert (element("path"), element("a"), element("g", element("path"))) == ("<path/>", "<a></a>", "<g><path/></g>")


@pytest.mark.parametrize(
    ("part", "id_"), [("53", "53"), ("2A-b", "2A-b"), ("a b", "a_20b"), ('"><x', "_22_3e_3cx"), ("_20", "_5f20")]
)
def test_any_code_is_a_part_of_an_id_of_its_own(part, id_):
    assert safe_id(part) == id_


def test_lengths_are_whole_units():
    assert (units(1), units(0.03), type_size(72)) == (UNITS, 0, round(25.4 * UNITS))
