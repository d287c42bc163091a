"""What the tests of sheets look at: items and their boxes, texts and their sizes, labels as they were placed."""

from __future__ import annotations

import re
from html import unescape

from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPointXY,
    QgsProject,
    QgsRenderContext,
    QgsTextRenderer,
)
from qgis.PyQt.QtCore import QRectF, QSize, QSizeF
from qgis.PyQt.QtGui import QColor

from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.themes import THEMES

SLACK = 0.01  # millimetres

# What every GeoPackage can show; the others need tables that only some have.
OF_ONE_EDITION = [theme for theme in ThemeId if not THEMES[theme].tables]


def items(layout, kind=QgsLayoutItem):
    """Return id → item; the page itself has no id."""
    return {item.id(): item for item in layout.items() if isinstance(item, kind) and item.id()}


def box(item):
    return QRectF(item.scenePos(), item.rect().size())


def inside(inner, outer):
    return outer.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(inner)


def apart(first, second):
    return not first.adjusted(SLACK, SLACK, -SLACK, -SLACK).intersects(second)


def text_size(label, dpi):
    """Return the size (millimetres) of a label's text, broken into lines at the width of its box."""
    context = QgsRenderContext()
    context.setScaleFactor(dpi / 25.4)
    context.setFlag(Qgis.RenderContextFlag.ApplyScalingWorkaroundForTextRendering)
    scale = context.convertToPainterUnits(1, Qgis.RenderUnit.Millimeters)
    room = label.rect().width() * scale
    text, style = label.currentText().split("\n"), label.textFormat()
    lines = [piece for line in text for piece in QgsTextRenderer.wrappedText(context, line, room, style)]
    width = QgsTextRenderer.textWidth(context, style, lines)
    height = QgsTextRenderer.textHeight(context, style, lines, Qgis.TextLayoutMode.Rectangle)
    return QSizeF(width / scale, height / scale)


def assert_texts_fit(layout):
    for name, label in items(layout, QgsLayoutItemLabel).items():
        # Text is a little wider at one resolution than at another.
        for dpi in (96, 150, 300):
            needed = text_size(label, dpi)
            assert needed.width() <= label.rect().width() + SLACK, (name, dpi)
            assert needed.height() <= label.rect().height() + SLACK, (name, dpi)


def label_lines(html):
    """Return the lines of a label on the map, and which of them are bold."""
    lines = re.findall(r'<div style="([^"]*)">(.*?)</div>', html)
    return "\n".join(unescape(line) for _, line in lines), [unescape(line) for style, line in lines if "bold" in style]


def drawn_names(layout):
    """Return what the labelling of the main map placed, as QGIS does when it draws the layout."""
    item = items(layout)["map metropole"]
    dots = 200 / 25.4
    size = QSizeF(item.rect().width() * dots, item.rect().height() * dots)
    job = QgsMapRendererParallelJob(item.mapSettings(item.extent(), size, 200, True))
    job.start()
    job.waitForFinished()
    return job.takeLabelingResults().allLabels()


def legend_lines(layout):
    model = items(layout, QgsLayoutItemLegend)["legend"].model()
    (node,) = model.rootGroup().findLayers()
    return [entry.data(0) for entry in model.layerLegendNodes(node)]


def rendered(regions, frame, extent, size=400, dpi=300):
    """Draw the regions in a frame's CRS, without labels, and return the image and what turns a point into a pixel."""
    settings = QgsMapSettings()
    settings.setLayers([regions])
    settings.setDestinationCrs(frame.crs)
    settings.setExtent(extent)
    settings.setOutputSize(QSize(size, size))
    settings.setOutputDpi(dpi)
    settings.setBackgroundColor(QColor("#FF00FF"))
    settings.setFlag(QgsMapSettings.Flag.DrawLabeling, False)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert job.errors() == []
    transform = QgsCoordinateTransform(regions.crs(), frame.crs, QgsProject.instance())

    def pixel(longitude, latitude):
        point = settings.mapToPixel().transform(transform.transform(QgsPointXY(longitude, latitude)))
        return job.renderedImage().pixelColor(round(point.x()), round(point.y())).name().upper()

    return job.renderedImage(), pixel
