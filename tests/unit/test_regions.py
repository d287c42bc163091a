"""The names of regions: as in the data, and as people read them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ctd_plugin.data.places.region_match import Match, Refusal, match_region
from ctd_plugin.data.profile.region_profile import RegionProfile
from ctd_plugin.regions import PRINTED_NAMES, REGION_NAMES, printed_name

PLUGIN = Path(__file__).parents[2] / "ctd_plugin"


def test_people_read_the_apostrophe_of_print_and_the_data_keep_the_straight_one():
    assert PRINTED_NAMES["93"] == "Provence-Alpes-Côte d’Azur"
    assert REGION_NAMES["93"] == "Provence-Alpes-Côte d'Azur"
    assert [name for name in PRINTED_NAMES.values() if "'" in name] == []
    assert list(PRINTED_NAMES) == list(REGION_NAMES)


@pytest.mark.parametrize("code", REGION_NAMES)
def test_a_printed_name_is_recognised_as_the_region_that_it_names(code):
    match = match_region(None, PRINTED_NAMES[code])
    assert isinstance(match, Match)
    assert match.region_code == code


def test_a_profile_keeps_the_name_of_the_data_beside_the_printed_one():
    profile = RegionProfile("93", REGION_NAMES["93"])
    assert (profile.name, profile.printed_name) == (REGION_NAMES["93"], PRINTED_NAMES["93"])


def test_a_suggestion_is_a_name_of_the_data_and_its_sentence_a_printed_one():
    refusal = match_region(None, "Provence-Alpes-Cote d'Azuuur et Lorrrraine", fuzzy=True)
    assert isinstance(refusal, Refusal)
    assert refusal.suggestions == (REGION_NAMES["93"],)
    assert printed_name(REGION_NAMES["93"]) in refusal.message


def test_what_shows_regions_takes_their_printed_names():
    """Themes, layouts, pages and windows take no name of the data; those that go back to a code compare by it."""
    shows = [path for folder in ("gis", "gui") for path in (PLUGIN / folder).rglob("*.py")]
    using = {path.name for path in shows if re.search(r"\bREGION_NAMES\b", path.read_text(encoding="utf-8"))}
    assert using == {"regions_page.py"}
