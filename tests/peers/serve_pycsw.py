"""Serve a folder of records with pycsw: `serve_pycsw.py FOLDER_OF_THE_DATABASE FOLDER_OF_RECORDS`.

Prints its port once it listens, and ends with the process that started it.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

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


class Quiet(WSGIRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


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

    def quiet_application(environment, start_response):
        # pycsw prints the path of each request.
        with contextlib.redirect_stdout(sys.stderr):
            return application(environment, start_response)

    with make_server("127.0.0.1", 0, quiet_application, handler_class=Quiet) as server:
        print(server.server_port, flush=True)
        threading.Thread(target=end_with_parent, daemon=True).start()
        server.serve_forever()


def end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
