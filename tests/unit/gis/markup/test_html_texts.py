"""Texts become HTML that holds them and nothing else, with links to addresses that a browser may open."""

from __future__ import annotations

import pytest

from ctd_plugin.gis.markup.html_texts import HtmlTexts, tag


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("voir https://a.fr/x?b=1&c=2.", 'voir <a href="https://a.fr/x?b=1&amp;c=2">https://a.fr/x?b=1&amp;c=2</a>.'),
        ("craig.fr, et", '<a href="https://craig.fr">craig.fr</a>, et'),
        ("a.b@c-d.fr", '<a href="mailto:a.b@c-d.fr">a.b@c-d.fr</a>'),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://moi@a.fr/", "https://moi@a.fr/"),
        ("<b>&", "&lt;b&gt;&amp;"),
    ],
)
def test_addresses_in_a_line_are_links_where_they_are_safe(text, expected):
    assert HtmlTexts().line(text) == expected


def test_each_line_of_prose_is_a_paragraph_and_blank_ones_are_none():
    assert HtmlTexts().prose("a\n \nb < c\r\n") == "<p>a</p><p>b &lt; c</p>"


def test_a_link_that_is_not_safe_is_its_text():
    assert HtmlTexts().link("file:///etc/passwd") == "file:///etc/passwd"
    assert HtmlTexts().link("https://a.fr", "là <") == '<a href="https://a.fr">là &lt;</a>'


def test_attributes_are_escaped_left_out_where_none_and_named_as_html_names_them():
    written = tag("p", "<b>x</b>", class_="a", data_code='"><', title=None, hidden="")
    assert written == '<p class="a" data-code="&quot;&gt;&lt;" hidden><b>x</b></p>'
