"""Words that are looked for are marked in the text as it is written."""

from __future__ import annotations

import pytest

from ctd_plugin.gui.common.html import HtmlHighlighter


@pytest.mark.parametrize(
    ("query", "written", "expected"),
    [
        ("ete", "L’Été <b>", 'L’<span class="hit">Été</span> &lt;b&gt;'),
        ("l'e", "L’Été", '<span class="hit">L’É</span>té'),
        ("ab bc", "abcd", '<span class="hit">abc</span>d'),
        ("amp", "a & b", "a &amp; b"),
        ("fi", "ﬁn", '<span class="hit">ﬁ</span>n'),
        ("", "a", "a"),
        ("\u0301 ´", "a b", "a b"),
    ],
)
def test_words_are_marked_in_the_text_as_it_is_written(query, written, expected):
    assert HtmlHighlighter(query).text(written) == expected
