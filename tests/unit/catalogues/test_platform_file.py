"""The user's own list of platforms: what is changed, what stays, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ctd_plugin.catalogues.platform_file import platform_id, remove_platform, save_platform
from ctd_plugin.catalogues.registry import (
    BUNDLED_PLATFORMS,
    Confidence,
    Endpoint,
    Operator,
    Platform,
    PlatformSource,
    PlatformStatus,
    Protocol,
    Technology,
    all_platforms,
    read_platforms,
)
from ctd_plugin.errors import CtdError
from tests.support.platforms_schema import VALIDATOR

MINE = Platform(
    id="mienne",
    region="53",
    name="Mienne – l’été",
    technology=Technology.CKAN,
    operator=Operator.AUTRE,
    status=PlatformStatus.ACTIVE,
    homepage="https://mienne.exemple.fr/",
    survey_quote="",
    source=PlatformSource.PUBLIC,
    endpoints=(Endpoint(Protocol.CKAN, "https://mienne.exemple.fr/", Confidence.HIGH, "entered", "saisie"),),
)


def test_every_bundled_platform_comes_back_as_it_was(tmp_path):
    path = tmp_path / "liste.json"
    for platform in read_platforms():
        save_platform(path, platform)
    assert read_platforms(path) == read_platforms()
    assert list(VALIDATOR.iter_errors(json.loads(path.read_text(encoding="utf-8")))) == []


def test_an_entry_is_replaced_in_its_place_and_the_others_stay_as_they_are_written(tmp_path):
    path = tmp_path / "liste.json"
    bundled = json.loads(BUNDLED_PLATFORMS.read_text(encoding="utf-8"))[:3]
    # As Notepad writes it.
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(bundled).encode())
    save_platform(path, replace(MINE, id=bundled[1]["id"]))
    written = json.loads(path.read_text(encoding="utf-8"))
    assert (written[0], written[2]) == (bundled[0], bundled[2])
    assert (written[1]["name"], len(written)) == (MINE.name, 3)
    remove_platform(path, bundled[1]["id"])
    remove_platform(path, "inconnue")
    assert json.loads(path.read_text(encoding="utf-8")) == [bundled[0], bundled[2]]


def test_a_list_is_made_with_its_folder(tmp_path):
    path = tmp_path / "nouveau" / "liste.json"
    save_platform(path, MINE)
    assert read_platforms(path) == (MINE,)
    assert "l’été" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", [{"name": " "}, {"homepage": "ftp://a.fr"}, {"region": "99"}, {"id": "A b"}])
def test_what_breaks_a_rule_is_refused_and_the_list_left_as_it_was(tmp_path, wrong):
    path = tmp_path / "liste.json"
    save_platform(path, MINE)
    before = path.read_bytes()
    with pytest.raises(CtdError):
        save_platform(path, replace(MINE, **({"id": "autre"} | wrong)))
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", ["{", "{}", '[{"id": "a"}]', "\ud800"])
def test_a_list_that_cannot_be_read_is_never_written_over(tmp_path, content):
    path = tmp_path / "liste.json"
    path.write_text(content, encoding="utf-8", errors="surrogatepass")
    for change in (lambda: save_platform(path, MINE), lambda: remove_platform(path, "a")):
        with pytest.raises(CtdError, match="liste"):
            change()
    assert path.read_text(encoding="utf-8", errors="surrogatepass") == content


def test_nothing_is_written_beside_the_bundled_files():
    before = BUNDLED_PLATFORMS.read_bytes()
    with pytest.raises(ValueError, match="bundled"):
        save_platform(BUNDLED_PLATFORMS, MINE)
    assert BUNDLED_PLATFORMS.read_bytes() == before


def test_own_platforms_are_marked_and_take_the_place_of_a_bundled_one(tmp_path):
    path = tmp_path / "liste.json"
    craig = next(platform for platform in read_platforms() if platform.id == "craig")
    for platform in (MINE, replace(craig, name="CRAIG, nouvelle adresse")):
        save_platform(path, platform)
    merged = all_platforms(path)
    bundled = [platform.id for platform in read_platforms()]
    assert [platform.id for platform in merged] == [*bundled, "mienne"]
    assert {platform.id: platform.name for platform in merged if platform.is_own} == {
        "craig": "CRAIG, nouvelle adresse",
        "mienne": MINE.name,
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Géo Bretagne – données", "geo-bretagne-donnees"),
        ("  ", "platform"),
        ("🦄", "platform"),
        ("craig", "craig-3"),
        ("é" * 300, "e" * 60),
    ],
)
def test_an_identifier_is_made_of_the_name_and_is_nobody_elses(name, expected):
    assert platform_id(name, {"craig", "craig-2"}) == expected
