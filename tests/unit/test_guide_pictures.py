"""The pictures of the guide: small files with true colours, replaced only where a reader would see a difference."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tools.docs.pictures import COLOURS, bring_up_to_date, differ, reduce

FILLS = ((18, 64, 111), (157, 196, 227))
"""Two colours of a legend, beside more others than a palette has."""


def picture(path, pixels=None):
    if pixels is None:
        pixels = np.full((64, 64, 3), 255, np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def test_what_is_filled_keeps_its_colour(tmp_path):
    pixels = np.zeros((64, 64, 3), np.uint8)
    pixels[:, :, 0], pixels[:, :, 1] = np.arange(64) * 4, np.arange(64)[:, None] * 4
    pixels[:16, :16], pixels[:16, 16:32] = FILLS
    path = picture(tmp_path / "map.png", pixels)
    reduce(path)
    with Image.open(path) as reduced:
        assert len(reduced.convert("RGB").getcolors(4096)) <= COLOURS[0]
        assert tuple(reduced.convert("RGB").getpixel(place) for place in ((5, 5), (20, 5))) == FILLS


@pytest.mark.parametrize(
    ("spot", "level", "is_other"),
    [
        (np.s_[8:16, 8:16], 0, True),
        (np.s_[8:16, 8:16], 230, False),
        (np.s_[8:9, 8:16], 0, False),
    ],
    ids=["a letter that is gone", "one drawn softer", "the rim of one"],
)
def test_what_a_reader_would_see_is_a_difference(tmp_path, spot, level, is_other):
    pixels = np.full((64, 64, 3), 255, np.uint8)
    pixels[spot] = level
    assert differ(picture(tmp_path / "old.png"), picture(tmp_path / "new.png", pixels)) is is_other


def test_a_picture_of_another_size_is_another(tmp_path):
    assert differ(picture(tmp_path / "old.png"), picture(tmp_path / "new.png", np.zeros((64, 65, 3), np.uint8)))


def test_the_check_names_what_is_missing_changed_or_taken_no_more_and_writes_nothing(tmp_path, monkeypatch):
    taken, kept = tmp_path / "taken", tmp_path / "kept"
    taken.mkdir()
    kept.mkdir()
    monkeypatch.setattr("tools.docs.pictures.picture_folder", lambda _language: kept)
    monkeypatch.setattr("tools.docs.pictures.ROOT", tmp_path)
    for name in ("new", "other", "same"):
        picture(taken / f"{name}.png", np.zeros((64, 64, 3), np.uint8))
    for name in ("gone", "other"):
        picture(kept / f"{name}.png")
    picture(kept / "same.png", np.zeros((64, 64, 3), np.uint8))
    found = list(bring_up_to_date(taken, "fr", is_check=True))
    assert [fault.split()[0] for fault in found] == ["kept/new.png", "kept/other.png", "kept/gone.png"]
    assert sorted(path.name for path in kept.iterdir()) == ["gone.png", "other.png", "same.png"]
    assert len(list(bring_up_to_date(taken, "fr", is_check=False))) == 1
    assert list(bring_up_to_date(taken, "fr", is_check=True)) == ["kept/gone.png is taken by no step: remove it."]
