"""The pages of the guided tasks: docs/fr/task-NAME.md and docs/en/task-NAME.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tools.package import ROOT

_STEP = re.compile(r"<!-- step: ([\w-]+) -->")


@dataclass(frozen=True)
class Step:
    """A step of a page: its id, "" where it has none, and its bold labels, a path of menus cut at each ›."""

    id: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class TaskPage:
    """A page as a person follows it: the steps in their order."""

    path: Path
    steps: tuple[Step, ...]


def page_path(task: str, language: str) -> Path:
    return ROOT / "docs" / language / f"task-{task}.md"


def picture_folder(language: str) -> Path:
    """Return the folder of the pictures that the pages of a language show."""
    return ROOT / "resources" / "help" / language / "pictures"


def read_page(task: str, language: str) -> TaskPage:
    path = page_path(task, language)
    tokens = MarkdownIt("commonmark").parse(path.read_text(encoding="utf-8"))
    steps: list[Step] = []
    parts: list[Token] = []
    for token in tokens:
        if token.type == "list_item_open" and token.level == 1:
            parts = []
        elif token.type == "list_item_close" and token.level == 1:
            steps.append(_step(parts))
        else:
            parts += token.children or []
    return TaskPage(path, tuple(steps))


def shown_pictures(language: str) -> set[str]:
    """Return the names of a language's pictures that its pages or the README show."""
    pages = (*(ROOT / "docs" / language).glob("*.md"), ROOT / "README.md")
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    return set(re.findall(rf"resources/help/{language}/pictures/([\w-]+)\.png", text))


def _step(parts: list[Token]) -> Step:
    ids = [found[1] for part in parts if part.type == "html_inline" and (found := _STEP.fullmatch(part.content))]
    labels: list[str] = []
    bold = 0
    for part in parts:
        bold += {"strong_open": 1, "strong_close": -1}.get(part.type, 0)
        if bold and part.type == "text":
            labels += [label.strip() for label in part.content.split("›")]
    return Step("+".join(ids), tuple(labels))
