"""Every awkward file is read as a person would read it, or refused in one sentence; none is changed."""

from __future__ import annotations

import pytest

from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.errors import CtdError
from tests.support.awkward import CORPUS


@pytest.mark.parametrize("awkward", CORPUS, ids=lambda awkward: awkward.name)
def test_an_awkward_file_is_read_or_refused_in_one_sentence_and_left_as_it_was(awkward, tmp_path):
    path = tmp_path / awkward.name
    awkward.write(path)
    before = path.read_bytes()
    if awkward.refused:
        with pytest.raises(CtdError, match=awkward.refused) as refusal:
            read_survey(path)
        assert awkward.name in str(refusal.value)
        assert "\n" not in str(refusal.value)
        assert len(str(refusal.value)) < 400
    else:
        survey = read_survey(path)
        assert {code: row.cells["moyens"] for code, row in survey.rows.items()} == awkward.means
        assert awkward.reported in " ".join(problem.message for problem in survey.report.problems)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [awkward.name]


def test_the_corpus_has_its_forty_files_and_more():
    assert len({awkward.name for awkward in CORPUS}) == len(CORPUS) >= 40
