"""The expression functions `ctd_status`, `ctd_fact` and `ctd_platforms`, for labels, calculators and layouts."""

from __future__ import annotations

from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionFunction, QgsExpressionNodeFunction

from ...i18n import tr
from .expression_values import ExpressionValues, RegionAnswers

GROUP = "CTD"


class _CtdFunction(QgsExpressionFunction):
    """A function of a region's code; NULL for NULL and for what is no region."""

    def __init__(self, name: str, parameters: list[str], help_text: str, answers: ExpressionValues) -> None:
        super().__init__(name, [QgsExpressionFunction.Parameter(p) for p in parameters], GROUP, help_text)
        self._answers = answers

    def func(
        self, values: list, context: QgsExpressionContext, parent: QgsExpression, node: QgsExpressionNodeFunction
    ) -> object:
        region = self._answers.of_region(values[0], context)
        return None if region is None else self.value(region, *values[1:])

    def value(self, region: RegionAnswers, *arguments: object) -> object:
        raise NotImplementedError

    def isStatic(
        self, node: QgsExpressionNodeFunction, parent: QgsExpression, context: QgsExpressionContext | None
    ) -> bool:
        # The answer also depends on the layers of the project: it is never worked out once for all.
        return False

    def usesGeometry(self, node: QgsExpressionNodeFunction) -> bool:
        return False


class _Status(_CtdFunction):
    def value(self, region: RegionAnswers) -> str | None:
        return region.status


class _Fact(_CtdFunction):
    def value(self, region: RegionAnswers, indicator: object) -> float | None:
        return region.facts.get(str(indicator).strip().lower())


class _Platforms(_CtdFunction):
    def value(self, region: RegionAnswers) -> list[str]:
        return list(region.platforms)


class CtdFunctions:
    """Registers the three functions, and takes them away again."""

    def __init__(self) -> None:
        self._answers = ExpressionValues()
        self._functions = (
            _Status("ctd_status", ["code"], _help_of_status(), self._answers),
            _Fact("ctd_fact", ["code", "indicator"], _help_of_fact(), self._answers),
            _Platforms("ctd_platforms", ["code"], _help_of_platforms(), self._answers),
        )

    def register(self) -> None:
        for function in self._functions:
            # QGIS refuses a name that is taken, such as by a plugin that was not unloaded properly.
            QgsExpression.unregisterFunction(function.name())
            QgsExpression.registerFunction(function)
        self._answers.follow_project()

    def unregister(self) -> None:
        for function in self._functions:
            QgsExpression.unregisterFunction(function.name())
        self._answers.forget()


def _help(call: str, purpose: str, arguments: list[tuple[str, str]], result: str, examples: list[str]) -> str:
    rows = "".join(f"<tr><td><code>{name}</code></td><td>{meaning}</td></tr>" for name, meaning in arguments)
    shown = "".join(f"<li><code>{example}</code></li>" for example in examples)
    parameters, examples_title = tr("Parameters"), tr("Examples")
    return (
        f"<h3>{call}</h3><p>{purpose}</p><h4>{parameters}</h4><table>{rows}</table>"
        f"<p>{result}</p><h4>{examples_title}</h4><ul>{shown}</ul>"
    )


def _code_argument() -> tuple[str, str]:
    return "code", tr("INSEE code of the region, as text or number, or its name")


def _help_of_status() -> str:
    return _help(
        "ctd_status(code)",
        tr("Returns where a region stands with its regional data committee (CTD)."),
        [_code_argument()],
        tr(
            "One of <code>none</code>, <code>considering</code>, <code>prefiguration</code> and "
            "<code>established</code>; NULL where the region gave no answer or is not known."
        ),
        ["ctd_status('52') → 'established'", 'ctd_status("region_name")'],
    )


def _help_of_fact() -> str:
    return _help(
        "ctd_fact(code, indicator)",
        tr("Returns a figure that the CNIG survey gives for a region."),
        [
            _code_argument(),
            (
                "indicator",
                "<code>staff_fte</code>, <code>annual_budget</code>, <code>programme_budget</code>, "
                "<code>funding_share</code>, <code>members</code>, <code>datasets</code>",
            ),
        ],
        tr(
            "The figure that the maps draw, or the only one that the survey gives, as a number; NULL where it gives "
            "none or several, or where region or indicator are not known. Of a range, the lower end."
        ),
        ["ctd_fact(53, 'staff_fte') → 3", "ctd_fact('Grand Est', 'annual_budget') → 1000000"],
    )


def _help_of_platforms() -> str:
    return _help(
        "ctd_platforms(code)",
        tr("Returns the names of the data platforms in service in a region, the main one first."),
        [_code_argument()],
        tr("A list of names, empty where no platform is known; NULL where the region is not known."),
        ["array_to_string(ctd_platforms('53'), ', ')", "array_first(ctd_platforms('Bretagne')) → 'GéoBretagne'"],
    )
