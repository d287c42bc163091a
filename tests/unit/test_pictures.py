"""The pictures of the guide: which are replaced, what is an error, and what counts as a difference."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

from tools.docs import pictures

PAGE = "![Une fenêtre](../../resources/help/fr/pictures/{name}.png)\n"


def window(path: Path, button: str = "Enregistrer", soft: float = 0.0, width: int = 400) -> Path:
    """Draw a window with a button, its letters drawn somewhat softer where `soft`."""
    picture = Image.new("RGB", (width, 200), "#efefef")
    ImageDraw.Draw(picture).text((40, 60), button, fill="#202020", font_size=13)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.filter(ImageFilter.GaussianBlur(soft)).save(path)
    return path


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with one page that shows one picture, and what a run has taken beside it."""
    monkeypatch.setattr(pictures, "ROOT", tmp_path)
    monkeypatch.setattr(
        pictures, "picture_folder", lambda language: tmp_path / "resources/help" / language / "pictures"
    )
    (tmp_path / "docs" / "fr").mkdir(parents=True)
    (tmp_path / "README.md").write_text("", encoding="utf-8")
    (tmp_path / "docs" / "fr" / "task-pack.md").write_text(PAGE.format(name="pack"), encoding="utf-8")
    window(tmp_path / "resources/help/fr/pictures/pack.png")
    window(tmp_path / "taken" / "pack.png")
    return tmp_path


def faults(repository, is_check=False):
    return list(pictures.bring_up_to_date(repository / "taken", "fr", is_check))


def kept(repository):
    return repository / "resources/help/fr/pictures/pack.png"


def test_a_renamed_button_is_a_difference_and_softer_letters_are_none(tmp_path):
    first = window(tmp_path / "first.png")
    assert not pictures.differ(first, window(tmp_path / "same.png"))
    assert not pictures.differ(first, window(tmp_path / "soft.png", soft=0.3))
    assert pictures.differ(first, window(tmp_path / "renamed.png", button="Enregistrez"))
    assert pictures.differ(first, window(tmp_path / "wide.png", width=402))


def test_a_picture_that_differs_is_replaced_and_named(repository, capsys):
    window(repository / "taken" / "pack.png", button="Écrire")
    assert faults(repository) == []
    assert kept(repository).read_bytes() == (repository / "taken" / "pack.png").read_bytes()
    assert "pictures/pack.png replaced" in capsys.readouterr().out


def test_one_that_does_not_differ_stays_as_it_is(repository, capsys):
    before = kept(repository).read_bytes()
    window(repository / "taken" / "pack.png", soft=0.3)
    assert faults(repository) == []
    assert kept(repository).read_bytes() == before
    assert capsys.readouterr().out == ""


def test_a_check_replaces_nothing_and_names_what_differs(repository):
    before = kept(repository).read_bytes()
    window(repository / "taken" / "pack.png", button="Écrire")
    assert faults(repository, is_check=True) == [
        "resources/help/fr/pictures/pack.png differs from today’s: run `make docs`."
    ]
    assert kept(repository).read_bytes() == before


def test_a_picture_that_no_page_shows_or_no_step_takes_is_an_error(repository):
    window(repository / "taken" / "more.png")
    (repository / "docs" / "fr" / "pack.md").write_text(PAGE.format(name="lost"), encoding="utf-8")
    window(repository / "resources/help/fr/pictures/old.png")
    assert [fault.split("/")[-1] for fault in faults(repository)] == [
        "more.png is shown by no page.",
        "lost.png is shown by a page, but no step takes it.",
        "old.png is taken by no step: remove it.",
    ]


def test_a_reduced_picture_looks_the_same_and_is_small(tmp_path):
    path, before = window(tmp_path / "window.png"), window(tmp_path / "before.png")
    pictures.reduce(path)
    with Image.open(path) as picture:
        assert picture.mode == "P"
    assert not pictures.differ(path, before)
