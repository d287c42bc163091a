"""Serve a folder of records with pycsw: `serve_pycsw.py FOLDER_OF_THE_DATABASE FOLDER_OF_RECORDS`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from wsgi import serve

CONFIGURATION = """
[server]
home={home}
url=http://127.0.0.1/csw
mimetype=application/xml; charset=UTF-8
encoding=UTF-8
language=fr-FR
maxrecords=100
profiles=apiso
[manager]
transactions=false
[metadata:main]
identification_title=Catalogue d'essai
[metadata:inspire]
enabled=false
[repository]
database={database}
table=records
"""


def main(folder: Path, records: Path) -> None:
    import pycsw
    from pycsw.core import admin, config

    database, home = f"sqlite:///{folder / 'records.db'}", str(Path(pycsw.__file__).parent)
    configuration = folder / "pycsw.cfg"
    configuration.write_text(CONFIGURATION.format(home=home, database=database), encoding="utf-8")
    os.environ["PYCSW_CONFIG"] = str(configuration)
    admin.setup_db(database, "records", home)
    loaded = admin.load_records(config.StaticContext(), database, "records", str(records))
    wanted = len(list(records.glob("*.xml")))
    assert len(loaded) == wanted, f"pycsw has loaded {len(loaded)} of {wanted} records"

    from pycsw.wsgi import application

    serve(lambda _address: application)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
