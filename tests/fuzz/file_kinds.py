"""Files that are tried: tables, recipes, lists of platforms and GeoPackages."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random

from ctd_plugin.catalogues.clients import search
from ctd_plugin.catalogues.endpoint_checks import read_checks, write_checks
from ctd_plugin.catalogues.health import probe
from ctd_plugin.catalogues.plan import plan
from ctd_plugin.catalogues.records import Query
from ctd_plugin.catalogues.registry import Platform, read_platforms
from ctd_plugin.data.editions.edition import read_edition
from ctd_plugin.data.importing.recipe import Recipe, read_recipe
from ctd_plugin.data.importing.replay import replay
from ctd_plugin.data.package.geopackage import check_target
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.data.tables.reader import read_table
from ctd_plugin.i18n import language, tr
from tests.fuzz import seeds
from tests.fuzz.containers import mutated_database, mutated_xls, mutated_zip
from tests.fuzz.inputs import File, Kind
from tests.fuzz.trees import mutated_json
from tests.fuzz.values import mutated_bytes, mutated_text, word

Mutation = Callable[[bytes, Random, Sequence[bytes]], bytes]


@contextmanager
def written(content: bytes, ending: str) -> Iterator[Path]:
    """Yield a file with a content."""
    path = Path(tempfile.gettempdir()) / f"{os.getpid()}{ending}"
    path.write_bytes(content)
    try:
        yield path
    finally:
        path.unlink()


@cache
def _registry() -> tuple[Platform, ...]:
    return read_platforms()


_TABLE_READERS: Mapping[str, Callable[[Path], object]] = {
    "table": read_table,
    "survey": read_survey,
    "edition": lambda path: read_edition(path, _registry()),
    "replay": lambda path: replay(path, Recipe(), _registry()),
}


@cache
def _load_french() -> None:
    """Load the French catalogue, in which every figure is noted too: Qt, which it needs, is no memory of an input."""
    with language("fr"):
        tr("Region")


def _table(ending: str, mutation: Mutation) -> Kind:
    def make(rng: Random) -> File:
        _load_french()
        contents = seeds.tables()[ending]
        reader = rng.choice(("table", "survey", "survey", "edition", "replay"))
        return File(mutation(rng.choice(contents), rng, contents), reader)

    def read(file: File) -> object:
        with written(file.content, ending) as path:
            return _TABLE_READERS[file.reader](path)

    return Kind(ending[1:], make, read)


def _mutated_csv(content: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """Return a CSV with other cells, delimiters and encodings; else with its bytes changed."""
    if rng.random() < 0.5:
        return mutated_bytes(content, rng, others)
    text = content.decode("utf-8", "replace")
    delimiter = next((mark for mark in ";,\t|" if mark in text), ";")
    lines = [line.split(delimiter) for line in text.splitlines()]
    for _ in range(rng.choice((1, 1, 2, 5))):
        row = rng.choice(lines)
        kind = rng.randrange(6)
        if kind == 0:
            lines.insert(rng.randrange(len(lines)), row[:] * rng.choice((1, 1, 40)))
        elif kind == 1:
            row[rng.randrange(len(row))] = '"{}"'.format(word(rng).replace('"', '""'))
        else:
            row[rng.randrange(len(row))] = mutated_text(rng.choice(row), rng)
    mark = rng.choice((delimiter, delimiter, ";", ",", "\t", "|", ":", "^"))
    text = rng.choice(("\n", "\r\n", "\r", "\n\n")).join(mark.join(cells) for cells in lines)
    if rng.random() < 0.1:
        text = rng.choice((f"sep={mark}\n", 'sep="\n', "sep=\n", "\ufeff", "Titre\n\n")) + text
    return text.encode(
        rng.choice(("utf-8", "utf-8", "utf-8", "cp1252", "utf-16")), "replace" if rng.random() < 0.7 else "ignore"
    )


def _recipe() -> Kind:
    def make(rng: Random) -> File:
        _load_french()
        return File(mutated_json(rng.choice(seeds.recipes()), rng, seeds.recipes()))

    def read(file: File) -> object:
        with written(file.content, ".recipe.json") as path:
            recipe = read_recipe(path)
        with written(seeds.tables()[".csv"][-1], ".csv") as path:
            return replay(path, recipe, _registry())

    return Kind("recipe", make, read)


def _platforms() -> Kind:
    def make(rng: Random) -> File:
        return File(mutated_json(rng.choice(seeds.platforms()), rng, seeds.platforms()))

    def read(file: File) -> object:
        with written(file.content, ".json") as path:
            platforms = read_platforms(path)
        # An accepted address is requested later, where it is expected to be valid.
        requests = [next(search(one.protocol, one.url, Query("eau"))) for one in plan(platforms, (), None, {})]
        requests += [next(probe(endpoint)) for platform in platforms for endpoint in platform.endpoints]
        return platforms, requests

    return Kind("platforms", make, read)


def _checks() -> Kind:
    def make(rng: Random) -> File:
        return File(mutated_json(rng.choice(seeds.checks()), rng, seeds.checks()))

    def read(file: File) -> object:
        with written(file.content, ".json") as path:
            checks = read_checks(path)
            # What is accepted can be written, and is read as it was.
            write_checks(path, checks)
            assert read_checks(path).endpoints.keys() == checks.endpoints.keys()
        return checks

    return Kind("checks", make, read)


def _geopackage() -> Kind:
    def make(rng: Random) -> File:
        contents = seeds.databases()
        return File(mutated_database(contents[0], rng, contents))

    def read(file: File) -> object:
        with written(file.content, ".gpkg") as path:
            edition = read_edition(path, _registry())
            check_target(path)
        return edition

    return Kind("geopackage", make, read)


FILE_KINDS = (
    _table(".csv", _mutated_csv),
    _table(".xlsx", mutated_zip),
    _table(".ods", mutated_zip),
    _table(".xls", mutated_xls),
    _recipe(),
    _platforms(),
    _checks(),
    _geopackage(),
)
