"""Names for downloaded files that every system takes."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.records import Link, LinkKind
from ctd_plugin.catalogues.services.filenames import file_name, numbered_name, safe_name


def named(disposition: str = "", url: str = "https://a.fr/x/communes.gpkg", title: str = "", form: str = "") -> str:
    return file_name(Link(LinkKind.FILE, url, title=title, format=form), disposition, url)


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="lycées.zip"', "lycées.zip"),
        ("attachment; filename=routes.gpkg; size=12", "routes.gpkg"),
        ("attachment; filename=\"x.zip\"; filename*=UTF-8''c%C3%B4tes%20%26%20%C3%AEles.zip", "côtes & îles.zip"),
        ("attachment; filename*=ISO-8859-1'fr'c%F4tes.zip", "côtes.zip"),
        ("attachment; filename*=no-such-charset''%E9.zip; filename=y.zip", "y.zip"),
        ('attachment; filename="un \\"deux\\".csv"', "un _deux_.csv"),
        ('attachment; filename="C:\\\\dossier\\\\plan.zip"', "plan.zip"),
        ('attachment; filename="../../../etc/passwd"', "passwd"),
        ("inline", "communes.gpkg"),
        ("", "communes.gpkg"),
    ],
)
def test_the_name_is_the_servers(disposition: str, name: str) -> None:
    """Names that are not ASCII, however they are encoded."""
    assert named(disposition) == name


def test_a_name_in_utf_8_that_was_read_as_latin_1_is_mended() -> None:
    """Many servers write UTF-8 where headers have Latin-1."""
    assert named('attachment; filename="forêts.zip"'.encode().decode("latin-1")) == "forêts.zip"


@pytest.mark.parametrize(
    ("url", "title", "form", "name"),
    [
        ("https://a.fr/d/For%C3%AAts+bois.zip?x=1", "", "", "Forêts+bois.zip"),
        ("https://a.fr/d/for%EAts.zip", "", "", "forêts.zip"),
        ("https://a.fr/datasets/lycees/exports/geojson", "Lycées", "GEOJSON", "Lycées.geojson"),
        ("https://a.fr/datasets/lycees/exports/shp", "Lycées", "SHP", "Lycées.zip"),
        ("https://a.fr/download?id=4", "Lycées.csv", "CSV", "Lycées.csv"),
        ("https://a.fr/", "", "", "data"),
        ("https://a.fr/download", "", "", "download"),
    ],
)
def test_without_one_it_comes_from_the_address_or_the_title(url: str, title: str, form: str, name: str) -> None:
    assert named(url=url, title=title, form=form) == name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("CON", "_CON"),
        ("con.geojson", "_con.geojson"),
        ("Lpt1.tar.gz", "_Lpt1.tar.gz"),
        ("console.zip", "console.zip"),
        # A space before the ending, which Windows does not see.
        ("con .txt", "_con.txt"),
        ("con. .txt", "_con.txt"),
        ("CON . .txt", "_CON.txt"),
        (" nul ", "_nul"),
        ("nul.tar.gz", "_nul.tar.gz"),
        ("aux .tar.gz", "_aux .tar.gz"),
        ("COM¹.csv", "_COM¹.csv"),
        ("lpt9 .gpkg", "_lpt9.gpkg"),
        ("CONIN$ .json", "_CONIN$.json"),
        ("co\ud800n.zip", "_con.zip"),
        ("c\u200bon", "_con"),
        ("con\u00a0.txt", "_con.txt"),
        ("con_.txt", "con_.txt"),
        ("con a.txt", "con a.txt"),
        ('a<b>c:d"e/f\\g|h?i*j.zip', "a_b_c_d_e_f_g_h_i_j.zip"),
        ("point. ", "point"),
        ("..", "data"),
        (".htaccess", "htaccess"),
        ("a\r\nb\tc\x00.zip", "a b c.zip"),
        # Which would read as “communes zip.exe” turned round.
        ("communes\u202eexe.zip", "communesexe.zip"),
        ("cafe\u0301.csv", "café.csv"),
        ("???", "data"),
        ("Île-de-France – été 2024.gpkg", "Île-de-France – été 2024.gpkg"),
    ],
)
def test_a_name_is_one_that_windows_takes_too(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_is_cut_between_letters_and_keeps_its_ending() -> None:
    long = safe_name("é" * 500 + ".geojson")
    assert long.endswith("é.geojson")
    assert 170 < len(long.encode()) <= 180
    assert len(safe_name("x." + "y" * 500).encode()) <= 180


def test_a_name_that_is_taken_gets_a_number_before_its_ending() -> None:
    assert [numbered_name("a.b.gpkg", number) for number in (1, 2, 3)] == ["a.b.gpkg", "a.b (2).gpkg", "a.b (3).gpkg"]
    assert numbered_name("LISEZMOI", 2) == "LISEZMOI (2)"
