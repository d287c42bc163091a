"""Which files of a folder are read, by which names, and which are traces of programs."""

from __future__ import annotations

import pytest

from ctd_plugin.data.campaign import folder as folders
from ctd_plugin.data.campaign.folder import campaign_files, is_trace
from ctd_plugin.errors import CtdError


@pytest.mark.parametrize(
    "name",
    [
        "~$enquete.xlsx",
        ".~lock.enquete.ods#",
        ".DS_Store",
        "._enquete.xlsx",
        "Thumbs.db",
        "Desktop.ini",
        "~WRL0001.tmp",
        "enquete.xlsx.crdownload",
        "enquete.xlsx.part",
        "enquete.ods~",
    ],
)
def test_traces_of_programs_are_known(name):
    assert is_trace(name)


@pytest.mark.parametrize("name", ["enquête.xlsx", "Réponse #3.ods", "tmp.csv", "a~b.xls", "copie de lock.xlsx"])
def test_answers_are_none(name):
    assert not is_trace(name)


def test_names_are_paths_below_what_all_have_in_common(tmp_path):
    for name in ("a/un.csv", "a/b/deux.csv", "c/un.csv", "__MACOSX/un.csv", ".git/x.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    files, skipped = campaign_files([tmp_path])
    assert list(files) == ["a/b/deux.csv", "a/un.csv", "c/un.csv"]
    assert skipped == (".git/x.csv", "__MACOSX/un.csv")
    files, _ = campaign_files([tmp_path / "a" / "un.csv", tmp_path / "a" / "b", tmp_path / "a"])
    assert list(files) == ["b/deux.csv", "un.csv"]
    files, _ = campaign_files([tmp_path / "c" / "un.csv"])
    assert list(files) == ["un.csv"]


def test_what_is_none_of_the_campaign_is_left_out(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).touch()
    assert list(campaign_files([tmp_path], [tmp_path / "sub" / ".." / "b.csv"])[0]) == ["a.csv"]


def test_a_folder_of_far_too_many_files_is_the_wrong_one(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "MOST_FILES", 3)
    for number in range(4):
        (tmp_path / f"{number}.csv").touch()
    with pytest.raises(CtdError, match="more than 3 files"):
        campaign_files([tmp_path])


def test_a_link_has_its_own_name_and_one_to_nowhere_is_there(tmp_path):
    (tmp_path / "retours").mkdir()
    (tmp_path / "un.csv").touch()
    (tmp_path / "retours" / "lien.csv").symlink_to(tmp_path / "un.csv")
    (tmp_path / "retours" / "mort.csv").symlink_to(tmp_path / "none")
    assert list(campaign_files([tmp_path / "retours"])[0]) == ["lien.csv", "mort.csv"]
