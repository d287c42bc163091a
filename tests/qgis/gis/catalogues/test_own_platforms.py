"""The user's own platforms in the profiles of regions, on the map of the check, and in their file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.errors import CtdError
from ctd_plugin.gis.catalogues.own_platforms import own_file, own_platforms, remove_own, save_own, with_own
from ctd_plugin.gis.regions.edition_cache import bundled_edition
from ctd_plugin.settings import read_settings, write_settings
from tests.support.platform_lists import endpoint, platforms_file


@pytest.fixture
def own(qgis_app, monkeypatch, tmp_path):
    """A profile of this test's own, without own platforms."""
    monkeypatch.setattr("ctd_plugin.gis.catalogues.own_platforms.profile_folder", lambda: tmp_path / "ctd")
    before = read_settings()
    write_settings(replace(before, platforms_file=""))
    yield tmp_path / "ctd" / "platforms.json"
    write_settings(before)


def names(edition, code):
    return [(platform.name, platform.is_own) for platform in edition.by_code[code].platforms]


def craig():
    return next(platform for platform in read_platforms() if platform.id == "craig")


def test_without_a_list_an_edition_stays_as_it_is(own):
    assert own_platforms() == ()
    assert with_own(bundled_edition()) is bundled_edition()
    assert not own.exists()


def test_own_platforms_are_in_their_region_marked_and_with_the_surveys_quote(own):
    bundled = bundled_edition()
    save_own(replace(craig(), id="mienne", name="Mienne", region="53", survey_quote=""))
    save_own(replace(craig(), name="CRAIG ici", survey_quote=""))
    edition = with_own(bundled)
    assert own_file() == own
    assert names(edition, "53")[-1] == ("Mienne", True)
    assert names(edition, "84")[0] == ("CRAIG ici", True)
    assert edition.by_code["84"].platforms[0].survey_quote == bundled.by_code["84"].platforms[0].survey_quote
    assert edition.by_code["11"] is bundled.by_code["11"]
    assert with_own(bundled) is edition
    remove_own("craig")
    assert names(with_own(bundled), "84") == names(bundled, "84")


def test_a_platform_that_the_user_puts_into_another_region_is_no_longer_in_its_first(own):
    save_own(replace(craig(), region="53"))
    edition = with_own(bundled_edition())
    assert "craig" not in [platform.id for platform in edition.by_code["84"].platforms]
    assert "craig" in [platform.id for platform in edition.by_code["53"].platforms]


def test_a_list_that_cannot_be_read_changes_no_edition(own, tmp_path):
    broken = tmp_path / "liste.json"
    broken.write_text("{")
    write_settings(replace(read_settings(), platforms_file=str(broken)))
    assert with_own(bundled_edition()) is bundled_edition()
    for change in (own_platforms, lambda: save_own(craig()), lambda: remove_own("a")):
        with pytest.raises(CtdError):
            change()
    assert broken.read_text() == "{"


def test_the_list_that_the_options_name_is_the_one_that_is_changed(own, tmp_path):
    path = platforms_file(tmp_path, [endpoint("https://a.fr/wms")])
    write_settings(replace(read_settings(), platforms_file=path))
    save_own(replace(craig(), id="mienne"))
    assert [one["id"] for one in json.loads((tmp_path / "platforms.json").read_text())] == [
        "mine-0",
        "mine-1",
        "mienne",
    ]
    assert [platform.id for platform in own_platforms()] == ["mine-0", "mine-1", "mienne"]
    assert not own.exists()
