"""The README, as Markdown shows it."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from markdown_it import MarkdownIt

from ctd_plugin.data.opendata.described import Breach, DescribedField, DescribedTable
from ctd_plugin.data.opendata.readme import Remarks, plain, readme_of
from tests.support.opendata import COMPLETE, PUBLICATION

TABLE = DescribedTable(
    "facts", "Chiffres", "Une ligne par chiffre.", [DescribedField("quote", str, "Citation | x")], []
)


def rendered(publication=PUBLICATION, remarks=None):
    text = readme_of(publication, [TABLE], remarks or Remarks())
    return unescape(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))


def test_it_has_every_file_and_field():
    page = rendered()
    for name in ("regions.geojson", "facts.csv", "metadata.xml", "dcat.jsonld", "schema-survey.json"):
        assert f"<td><code>{name}</code></td>" in page
    assert "<td><code>quote</code></td>\n<td>Citation | x</td>\n<td>string</td>" in page


def test_texts_from_outside_are_no_markup():
    page = rendered(replace(COMPLETE, organisation="*Une* `région` [x](http://a) | <b>", edition="<script>"))
    assert "*Une* `région` [x](http://a) | <b>" in page
    assert "<em>" not in page
    assert '<a href="http://a">' not in page


@pytest.mark.parametrize("text", ["# titre", "a\n\n- b", "1 | 2", "<b>", "\\", "_a_ ~b~"])
def test_plain_text_shows_as_it_is(text):
    shown = unescape(MarkdownIt("commonmark", {"html": True}).renderInline(plain(text)))
    assert shown == " ".join(text.split())


def test_what_is_missing_for_a_catalogue_is_to_be_completed():
    page = rendered()
    assert page.count("Complete the") == 3
    assert "Choose a licence" in page
    complete = rendered(COMPLETE)
    assert "Complete the" not in complete
    assert "Choose a licence" not in complete


def test_what_was_masked_is_counted():
    page = rendered()
    assert "Names of persons in the answers: 0 are masked" in page
    page = rendered(remarks=Remarks(1, 2, 3, 4, (Breach("facts", "quote", ("x_y", "")),), ("06",), ("94", "99")))
    assert "Names of persons in the answers: 1 is masked ([nom masqué])" in page
    assert "may be a person’s: 2 are masked ([adresse masquée])" in page
    assert "Telephone numbers masked ([téléphone masqué]): 3." in page
    assert "left out: 4." in page
    assert "Values of <code>facts.quote</code> outside the schema, whose rule is left out: x_y." in page
    assert "coordinates), which stay where it has them: Mayotte" in page
    assert "without a boundary in the layer: Corse, 99" in page
