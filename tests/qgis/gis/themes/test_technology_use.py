"""Which technologies the platforms of the regions run on, and who runs these."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.registry import (
    Operator,
    Platform,
    PlatformKind,
    PlatformSource,
    PlatformStatus,
    Technology,
)
from ctd_plugin.data.profile.region_profile import RegionProfile
from ctd_plugin.gis.themes.technology_use import MOST_PANELS, TechnologyUse, Use

KNOWN = [technology for technology in Technology if technology is not Technology.OTHER]


def platform(technology, operator="region", status="active", **more):
    return Platform(
        "p",
        "53",
        "A platform",
        Technology(technology),
        Operator(operator),
        PlatformStatus(status),
        "",
        "",
        PlatformSource.SURVEY,
        (),
        **more,
    )


def use_of(**platforms):
    """Return the use of technologies in regions, each given as r53=[…]."""
    codes = {name.removeprefix("r"): tuple(row) for name, row in platforms.items()}
    return TechnologyUse([RegionProfile(code, code, platforms=row) for code, row in codes.items()])


@pytest.mark.parametrize(
    ("operators", "use"),
    [
        (["region"], Use.PARTNERS),
        (["gip", "association"], Use.PARTNERS),
        (["etat"], Use.STATE),
        (["etat", "partenariat"], Use.BOTH),
    ],
)
def test_the_state_alone_is_told_from_the_region_and_partners(operators, use):
    found = use_of(r53=[platform("prodige", operator) for operator in operators])
    assert found.by_technology == {Technology.PRODIGE: {"53": use}}


def test_a_platform_that_was_stopped_counts_only_where_none_is_in_service_and_a_planned_one_never():
    stopped, planned = platform("prodige", "etat", "retired"), platform("prodige", status="planned")
    found = use_of(r53=[stopped], r28=[stopped, platform("prodige")], r11=[planned])
    assert found.by_technology == {Technology.PRODIGE: {"53": Use.RETIRED, "28": Use.PARTNERS}}
    assert [(panel.id, panel.count) for panel in found.panels] == [("prodige", 1)]
    assert found.planned == {"11": 1}


def test_what_is_no_data_platform_counts_nowhere():
    found = use_of(r53=[platform("prodige", kind=next(kind for kind in PlatformKind if kind is not PlatformKind.DATA))])
    assert (found.by_technology, found.panels, found.without_platform) == ({}, [], ["53"])


def test_a_platform_counts_for_all_that_it_runs_on():
    found = use_of(r44=[platform("georchestra", other_technologies=(Technology.DATA4CITIZEN,))])
    assert set(found.by_technology) == {Technology.GEORCHESTRA, Technology.DATA4CITIZEN}


def test_each_technology_has_a_panel_in_the_order_of_its_regions():
    rows = {f"r{code}": [platform("ckan")] for code in ("11", "24", "27")}
    rows["r11"] += [platform("prodige"), platform("arcgis")]
    rows["r24"] += [platform("prodige")]
    found = use_of(**rows)
    assert [(panel.id, panel.count) for panel in found.panels] == [("ckan", 3), ("prodige", 2), ("arcgis", 1)]


@pytest.mark.parametrize("count", range(len(KNOWN) + 1))
def test_the_least_used_technologies_share_the_last_panel_and_none_is_left_out(count):
    rows = {f"r{place}": [platform(each) for each in KNOWN[: place + 1]] for place in range(count)}
    panels = use_of(**rows).panels
    assert len(panels) == min(count, MOST_PANELS)
    shown = [technology for panel in panels for technology in panel.technologies]
    assert sorted(shown) == sorted(KNOWN[:count])
    assert all(len(panel.technologies) == 1 for panel in panels[:-1])
    counts = [panel.count for panel in panels[:-1]]
    assert counts == sorted(counts, reverse=True)


def test_a_region_with_several_rare_technologies_counts_once_in_the_panel_that_they_share():
    rows = {f"r{place}": [platform(each) for each in KNOWN[:5]] for place in range(3)}
    found = use_of(**rows, r53=[platform(each, "etat") for each in KNOWN[5:]])
    assert found.panels[-1].uses == {"53": Use.STATE}
    assert found.panels[-1].count == 1


def test_all_technologies_of_most_regions_lead_and_none_where_all_were_stopped():
    found = use_of(r11=[platform("ckan"), platform("prodige")], r24=[platform("ckan"), platform("prodige")])
    assert (found.leaders, found.most) == ([Technology.PRODIGE, Technology.CKAN], 2)
    stopped = use_of(r11=[platform("ckan", status="retired")])
    assert (stopped.leaders, stopped.most) == ([], 0)


def test_technologies_that_have_no_panel_are_told_by_region():
    found = use_of(r11=[platform("other"), platform("other")], r24=[platform("ckan")], r53=[])
    assert found.of_other_technology == {"11": 2}
    assert found.without_platform == ["53"]
