"""Names of persons: found where respondents are written, masked wherever else they stand."""

from __future__ import annotations

import pytest

from ctd_plugin.data.survey.personal_names import MASK, NameMask, PersonalName, respondent_names
from ctd_plugin.data.survey.reader import SurveyRow


def mask_of(*written: str) -> NameMask:
    rows = [SurveyRow(n, "53", None, None, {"repondant": text}) for n, text in enumerate(written, 1)]
    return NameMask(respondent_names(rows))


@pytest.mark.parametrize(
    ("respondent", "text", "masked"),
    [
        ("Luc Lethorel et Wilfried Giraud", "vu Luc Lethorel, puis Wilfried Giraud", f"vu {MASK}, puis {MASK}"),
        ("Marie-Christine SCHOTT", "par marie-christine Schott.", f"par {MASK}."),
        ("Julien Pozzo Di Borgo", "avec Julien  Pozzo\nDi Borgo", f"avec {MASK}"),
        ("Xavier de la Tour", "(Xavier de la Tour)", f"({MASK})"),
        ("Nathalie Lemoine", "5% de N Lemoine ou N. Lemoine", f"5% de {MASK} ou {MASK}"),
        ("auto-remplissage Marie Terrier", "Marie Terrier, auto-remplissage", f"{MASK}, auto-remplissage"),
        ("(complété Crige PACA Christine Archias au titre)", "Christine Archias, Crige PACA", f"{MASK}, Crige PACA"),
        ("Julien Dario", "julien.dario@region.fr ou contact@region.fr", f"{MASK} ou contact@region.fr"),
    ],
)
def test_a_respondent_is_masked_in_other_texts(respondent, text, masked):
    assert mask_of(respondent).apply(text, "11") == masked


@pytest.mark.parametrize(
    ("respondent", "text"),
    [
        ("Anne Martin, Région Grand Est", "Data Grand Est et la Région Grand Est"),
        ("Anne Martin", "Martin-Pêcheur, rue Martin"),
        ("Dominique Louis", "Port-Louis et Louis"),
        ("", "Région Bretagne"),
    ],
)
def test_what_is_no_name_stays(respondent, text):
    assert mask_of(respondent).apply(text, "44") == text


def test_initials_are_masked_in_their_own_region_only():
    mask = NameMask((PersonalName("11", "NL"),))
    assert mask.apply("25% temps NL, ONL", "11") == f"25% temps {MASK}, ONL"
    assert mask.apply("25% temps NL", "53") == "25% temps NL"
