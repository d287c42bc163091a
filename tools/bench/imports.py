"""Print what importing a table costs: `tools/bench/imports.py seconds|megabytes [xlsx] [ROWS]`, by default 100,000.

From the bytes on the disk to the GeoPackage: read, matched, figures read, written. Seconds are those of the processor,
`megabytes` is the most that the process ever held. A CSV, unless a spreadsheet is asked for.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.importing.proposals import decided_edition, proposed_columns, read_all_figures
from ctd_plugin.data.importing.recipe import Recipe
from ctd_plugin.data.survey.decisions import Decisions
from ctd_plugin.data.survey.reader import read_survey_table, survey_of
from ctd_plugin.data.template.sheets import TextSheet
from ctd_plugin.data.template.xlsx import xlsx_file

ROWS = 100_000
HEADER = ["code", "region", "statut", "contexte", "moyens", "objectifs", "gouvernance", "pilotage"]


def rows(count: int) -> list[list[str]]:
    communes = [
        [str(n), f"Commune n° {n}", "CTD existant", "texte " * 12, "3 ETP", "a", "b", "c"] for n in range(count - 1)
    ]
    return [HEADER, *communes, ["53", "Bretagne", "CTD existant", "", "3 ETP", "", "", ""]]


def import_table(path: Path, output: Path) -> None:
    table = read_survey_table(path)
    decisions = Decisions(columns=proposed_columns(table, {}))
    survey = survey_of(table, path.name, decisions)
    figures = read_all_figures(table, survey, decisions, tuple(read_platforms()))
    imported = decided_edition(path.name, survey, figures, Recipe(decisions=decisions), ())
    build_geopackage(output, imported=imported)


def write(path: Path, count: int = ROWS) -> None:
    if path.suffix == ".xlsx":
        path.write_bytes(xlsx_file([TextSheet("E", rows(count), [10] * len(HEADER))]))
    else:
        path.write_text("\n".join(";".join(cells) for cells in rows(count)), encoding="utf-8")


def main() -> None:
    measure, ending = sys.argv[1], "xlsx" if "xlsx" in sys.argv else "csv"
    count = next((int(word) for word in sys.argv[2:] if word.isdigit()), ROWS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{ending}"
        # Written by another process: what that takes is not what reading takes.
        writer = multiprocessing.get_context("spawn").Process(target=write, args=(path, count))
        writer.start()
        writer.join()
        started = time.process_time()
        import_table(path, Path(folder) / "ctd.gpkg")
        seconds = time.process_time() - started
    print(seconds if measure == "seconds" else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


if __name__ == "__main__":
    main()
