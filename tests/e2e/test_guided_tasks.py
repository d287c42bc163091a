"""Every guided task runs in the real QGIS as its page says, in French and in English."""

from __future__ import annotations

import ast
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e.guided_run import LANGUAGES, TASKS, Played, play
from tests.e2e.real_qgis import HERE
from tests.e2e.task_pages import page_path, picture_folder, read_page, shown_pictures
from tools.package import ROOT

Sessions = dict[str, dict[str, Played]]
"""Language → task → what was seen."""


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Sessions:
    """Play all tasks in both languages, in two QGIS at a time."""
    folders = [tmp_path_factory.mktemp(f"tasks-{language}") for language in LANGUAGES]
    with ThreadPoolExecutor() as pool:
        return dict(zip(LANGUAGES, pool.map(play, LANGUAGES, folders), strict=True))


def test_every_task_has_its_module_and_its_pages() -> None:
    assert sorted(path.stem for path in (HERE / "guided").glob("task_*.py")) == sorted(f"task_{t}" for t in TASKS)
    for language in LANGUAGES:
        pages = {path.name for path in (ROOT / "docs" / language).glob("task-*.md")}
        assert pages == {page_path(task, language).name for task in TASKS}


def test_the_pages_have_the_steps_of_the_module_in_both_languages() -> None:
    for task in TASKS:
        begun = _steps_of(HERE / "guided" / f"task_{task}.py")
        for language in LANGUAGES:
            assert [step.id for step in read_page(task, language).steps] == begun, page_path(task, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_task_was_played_as_the_page_says(sessions: Sessions, language: str) -> None:
    """Each label that a step has in bold was on the screen while it was played."""
    wrong = []
    for task, done in sessions[language].items():
        page = read_page(task, language)
        assert [step.id for step in page.steps] == list(done.seen), page.path
        for step in page.steps:
            texts = {part for text in done.seen[step.id] for part in (_plain(text), _plain(_heading(text)))}
            for label in step.labels:
                if _plain(label) not in texts:
                    wrong.append(f"{page.path.relative_to(ROOT)}, step {step.id}: “{label}” was not on the screen")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_taken_kept_and_shown(sessions: Sessions, language: str) -> None:
    taken = {name for done in sessions[language].values() for name in done.pictures}
    kept = {path.stem for path in picture_folder(language).glob("*.png")}
    assert taken == kept, "run `make docs`"
    assert taken == shown_pictures(language)


def _steps_of(module: Path) -> list[str]:
    """Return the ids of the steps that a module begins, as they stand in its text."""
    calls = [node for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    begun = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "begin"]
    return [ast.literal_eval(call.args[0]) for call in sorted(begun, key=lambda call: call.lineno)]


def _heading(line: str) -> str:
    """Return what stands before a colon, such as the name of a figure before its value."""
    return line.partition(":")[0]


def _plain(text: str) -> str:
    """Return a label without what differs between a page and a window: the key's mark, dots, numbers, wide spaces."""
    words = " ".join(text.replace("&", "").replace("…", "").split())
    return re.sub(r"^(\d+/\d+ – |[▸▾] )| \(\d+\)$|\s?:$", "", words)
