"""A page of HTML with tables: plain texts stay texts, and a table is named for those who hear the page."""

from __future__ import annotations

from ctd_plugin.data.html_page import html_page, html_table

HOSTILE = '<script>alert(1)</script> & "co"'


def test_every_text_is_escaped():
    page = html_page(HOSTILE, f"{HOSTILE}\nsecond line", html_table(HOSTILE, [HOSTILE], [[HOSTILE]]))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 6
    assert 'aria-label="&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;"' in page


def test_nothing_may_run_or_load_in_it():
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'" in html_page("a", "b", "")


def test_a_wide_table_is_a_named_part_of_its_own_that_scrolls_by_keyboard():
    table = html_table("Files", ["Name"], [["a.csv"]])
    assert table.startswith('<div class="table" role="region" aria-label="Files" tabindex="0">\n<table>')
