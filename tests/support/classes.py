"""The class that QGIS gives each region."""

from __future__ import annotations

from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils


def classes_of(layers, drawing):
    """Return region code → label of its class (without the count), as QGIS evaluates it."""
    expression = QgsExpression(drawing.classes.expression)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layers.regions))
    labels = {fill.value: fill.label for fill in drawing.classes.classes}
    found = {}
    for feature in layers.regions.getFeatures():
        context.setFeature(feature)
        value = expression.evaluate(context)
        assert not expression.hasEvalError(), expression.evalErrorString()
        found[feature["region_code"]] = labels.get(value, drawing.classes.no_answer)
    return found
