"""The colours of the maps stay apart for every eye and in grey print, and every label can be read on its fill."""

from __future__ import annotations

from itertools import combinations, pairwise

import colour
import numpy as np
import pytest

from ctd_plugin.data.facts.fact import Covers
from ctd_plugin.data.survey.status import Status
from ctd_plugin.gis.style import palette
from ctd_plugin.gis.style.palette import (
    BUDGET_FILLS,
    CHANGE_FILLS,
    COVERS_FILLS,
    COVERS_PATTERNS,
    DATE_FILLS,
    FUNDING_FILLS,
    HEALTH_FILLS,
    HORIZON_FILL,
    NO_ADDRESS_FILL,
    NO_ANSWER_FILL,
    NO_OWN_FILL,
    NOT_CITED_FILL,
    PAPER,
    PARTNERS_FILL,
    PAYER_FILLS,
    STAFF_FILLS,
    STATE_FILL,
    STATUS_FILLS,
    TEXT_MUTED,
    contrast,
    label_colour,
)
from tests.support.colour_vision import DISTINCT, READABLE, VISIONS, ratio

FILLS = {**{status.value: fill for status, fill in STATUS_FILLS.items()}, "no answer": NO_ANSWER_FILL}

# The classes that one map shows side by side; those of no answer are hatched besides.
MAPS = {
    "budget": BUDGET_FILLS,
    "staff": STAFF_FILLS,
    "date": [*DATE_FILLS, HORIZON_FILL],
    "technology": [PARTNERS_FILL, STATE_FILL, NOT_CITED_FILL],
    "funding": list(FUNDING_FILLS.values()),
    "payers": list(PAYER_FILLS.values()),
    "health": [*HEALTH_FILLS, NO_ADDRESS_FILL],
    "change": list(CHANGE_FILLS.values()),
    "covers": [NO_OWN_FILL, *COVERS_FILLS.values()],
}


@pytest.mark.parametrize("vision", VISIONS)
def test_every_two_statuses_are_distinguished(vision):
    seen = {status: VISIONS[vision](fill) for status, fill in STATUS_FILLS.items()}
    for first, second in combinations(Status, 2):
        distance = colour.delta_E(seen[first], seen[second], method="CIE 2000")
        assert distance >= DISTINCT, f"{first} and {second}: {distance:.1f}"


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("vision", VISIONS)
def test_every_two_classes_of_a_map_are_told_apart(vision, name):
    for first, second in combinations(MAPS[name], 2):
        distance = colour.delta_E(VISIONS[vision](first), VISIONS[vision](second), method="CIE 2000")
        assert distance >= DISTINCT, f"{first} and {second}: {distance:.1f}"


def test_the_classes_of_every_map_are_held_apart():
    ramps = {name: value for name, value in vars(palette).items() if name.endswith("_FILLS")}
    held_apart = {*FILLS.values(), *(fill for fills in MAPS.values() for fill in fills)}
    assert {name for name, ramp in ramps.items() if not colours_of(ramp) <= held_apart} == set()


def colours_of(ramp):
    """Return the colours of a ramp: a mapping, a sequence, or rows of them."""
    parts = ramp.values() if isinstance(ramp, dict) else ramp
    return {fill for part in parts for fill in ([part] if isinstance(part, str) else part)}


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("covers", COVERS_PATTERNS)
def test_the_lines_and_dots_of_a_pattern_are_seen_on_their_fill(covers, vision):
    fill, over = (VISIONS[vision](colour_) for colour_ in COVERS_PATTERNS[covers])
    assert colour.delta_E(fill, over, method="CIE 2000") >= DISTINCT


def test_what_a_figure_covers_has_a_fill_or_a_pattern_each():
    assert {*COVERS_FILLS} ^ {*COVERS_PATTERNS} == set(Covers)


@pytest.mark.parametrize("fill", [fill for fills in (*MAPS.values(), *COVERS_PATTERNS.values()) for fill in fills])
def test_a_label_is_readable_on_every_fill_of_every_map(fill):
    assert ratio(fill, label_colour(fill)) >= READABLE


@pytest.mark.parametrize("vision", VISIONS)
def test_statuses_run_from_light_to_dark_in_their_order(vision):
    lightness = [VISIONS[vision](STATUS_FILLS[status])[0] for status in Status]
    assert all(first > second for first, second in pairwise(lightness)), lightness


def test_no_class_of_the_map_of_changes_is_taken_for_a_status():
    for change, fill in CHANGE_FILLS.items():
        for status, other in STATUS_FILLS.items():
            distance = colour.delta_E(VISIONS["normal"](fill), VISIONS["normal"](other), method="CIE 2000")
            assert distance >= DISTINCT, f"{change} and {status}: {distance:.1f}"


@pytest.mark.parametrize("vision", VISIONS)
def test_changes_run_from_the_light_middle_to_dark_ends(vision):
    lightness = [VISIONS[vision](fill)[0] for fill in CHANGE_FILLS.values()]
    assert lightness[0] < lightness[1] < lightness[2] > lightness[3] > lightness[4], lightness


def test_a_region_without_initiative_is_grey_and_the_others_are_not():
    chroma = {status: np.hypot(*VISIONS["normal"](fill)[1:]) for status, fill in STATUS_FILLS.items()}
    assert chroma.pop(Status.NONE) < 1
    assert min(chroma.values()) > 15


@pytest.mark.parametrize("fill", FILLS.values(), ids=FILLS)
def test_a_label_is_readable_on_every_fill(fill):
    assert ratio(fill, label_colour(fill)) >= READABLE


def test_small_print_is_readable_on_paper():
    assert ratio(TEXT_MUTED, PAPER) >= READABLE


def test_the_palettes_own_contrast_agrees_with_known_values():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#9CC5E3", "#1A1A1A") == pytest.approx(ratio("#9CC5E3", "#1A1A1A"))
