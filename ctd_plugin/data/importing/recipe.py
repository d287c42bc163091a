"""The recipe of an import: the user's decisions as a JSON file, to be applied to next year's survey too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ...errors import CtdError
from ...files import read_error, replacing
from ...i18n import tr
from ...json_positions import line_of_lone_surrogate
from ...regions import REGION_NAMES
from ...text import one_line
from ..columns import CARRIED, SURVEY_COLUMNS
from ..facts.columns import FIGURE_COLUMNS
from ..facts.corrections import FigureEdit, check_fact
from ..facts.fact import UNREAD, Covers, Fact
from ..survey.decisions import UNUSED, Decisions, RowChoice
from ..survey.status import Status

_KIND, _VERSION = "CTD Governance Map, recipe of an import", 1
_LARGEST = 20_000_000
FACT_FIELDS = tuple(field.name for field in fields(Fact))
_LATER_FIELDS = {field.name: field.default for field in fields(Fact) if field.default is not MISSING}
_FLAGS = ("about", "headline")
_COVERS = tuple(map(str, Covers))


@dataclass(frozen=True)
class Recipe:
    """The decisions of an import: the sheet (None: chosen by the reader), the rows and columns, and the figures."""

    sheet: str | None = None
    decisions: Decisions = field(default_factory=Decisions)
    figures: tuple[FigureEdit, ...] = ()


def recipe_path(output: Path) -> Path:
    """Return the path of the recipe of an output file."""
    return output.with_name(output.name + ".recipe.json")


def recipe_text(recipe: Recipe, source: str) -> str:
    """Return a recipe as JSON; `source` is the name of the survey's file."""
    content: dict[str, Any] = {
        "kind": _KIND,
        "version": _VERSION,
        "source": source,
        "sheet": recipe.sheet,
        **asdict(recipe.decisions),
        "figures": [asdict(edit) for edit in recipe.figures],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def write_recipe(recipe: Recipe, source: str, path: Path) -> None:
    """Write a recipe; raises CtdError where that fails or would replace a file that is no recipe."""
    check_recipe_target(path)
    with replacing(path) as beside:
        beside.write_text(recipe_text(recipe, source), encoding="utf-8", newline="\n")


def check_recipe_target(path: Path) -> None:
    """Raise CtdError where `path` is an existing file that is no recipe: it must not be replaced."""
    if path.is_file():
        try:
            read_recipe(path)
        except CtdError as error:
            message = tr("{file} is not a recipe of this plugin and was not replaced; choose another name.")
            raise CtdError(message.format(file=path)) from error


def read_recipe(path: Path) -> Recipe:
    """Read a recipe; raises CtdError where it is missing, none, of another version, or invalid."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError(path.name)
        text = path.read_text(encoding="utf-8")
        content = json.loads(text)
    except OSError as error:
        raise read_error(path, error) from error
    except (ValueError, RecursionError) as error:
        raise CtdError(_no_recipe(path)) from error
    if not isinstance(content, dict) or content.get("kind") != _KIND:
        raise CtdError(_no_recipe(path))
    if line := line_of_lone_surrogate(text, content):
        message = tr("The recipe {file} contains an incomplete character at line {line}; correct this text.")
        raise CtdError(message.format(file=path.name, line=line))
    version = content.get("version")
    if version != _VERSION:
        message = tr("{file} is a version {version} recipe, not supported by this plugin; upgrade the plugin.")
        raise CtdError(message.format(file=path.name, version=one_line(str(version))[:20]))
    try:
        return _recipe(content)
    except (TypeError, AttributeError, ArithmeticError) as error:
        # Their own words are Python's, in English.
        raise CtdError(tr("The recipe {file} is invalid; correct it.").format(file=path.name)) from error
    except (LookupError, ValueError) as error:
        message = tr("The recipe {file} is invalid (at “{place}”); correct it.")
        raise CtdError(message.format(file=path.name, place=one_line(str(error))[:80])) from error


def _no_recipe(path: Path) -> str:
    return tr("{file} is not a recipe of this plugin; choose the file that ends in .recipe.json.").format(
        file=path.name
    )


def _recipe(content: dict[str, Any]) -> Recipe:
    sheet, covers = content.get("sheet"), content.get("covers", {})
    return Recipe(
        sheet=None if sheet is None else _text(sheet),
        decisions=Decisions(
            columns=_mapping(content.get("columns", {}), (*SURVEY_COLUMNS, CARRIED, *FIGURE_COLUMNS, UNUSED)),
            regions=_mapping(content.get("regions", {}), (*REGION_NAMES, UNUSED)),
            rows={
                _one_of(code, REGION_NAMES): RowChoice(int(row["row"]), _text(row["written"]))
                for code, row in content.get("rows", {}).items()
            },
            statuses=_mapping(content.get("statuses", {}), (*Status, UNUSED)),
            covers={_one_of(key, FIGURE_COLUMNS): _one_of(value, _COVERS) for key, value in covers.items()},
        ),
        figures=tuple(map(_edit, content.get("figures", []))),
    )


def _mapping(values: Any, allowed: tuple[str, ...]) -> dict[str, str]:  # noqa: ANN401  whatever JSON holds
    return {key: _one_of(value, allowed) for key, value in values.items()}


def _one_of(value: Any, allowed: Mapping[str, str] | tuple[str, ...]) -> str:  # noqa: ANN401
    if value not in allowed:
        raise ValueError(value)
    return str(value)


def _text(value: Any) -> str:  # noqa: ANN401
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _edit(value: Mapping[str, Any]) -> FigureEdit:
    """Return an edit; raises ValueError where maps could not draw its figures."""
    read = _fact(value["read"])
    if read.indicator != UNREAD:
        check_fact(read)
    if value["settled"] is None:
        return FigureEdit(read, None)
    settled = _fact(value["settled"])
    check_fact(settled)
    if settled.region_code != read.region_code:
        raise ValueError(settled.region_code)
    return FigureEdit(read, settled)


def _fact(value: Mapping[str, Any]) -> Fact:
    """Return a fact; the recipes of earlier versions lack the fields that have a default."""
    former = {name: value.get(name, default) for name, default in _LATER_FIELDS.items()}
    given = {**former, **{name: value[name] for name in FACT_FIELDS if name not in _LATER_FIELDS}}
    checked: dict[str, Any] = {name: bool(part) if name in _FLAGS else _text(part) for name, part in given.items()}
    _one_of(checked["region_code"], REGION_NAMES)
    return Fact(**checked)
