"""The status that a cell probably means is suggested, and none where it may mean several."""

from __future__ import annotations

import pytest

from ctd_plugin.data.importing.status_words import suggested_status
from ctd_plugin.data.survey.status import PRINTED_LABELS, Status

NONE = """non | Non. | aucun | aucune | néant | pas encore | non, pas encore | pas de CTD | inexistant |
n'existe pas | non envisagé | pas prévu | pas prévu à ce jour | rien de prévu | pas de projet |
aucun projet à ce jour | pas encore de CTD | actuellement non | pas de démarche identifiée | pas en place |
not yet | no | not planned | No CTD known"""
CONSIDERING = """à l'étude | à l’étude | A L'ETUDE | étude en cours | en cours de réflexion | Réflexions en cours |
en réflex. | envisagé | en discussion | phase d'étude | création envisagée | projet à l'étude | non, à l'étude |
oui, à l'étude | pas de CTD mais réflexion engagée | réflexion amorcée | étude lancée | étude prévue en 2026 |
under study | Under consideration"""
PREFIGURATION = """préfig. | prefig | Préfiguration 2026 | phase de préfiguration | mission de préfiguration |
en cours | CTD en cours | projet 2026 | projet | en projet | prévu 2026 | création prévue en 2026 |
en cours de création | mise en place prévue | bientôt | CTD en cours de mise en place |
installation prévue fin 2026 | lancement prochain | oui, en préfiguration | planned | in progress |
non, mais projet en 2026 | pas de CTD, prévu 2026 | 3. préfiguration"""
ESTABLISHED = """oui | Oui ! | Oui (depuis 2024) | CTD en place | mis en place | créé le 24/02/2025 |
CTD créé en 2025 | installé | actif | opérationnel | existe | exist. | en place depuis janvier | Oui, créé |
comité installé | yes | exists since 2024"""
DOUBT = """ | ? | CTD non actif | pas opérationnel | projet 2019 |
- | x | 0 | 2026 | NC | non renseigné | non connu | sans réponse | sans objet | ne sait pas |
non concerné | à définir | oui ? | existant ? | oui/non | oui et non | oui partiellement | plutôt oui | lancé |
à créer | à venir | en attente | en veille | abandonné | suspendu | existait | n'existe plus | inactif |
création en 2024 | pas encore créé | pas encore lancé | pas en préfiguration | préfiguration terminée |
étude de préfiguration | Réflexion / préfiguration | GIP en place mais pas de CTD | plateforme existante |
réflexion en cours avec la Région | projet abandonné | pas de réponse | créé, non installé |
existant, en cours de structuration | Le CTD existe depuis que la Région et l'Etat ont signé une convention |
association | peut-être | pas d'information"""


def spellings(text):
    return [spelling.strip() for spelling in text.split("|")]


@pytest.mark.parametrize(
    ("status", "written"),
    [
        *((Status.NONE, text) for text in spellings(NONE)),
        *((Status.CONSIDERING, text) for text in spellings(CONSIDERING)),
        *((Status.PREFIGURATION, text) for text in spellings(PREFIGURATION)),
        *((Status.ESTABLISHED, text) for text in spellings(ESTABLISHED)),
        *((None, text) for text in spellings(DOUBT)),
    ],
)
def test_a_spelling_suggests_its_status_or_none_where_there_is_doubt(status, written):
    assert suggested_status(written) == status


@pytest.mark.parametrize("status", Status)
def test_a_label_suggests_itself(status):
    assert suggested_status(PRINTED_LABELS[status]) == suggested_status(status.value) == status
