"""Messages of PostgreSQL in English and French, and what they are called in both languages."""

from __future__ import annotations

import pytest

from ctd_plugin.gis.sharing.postgres_causes import database_causes, database_reason, is_lost
from ctd_plugin.i18n import language
from tests.support.english import english_passages, failure_words


@pytest.mark.parametrize(
    ("cause", "english", "french"),
    [
        (
            "lost",
            "server closed the connection unexpectedly",
            "la connexion au serveur a été coupée de façon inattendue",
        ),
        (
            "lost",
            "terminating connection due to administrator command",
            "arrêt des connexions suite à la demande de l'administrateur",
        ),
        ("stopped", "the database system is shutting down", "le système de base de données s'arrête"),
        (
            "disk",
            'could not extend file "base/1": No space left on device',
            "n'a pas pu étendre le fichier « base/1 » : Aucun espace disponible sur le périphérique",
        ),
        (
            "password",
            'password authentication failed for user "x"',
            "authentification par mot de passe échouée pour l'utilisateur  « x »",
        ),
        (
            "admission",
            'no pg_hba.conf entry for host "h", user "u", database "d", no encryption',
            "aucune entrée dans pg_hba.conf pour l'hôte « h »",
        ),
        ("clients", "sorry, too many clients already", "désolé, trop de clients sont déjà connectés"),
        ("no_database", 'database "ctd" does not exist', "la base de données « ctd » n'existe pas"),
        ("no_role", 'role "moi" does not exist', "le rôle « moi » n'existe pas"),
        ("refused", "Connection refused", "Connexion refusée"),
        (
            "host",
            'could not translate host name "x" to address: Name or service not known',
            "n'a pas pu traduire le nom d'hôte « x » en adresse",
        ),
        ("slow", "timeout expired", "le délai est dépassé"),
        (
            "secure",
            "SSL error: certificate verify failed: x",
            "erreur SSL : échec de la vérification du certificat : x",
        ),
        (
            "lock",
            "canceling statement due to lock timeout",
            "annulation de la requête à cause du délai écoulé pour l'obtention des verrous",
        ),
        (
            "cancelled",
            "canceling statement due to user request",
            "annulation de la requête à la demande de l'utilisateur",
        ),
        ("rights", "permission denied for schema ctd", "droit refusé pour le schéma ctd"),
        ("rights", "must be owner of table regions", "doit être le propriétaire de la table regions"),
        (
            "read_only",
            "cannot execute CREATE SCHEMA in a read-only transaction",
            "ne peut pas exécuter CREATE SCHEMA dans une transaction en lecture seule",
        ),
        (
            "depends",
            "cannot drop table a because other objects depend on it",
            "n'a pas pu supprimer table a car d'autres objets en dépendent",
        ),
        ("memory", "out of memory", "mémoire épuisée"),
        (
            "constraint",
            'duplicate key value violates unique constraint "a"',
            "la valeur d'une clé dupliquée rompt la contrainte unique « a »",
        ),
        ("exists", 'relation "a" already exists', "la relation « a » existe déjà"),
        ("missing", 'relation "a" does not exist', "la relation « a » n'existe pas"),
    ],
)
def test_a_message_is_known_in_the_language_of_the_server_and_said_in_that_of_the_user(cause, english, french):
    for code in ("fr", "en"):
        with language(code):
            assert database_reason(english) == database_reason(french) == database_causes()[cause]
    assert is_lost(english) is is_lost(french) is (cause == "lost")


def test_a_message_that_is_not_known_leads_to_the_log():
    with language("fr"):
        for message in ("division by zero", "flubber"):
            assert "journal des messages de QGIS" in database_reason(message)
        assert "journal" not in database_reason("")


def test_french_causes_hold_no_english():
    with language("fr"):
        for words in database_causes().values():
            assert english_passages(words) == []
            assert failure_words(words) == set()
