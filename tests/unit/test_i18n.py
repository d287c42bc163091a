"""Numbers and plurals as each language writes them."""

from __future__ import annotations

import pytest

from ctd_plugin.i18n import language, map_language, number, plural, set_user_language


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


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("fr", "fr"), ("fr_FR", "fr"), ("en_US", "en"), ("de", "en"), ("C", "fr"), ("", "fr")],
)
def test_maps_speak_the_language_of_qgis_and_french_where_its_locale_names_none(locale, expected):
    set_user_language(locale)
    try:
        assert map_language() == expected
        assert [map_language(code) for code in ("fr", "en")] == ["fr", "en"]
        # As a settings file of another version may hold.
        assert map_language("xx") == expected
    finally:
        set_user_language("en")
