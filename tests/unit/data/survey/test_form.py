"""Which tables are the form of one region, and how they are read."""

from __future__ import annotations

import pytest

from ctd_plugin.data.survey.form import is_form_header, means_yes, read_form
from ctd_plugin.data.tables.reader import table_from_rows


def form_of(*rows):
    return read_form(table_from_rows(rows[0], rows[1:]))


@pytest.mark.parametrize(
    "header",
    [
        ("Rubrique", "Réponse", "Toujours valable ?", "Contenu attendu"),
        ("", "RUBRIQUE", "Votre réponse"),
        ("Topic", "Answer", "Still valid?"),
        ("Question", "Réponse"),
    ],
)
def test_headers_of_forms(header):
    assert is_form_header(header)


@pytest.mark.parametrize(
    "header", [("region", "statut", "moyens"), ("Colonne", "Contenu"), ("Rubrique",), ("Réponse",)]
)
def test_other_headers(header):
    assert not is_form_header(header)


def test_questions_become_columns_in_the_order_of_the_survey():
    form = form_of(
        ["Rubrique", "Réponse", "Toujours valable ?"],
        ["Moyens humains et financiers", "3 ETP", "oui"],
        ["Région", "Bretagne", ""],
        ["Remarques libres", "x", ""],
        ["moyens", "et 2 M€", ""],
    )
    assert form.table.header == ("region", "moyens")
    assert form.table.rows == ((1, ("Bretagne", "3 ETP\net 2 M€")),)
    assert form.valid == {"moyens"}


def test_without_a_header_four_questions_below_one_another_make_a_form():
    rows = [["Région", "Bretagne"], ["Statut du CTD", ""], ["Contexte", "x"], ["Pilotage", "y"]]
    assert form_of(*rows).table.rows == ((1, ("Bretagne", "", "x", "y")),)
    assert form_of(*rows[:3]) is None


def test_the_notes_of_a_template_are_no_form():
    notes = [["Colonne", "Contenu"], ["Région", "a"], ["Statut du CTD", "b"], ["Contexte", "c"], ["Pilotage", "d"]]
    assert form_of(*notes) is None


@pytest.mark.parametrize("text", ["oui", " OUI. ", "x", "✓", "Ok", "VRAI", "1"])
def test_yes(text):
    assert means_yes(text)


@pytest.mark.parametrize(
    "text",
    ["", "non", "?", "à vérifier", "peut-être", "oui mais en partie", "☑ non", "☐ oui ☑ non", "✗", "✘", "✓ à revoir"],
)
def test_no(text):
    assert not means_yes(text)
