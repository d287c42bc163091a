"""Surveys unlike the bundled one, as texts, and changes to a ctd.gpkg that no survey makes."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from ctd_plugin.regions import REGION_NAMES

ONE_REGION = "region;statut;date_ctd;moyens\nBretagne;CTD existant;24/02/2025;3 ETP et budget annuel de 500 k€\n"

# Columns of figures under headings that nobody taught the plugin.
UNREAD_COLUMNS = "region;statut;budget_annuel;etp\n" + "".join(
    f"{name};CTD existant;{1000 * number};{number}\n" for number, name in enumerate(REGION_NAMES.values(), 1)
)

_STATUSES = ("CTD existant", "CTD en préfiguration", "Réflexion engagée", "Pas de démarche CTD connue")
_COVERED = (" pour l'hébergement", "", " de production de données", " pour l'hébergement", "")
_WORDS = "dès que la convention triennale entre l'État, la Région et leurs partenaires aura été signée par tous, "


def budgets(one_kind: bool) -> str:
    """Return a survey in which 18 regions state a budget, from 500 euros to 5 million."""
    rows = ["region;statut;moyens"]
    for number, name in enumerate(REGION_NAMES.values()):
        amount = round(500 * 10 ** (4 * number / 17))
        covered = _COVERED[0] if one_kind else _COVERED[number % len(_COVERED)]
        rows.append(f"{name};{_STATUSES[number % 4]};budget annuel de {amount} €{covered}")
    return "\n".join(rows) + "\n"


def long_texts() -> str:
    """Return a survey whose dates and means are texts of 200 characters."""
    text = (_WORDS * 3)[:200]
    rows = ["region;statut;date_ctd;moyens"]
    rows += [f"{name};{_STATUSES[n % 4]};{text};{text}" for n, name in enumerate(REGION_NAMES.values())]
    return "\n".join(rows) + "\n"


def all_payers(path):
    """Let every region name ten payers."""
    payers = "etat,region,europe,cper,fnadt,ecolab,adherents,departements,sdis,autre"
    _execute(path, "UPDATE regions SET funding_sources = ?", payers)


def no_platforms(path):
    _execute(path, "DELETE FROM platforms")
    _execute(path, "DELETE FROM endpoints")
    _execute(path, "UPDATE regions SET technologies = NULL, platform_count = 0, main_platform = NULL")


def forty_platforms(path):
    """Give one region 40 platforms of all technologies."""
    with closing(sqlite3.connect(path)) as database, database:
        names = [row[1] for row in database.execute("PRAGMA table_info(platforms)") if row[1] != "fid"]
        columns = ", ".join(f'"{name}"' for name in names)
        row = dict(
            zip(
                names,
                database.execute(f"SELECT {columns} FROM platforms WHERE region_code = '53'").fetchone(),
                strict=True,
            )
        )
        technologies = [value for (value,) in database.execute("SELECT DISTINCT technology FROM platforms")]
        for number in range(40):
            one = row | {
                "platform_id": f"p{number}",
                "name": f"Plateforme {number}",
                "technology": technologies[number % len(technologies)],
            }
            database.execute(
                f"INSERT INTO platforms ({columns}) VALUES ({', '.join('?' * len(names))})", list(one.values())
            )


def _execute(path, sql, *values):
    with closing(sqlite3.connect(path)) as database, database:
        # What the index of shapes is kept up with, when a row changes.
        database.create_function("ST_IsEmpty", 1, lambda shape: shape is None)
        for side in ("MinX", "MaxX", "MinY", "MaxY"):
            database.create_function(f"ST_{side}", 1, lambda shape: 0.0)
        database.execute("PRAGMA recursive_triggers = OFF")
        database.execute(sql, values)
