"""Numbers and plurals as each language writes them."""

from __future__ import annotations

import pytest

from ctd_plugin.i18n import language, number, plural


@pytest.mark.parametrize(
    ("value", "digits", "french", "english"),
    [
        (0, 0, "0", "0"),
        (1234567, 0, "1\u202f234\u202f567", "1,234,567"),
        (2.5, 2, "2,5", "2.5"),
        (2.0, 2, "2", "2"),
        (1234.256, 2, "1\u202f234,26", "1,234.26"),
    ],
)
def test_a_number_is_written_as_the_language_in_force_writes_it(value, digits, french, english):
    for code, expected in (("fr", french), ("en", english)):
        with language(code):
            assert number(value, digits) == expected


@pytest.mark.parametrize(("count", "french", "english"), [(0, "one", "many"), (1, "one", "one"), (2, "many", "many")])
def test_zero_is_singular_in_french(count, french, english):
    for code, expected in (("fr", french), ("en", english)):
        with language(code):
            assert plural(count, "one", "many") == expected
