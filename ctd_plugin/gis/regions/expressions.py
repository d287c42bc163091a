"""The expression functions `ctd_status`, `ctd_fact`, `ctd_fact_text` and `ctd_platforms` for labels and calculators."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionFunction,
    QgsExpressionNodeFunction,
    QgsProject,
    QgsVectorLayer,
)

from ...i18n import number, tr
from .edition_cache import CACHE, bundled_edition, on_main_thread

if TYPE_CHECKING:
    from ...data.profile.edition_reader import EditionProfiles
    from ...data.profile.region_profile import RegionProfile

GROUP = "CTD"


class _CtdFunction(QgsExpressionFunction):
    """A function of a region's code; NULL for NULL and for what is no region."""

    def __init__(self, name: str, parameters: list[str], help_text: str) -> None:
        super().__init__(name, [QgsExpressionFunction.Parameter(p) for p in parameters], GROUP, help_text)

    def func(
        self,
        values: list[object],
        context: QgsExpressionContext | None,
        parent: QgsExpression,
        node: QgsExpressionNodeFunction,
    ) -> object:
        code = _region_code(_as_text(values[0]))
        profile = _edition(context).by_code.get(code) if code else None
        return None if profile is None else self.value(profile, values)

    def value(self, profile: RegionProfile, arguments: Sequence[object]) -> object:
        """Return the function's value for a region; `arguments` are all that were given, its code first."""
        raise NotImplementedError

    def isStatic(
        self, node: QgsExpressionNodeFunction, parent: QgsExpression, context: QgsExpressionContext | None
    ) -> bool:
        # The value also depends on the layers of the project: it is never worked out once for all.
        return False

    def usesGeometry(self, node: QgsExpressionNodeFunction) -> bool:
        return False


class _Status(_CtdFunction):
    def value(self, profile: RegionProfile, arguments: Sequence[object]) -> str | None:
        return profile.status.value if profile.status else None


class _Fact(_CtdFunction):
    def value(self, profile: RegionProfile, arguments: Sequence[object]) -> float | None:
        return profile.indicator(str(arguments[1]).strip().lower())


class _FactText(_CtdFunction):
    def value(self, profile: RegionProfile, arguments: Sequence[object]) -> str | None:
        from ..labels.labels import covered_text, euros, figure_text, staff

        figure = profile.figure(str(arguments[1]).strip().lower())
        if figure is None:
            return None
        writers = {"FTE": staff, "EUR": euros, "EUR/year": euros, "percent": _percent}
        text, covered = figure_text(figure, writers.get(figure.unit, number)), covered_text(figure)
        return text if figure.is_none or not covered else f"{text} ({covered})"


def _percent(share: float) -> str:
    return tr("{share}%").format(share=number(share, 1))


class _Platforms(_CtdFunction):
    def value(self, profile: RegionProfile, arguments: Sequence[object]) -> list[str]:
        return [platform.name for platform in profile.active_platforms]


class CtdFunctions:
    """Registers the functions, and takes them away again."""

    def __init__(self) -> None:
        self._functions = (
            _Status("ctd_status", ["code"], _help_of_status()),
            _Fact("ctd_fact", ["code", "indicator"], _help_of_fact()),
            _FactText("ctd_fact_text", ["code", "indicator"], _help_of_fact_text()),
            _Platforms("ctd_platforms", ["code"], _help_of_platforms()),
        )

    def register(self) -> None:
        """Make the functions known to QGIS, and keep ready what they say of its project."""
        for function in self._functions:
            # QGIS refuses a name that is taken, such as by a plugin that was not unloaded properly.
            QgsExpression.unregisterFunction(function.name())
            QgsExpression.registerFunction(function)
        CACHE.follow(QgsProject.instance().layerStore())

    def unregister(self) -> None:
        """Undo `register`."""
        for function in self._functions:
            QgsExpression.unregisterFunction(function.name())
        CACHE.clear()


def _edition(context: QgsExpressionContext | None) -> EditionProfiles:
    """Return the edition that the context's layer belongs to, else its project's current one, else the bundled one."""
    # Not the layer itself: labels are drawn in threads.
    layer_id = str(context.variable("layer_id") or "") if context else ""
    stores = list(context.layerStores()) if context else []
    layer = context.variable("layer") if context and on_main_thread() else None
    if isinstance(layer, QgsVectorLayer) and layer.project():
        stores.append(layer.project().layerStore())
    for store in (*stores, QgsProject.instance().layerStore()):
        if (edition := CACHE.of_store(store, layer_id)) is not None:
            return edition
    return bundled_edition()


def _as_text(code: object) -> str:
    if isinstance(code, float) and code.is_integer():
        return str(int(code))
    return str(code)


@lru_cache(maxsize=512)
def _region_code(text: str) -> str | None:
    # Imported at the first use: a start of QGIS reads no names.
    from ...data.places.region_match import Match, match_region

    match = match_region(None, text)
    return match.region_code if isinstance(match, Match) else None


def _help(call: str, purpose: str, arguments: list[tuple[str, str]], result: str, examples: list[str]) -> str:
    rows = "".join(f"<tr><td><code>{name}</code></td><td>{meaning}</td></tr>" for name, meaning in arguments)
    shown = "".join(f"<li><code>{example}</code></li>" for example in examples)
    parameters, examples_title = tr("Parameters"), tr("Examples")
    return (
        f"<h3>{call}</h3><p>{purpose}</p><h4>{parameters}</h4><table>{rows}</table>"
        f"<p>{result}</p><h4>{examples_title}</h4><ul>{shown}</ul>"
    )


def _code_argument() -> tuple[str, str]:
    return "code", tr("Insee code of the region, as text or number, or its name")


def _help_of_status() -> str:
    return _help(
        "ctd_status(code)",
        tr("Returns the status of the regional data committee (CTD) of a region."),
        [_code_argument()],
        tr(
            "One of <code>none</code>, <code>considering</code>, <code>prefiguration</code> and "
            "<code>established</code>; NULL if the region is unknown or did not answer."
        ),
        ["ctd_status('52') → 'established'", 'ctd_status("region_name")'],
    )


def _indicator_argument() -> tuple[str, str]:
    names = ("staff_fte", "annual_budget", "programme_budget", "funding_share", "members", "datasets")
    return "indicator", ", ".join(f"<code>{name}</code>" for name in names)


def _help_of_fact_text() -> str:
    return _help(
        "ctd_fact_text(code, indicator)",
        tr("Returns a figure of the CNIG survey for a region as the maps write it, with what it covers."),
        [_code_argument(), _indicator_argument()],
        tr(
            "A text with its unit, with ≈ before an approximate or calculated figure, and with both bounds of a "
            "range; NULL if <code>ctd_fact</code> is NULL."
        ),
        ["ctd_fact_text('32', 'annual_budget')", "ctd_fact_text(\"region_code\", 'staff_fte')"],
    )


def _help_of_fact() -> str:
    return _help(
        "ctd_fact(code, indicator)",
        tr("Returns a figure of the CNIG survey for a region."),
        [_code_argument(), _indicator_argument()],
        tr(
            "The figure shown on the maps, or the only one in the survey, as a number; NULL if there is none or "
            "several, or if the region or indicator is unknown. For a range, its lower bound."
        ),
        ["ctd_fact(53, 'staff_fte') → 3", "ctd_fact('Grand Est', 'annual_budget') → 1000000"],
    )


def _help_of_platforms() -> str:
    return _help(
        "ctd_platforms(code)",
        tr("Returns the names of the data platforms in service in a region, starting with the main one."),
        [_code_argument()],
        tr("A list of names, empty if no platform is known; NULL if the region is unknown."),
        ["array_to_string(ctd_platforms('53'), ', ')", "array_first(ctd_platforms('Bretagne')) → 'GéoBretagne'"],
    )
