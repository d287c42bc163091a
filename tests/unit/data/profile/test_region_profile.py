"""What a profile makes of a region's facts and platforms."""

from __future__ import annotations

from dataclasses import replace

from ctd_plugin.catalogues.registry import Platform, PlatformKind, PlatformStatus, Technology, all_platforms
from ctd_plugin.data.facts.fact import note_of
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.data.profile.edition_reader import read_geopackage
from ctd_plugin.data.profile.region_profile import RegionProfile
from ctd_plugin.i18n import language

BUNDLED = read_geopackage(GEOPACKAGE).by_code
CRAIG = next(platform for platform in all_platforms(None) if platform.id == "craig")


def profile_of(*platforms: Platform) -> RegionProfile:
    return RegionProfile("84", "Auvergne-Rhône-Alpes", platforms=platforms)


def test_only_data_platforms_are_counted_and_the_others_stay_listed():
    planner = replace(CRAIG, id="planner", kind=PlatformKind.APPLICATION, technology=Technology.ARCGIS)
    stopped = replace(CRAIG, id="stopped", status=PlatformStatus.RETIRED, technology=Technology.PRODIGE)
    profile = profile_of(planner, stopped, CRAIG)
    assert profile.platforms == (planner, stopped, CRAIG)
    assert profile.data_platforms == [stopped, CRAIG]
    assert profile.active_platforms == [CRAIG]
    assert profile.main_platform == CRAIG
    assert profile.technologies == ["georchestra"]


def test_a_region_with_nothing_but_an_observatory_has_no_main_platform():
    profile = profile_of(replace(CRAIG, kind=PlatformKind.OBSERVATORY))
    assert profile.main_platform is None
    assert profile.technologies == []


def test_all_that_a_platform_runs_on_counts():
    also = replace(CRAIG, other_technologies=(Technology.CKAN, Technology.GEORCHESTRA))
    assert profile_of(also).technologies == ["georchestra", "ckan"]


def test_a_status_that_was_debated_is_remarked_in_both_languages():
    remarks = {code: profile.status_remark for code, profile in BUNDLED.items() if profile.status_remark}
    assert list(remarks) == ["04"]
    with language("fr"):
        assert note_of(remarks["04"]).startswith("L’existence de ce CTD a fait débat\u00a0:")
    with language("en"):
        assert note_of(remarks["04"]).startswith("The existence of this CTD was debated:")


def test_a_remark_on_the_status_is_no_payer_and_no_figure():
    reunion = BUNDLED["04"]
    assert reunion.payers == ()
    assert reunion.staff is None
    assert reunion.budget is None


def test_regions_that_say_they_have_no_budget_are_known():
    assert {code for code, profile in BUNDLED.items() if profile.budget and profile.budget.is_none} == {"11", "28"}
    assert not any(profile.staff and profile.staff.is_none for profile in BUNDLED.values())
