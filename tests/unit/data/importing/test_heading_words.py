"""The column that a heading probably means is suggested, and none where it may mean several."""

from __future__ import annotations

import pytest

from ctd_plugin.data.importing.heading_words import suggested_columns
from ctd_plugin.data.importing.proposals import proposed_columns
from ctd_plugin.data.tables.reader import table_from_rows


def suggested(*headings, decided=()):
    table = table_from_rows(["Région", *headings], [["Corse", *(f"texte {n}" for n, _ in enumerate(headings))]])
    return suggested_columns(table, proposed_columns(table, {}), decided)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Statut actuel", "statut"),
        ("Moyens dédiés", "moyens"),
        ("Ressources humaines", "moyens"),
        ("Gouvernence", "gouvernance"),
        ("Forme juridique retenue", "cadre"),
        ("Plateformes de données", "outils"),
        ("Enjeux et difficultés", "difficultes"),
        ("Relation avec le CNIG", "relations_cnig"),
        ("Date d’entretien téléphonique", "date_entretien"),
        ("Perspectives 2027", "perspectives"),
        ("Obectifs", "objectifs"),
    ],
)
def test_a_heading_suggests_its_column(heading, column):
    assert suggested(heading) == {heading: column}


@pytest.mark.parametrize(
    "heading",
    [
        "Divers",
        "Gouvernance et pilotage",
        "Nom du contact",
        "Nombre de membres",
        "Coût de la plateforme",
        "Statut juridique",
    ],
)
def test_a_heading_of_two_columns_a_count_or_a_person_suggests_none(heading):
    assert suggested(heading) == {}


def test_a_column_is_suggested_once_and_only_where_it_is_free_filled_and_not_left_out_by_decision():
    assert suggested("Moyens dédiés", "Moyens mutualisés") == {}
    assert suggested("Moyens", "Moyens mutualisés") == {}
    assert suggested("Moyens dédiés", decided={"Moyens dédiés"}) == {}
    empty = table_from_rows(["Région", "Moyens dédiés"], [["Corse", ""]])
    assert suggested_columns(empty, proposed_columns(empty, {})) == {}


@pytest.mark.parametrize(
    ("texts", "is_status"),
    [
        (("préfig.", "à l’étude", "Lancé"), True),
        (("oui", "non"), False),
        (("Copil deux fois par an", "non", "Cotech"), False),
    ],
)
def test_a_column_under_any_heading_is_suggested_for_the_status_by_its_texts(texts, is_status):
    table = table_from_rows(["Région", "Situation"], [[f"Région {text}", text] for text in texts])
    expected = {"Situation": "statut"} if is_status else {}
    assert suggested_columns(table, {"Région": "region", "Situation": ""}) == expected
