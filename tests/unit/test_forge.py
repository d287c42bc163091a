"""What a forge reads: the workflow runs the targets of developers and nothing by others; its forms are bilingual."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.support.paths import ROOT

FORGE = ROOT / ".github"
WORKFLOW = (FORGE / "workflows" / "ci.yml").read_text("utf-8")
STEPS = [step for job in yaml.safe_load(WORKFLOW)["jobs"].values() for step in job["steps"]]
TEMPLATES = sorted(FORGE.rglob("*.md"))


def targets_of(commands: str) -> list[str]:
    return re.findall(r"^make (\S+)$", commands, re.MULTILINE)


def test_the_workflow_runs_targets_that_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = [target for step in STEPS for target in targets_of(step["run"])]
    assert targets == ["lint", "test", "test-pandas", "package"]
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_the_workflow_runs_all_that_continuous_integration_runs_elsewhere():
    assert set(targets_of((ROOT / ".ci" / "run").read_text("utf-8"))) <= {
        target for step in STEPS for target in targets_of(step["run"])
    }


def test_the_workflow_trusts_no_action_of_others_and_may_write_nothing():
    """An action is another's program; and what a branch is called must not become a part of a command."""
    assert not any("uses" in step for step in STEPS)
    assert yaml.safe_load(WORKFLOW)["permissions"] == {"contents": "read"}
    assert not any("${{" in step["run"] for step in STEPS)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_form_speaks_both_languages(path):
    """Each heading is French and English, but for words that are both."""
    headings = re.findall(r"^\*\*(.+?)\*\*", path.read_text("utf-8"), re.MULTILINE)
    assert headings
    assert [heading for heading in headings if " / " not in heading] in ([], ["Source"], ["Versions"])


@pytest.mark.parametrize("path", sorted((FORGE / "ISSUE_TEMPLATE").glob("*.md")), ids=lambda path: path.stem)
def test_a_form_has_a_name_and_says_what_it_is_for(path):
    head = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
    assert " / " in head["name"]
    assert " / " in head["about"]
