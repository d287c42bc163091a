"""The pages for developers name what there is: docs/architecture.md every package, and all of them paths that exist."""

from __future__ import annotations

import re

import pytest

from tests.support.paths import PLUGIN, ROOT
from tools.docs.guide import page_at
from tools.docs.links import documents, link_faults, picture_faults

ARCHITECTURE = "docs/architecture.md"
FOLDERS = {
    *("ctd_plugin", "docs", "i18n", "resources", "tests", "tools"),
    *(path.name for path in PLUGIN.iterdir() if path.is_dir()),
}


def packages_in_the_tree() -> list[str]:
    """Return the packages of the tree, as paths below the plugin's folder."""
    tree = (ROOT / ARCHITECTURE).read_text(encoding="utf-8").split("```")[1].strip().splitlines()[1:]
    found: list[str] = []
    for line in tree:
        depth, name = (len(line) - len(line.lstrip())) // 2, line.split("/")[0].strip()
        found.append(name if depth == 1 else f"{found[-1].split('/')[0]}/{name}")
    return found


def test_the_tree_has_every_package_once_and_no_other():
    packages = [str(path.parent.relative_to(PLUGIN)) for path in PLUGIN.rglob("*/__init__.py")]
    assert sorted(packages_in_the_tree()) == sorted(set(packages) - {"."})


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        ARCHITECTURE,
        "docs/compatibility.md",
        "docs/server.md",
        "resources/data/README.md",
    ],
)
def test_what_a_page_names_exists(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    paths = {path for path in re.findall(r"`([\w./-]+/[\w./-]*)`", text) if path.split("/")[0] in FOLDERS}
    missing = {path for path in paths if not ((ROOT / path).exists() or (PLUGIN / path).exists())}
    assert {path for path in missing if not re.search("NAME|XX", path)} == set()


@pytest.mark.parametrize("document", [path for path in documents() if not page_at(path)], ids=lambda path: path.name)
def test_its_links_lead_somewhere_and_its_pictures_have_words(document):
    assert [*link_faults(document), *picture_faults(document)] == []
